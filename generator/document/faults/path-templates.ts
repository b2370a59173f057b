/** The names of the variables of a template, in its order. */
export function variablesIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
}

/** What is wrong with how a path writes its variables (section 4.8.8.2 of 3.1), in words. */
export function templateFaults(path: string): string[] {
  // a fragment tells twins apart and is not sent
  const template = path.replace(/#.*$/s, "");
  const rest = template.replace(/\{[^{}]+\}/g, "_");
  const brace = /[{}]/.exec(rest)?.[0];
  const faults: string[] = [];
  if (/\{\}/.test(rest)) faults.push(`a variable of the path "${path}" has no name; it is sent as it is written`);
  else if (brace !== undefined) {
    const wrong = brace === "{" ? `"{" is not closed` : `"}" closes nothing`;
    faults.push(`${wrong} in the path "${path}"; it is sent as it is written`);
  }
  const names = variablesIn(template);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  for (const name of repeated)
    faults.push(`the path "${path}" has the variable "{${name}}" twice; both have one value`);
  return faults;
}
