import { didYouMean } from "../../diagnostics/suggestion.ts";
import { withoutMark } from "../../schema/long-integers.ts";
import { isObject } from "../json.ts";
import { type Contradiction, notAllowed, type Subject } from "./contradiction.ts";
import { braceFaults } from "./path-templates.ts";

/** Variables of a URL that nothing declares, and declared ones that are not in it (section 4.8.5 of 3.1). */
export function serverVariables({ value }: Subject): Contradiction[] {
  const { url } = value;
  if (typeof url !== "string") return [];
  const used = new Set([...url.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!));
  const declared = isObject(value["variables"]) ? Object.keys(value["variables"]) : [];
  if (declared.includes("$ref")) return [];
  const unused = declared.filter((name) => !used.has(name) && !name.startsWith("x-"));
  const undeclared = [...used].filter((name) => !declared.includes(name));
  const meant = new Set<string>();
  const missing = undeclared.map((name): Contradiction => {
    const help = didYouMean(name, unused, (near) => {
      meant.add(near);
      return `"${near}", the variable that is declared`;
    });
    const what = `the variable "${name}" of the server "${url}"`;
    const message = `${what} is not declared; it stays in the URL as it is written`;
    return { code: "server-variable-undeclared", keys: ["url"], message, help };
  });
  const idle = unused
    .filter((name) => !meant.has(name))
    .map((name): Contradiction => {
      const message = `the server "${url}" has no variable "{${name}}"`;
      return { code: "server-variable-unused", keys: ["variables", name], message };
    });
  const braces = braceFaults(url, `the server "${url}"`);
  return [
    ...braces.map((message): Contradiction => ({ code: "server-template", keys: ["url"], message })),
    ...missing,
    ...idle,
  ];
}

/** A default that the variable does not list (section 4.8.6 of 3.1). */
export function variableDefault({ value }: Subject): Contradiction[] {
  const { enum: values, default: given } = value;
  if (given === undefined || !Array.isArray(values) || values.length === 0) return [];
  const known = values.map((value) => String(withoutMark(value)));
  if (known.some((value) => value === String(given) || (typeof given === "number" && Number(value) === given)))
    return [];
  const help = didYouMean(String(given), known);
  return [notAllowed(`the default "${String(given)}" is not in \`enum\``, ["default"], { help })];
}
