/** The names of the variables of a template, in its order. */
export function variablesIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
}

/** What is wrong with how a path writes its variables (section 4.8.8.2 of 3.1), in words. */
export function templateFaults(path: string): string[] {
  // a fragment tells twins apart and is not sent
  const template = path.replace(/#.*$/s, "");
  const names = variablesIn(template);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [
    ...braceFaults(template, `the path "${path}"`),
    ...[...repeated].map((name) => `the path "${path}" has the variable "{${name}}" twice; both have one value`),
  ];
}

/** What is wrong with the braces of a template, in words; `what` names it. */
export function braceFaults(template: string, what: string): string[] {
  const rest = template.replace(/\{[^{}]+\}/g, "_");
  const brace = /[{}]/.exec(rest)?.[0];
  if (/\{\}/.test(rest)) return [`a variable of ${what} has no name; it is sent as it is written`];
  if (brace === undefined) return [];
  return [`${brace === "{" ? `"{" is not closed` : `"}" closes nothing`} in ${what}; it is sent as it is written`];
}
