import { camelCase, pascalCase } from "../identifiers/identifier.ts";
import { spellCase, spellSymbols } from "../identifiers/spelling.ts";
import { templateVariable } from "../operation-key.ts";

/** How many of the last path segments a qualified name tries, one by one, before the whole path. */
const nearestSegments = 6;

/**
 * The name of an operation without a name: `GET /tickets/{id}/comments` → `getTicketsByIdComments`, `GET /` →
 * `getRoot`.
 */
export function nameFromPath(method: string, path: string): string {
  const segments = segmentWords(path);
  return camelCase([method.toLowerCase(), ...(segments.length === 0 ? ["Root"] : segments)].join(" "));
}

/**
 * What a person would say to tell a path from another that gives the same name: its symbols but for slashes, then
 * slashes too, then the case of its letters. `GET /a_b` → `getAUnderscoreB`, `GET /o/1` → `getOSlash1`.
 */
export function spelledPaths(method: string, path: string): string[] {
  const inner = path.replace(/^\//, "");
  // between words a slash is what they are words for
  const kept = inner.endsWith("/") ? `${inner.slice(0, -1)} slash` : inner;
  const spelled = [
    inLiterals(kept, (text) => spellSymbols(text, "/ ")),
    inLiterals(inner, (text) => spellSymbols(text)),
    inLiterals(inner, (text) => spellCase(text)),
  ];
  return spelled.map((each) => camelCase([method.toLowerCase(), ...wordsIn(each)].join(" ")));
}

/** A path whose literals are replaced, and whose variables are words. */
function inLiterals(path: string, replace: (text: string) => string): string {
  const variables = path.match(templateVariable) ?? [];
  const texts = path.split(templateVariable).map((text) => (text === "" ? "" : replace(text)));
  return texts
    .map((text, index) => `${text} ${variables[index] ? `by ${variables[index].slice(1, -1)}` : ""}`)
    .join(" ");
}

function wordsIn(text: string): string[] {
  return text.split(/[\s/]+/).map((each) => pascalCase(each, ""));
}

/** The qualifiers from a path: its last segment, its last two, and so on, and finally the whole path. */
export function pathQualifiers(path: string): string[][] {
  const segments = segmentWords(path);
  const levels: string[][] = [];
  for (let count = 1; count <= Math.min(segments.length - 1, nearestSegments); count++)
    levels.push(segments.slice(-count));
  return segments.length === 0 ? [["Root"]] : [...levels, segments];
}

/**
 * One word per literal segment, with the variables that follow it: `/tickets/{id}/comments` → `TicketsById`,
 * `Comments`.
 */
function segmentWords(path: string): string[] {
  const words: string[] = [];
  for (const segment of path.split("/")) {
    const named = pascalCase(
      segment.replace(templateVariable, (variable) => ` by ${variable.slice(1, -1)} `),
      "",
    );
    if (named === "") continue;
    const isVariable = segment.startsWith("{") && words.length > 0;
    if (isVariable) words[words.length - 1] += named;
    else words.push(named);
  }
  return words;
}
