import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
import type { Duration, Fault, FaultKind } from "./fault.ts";

/** The text of a fault cannot be read; the message says why and what it may have meant. */
export class FaultSyntaxError extends Error {
  override readonly name = "FaultSyntaxError";
}

type ReadValue = (text: string, name: string, longest: number) => unknown;

/** What may follow a fault's `=`, and its parameters. A value with a `?` may be left out. */
const grammar: { readonly [Kind in FaultKind]: { readonly value?: string; readonly parameters: readonly string[] } } = {
  status: { value: "status", parameters: ["example"] },
  latency: { value: "milliseconds", parameters: [] },
  reset: { parameters: [] },
  "truncated-body": { parameters: [] },
  "malformed-json": { parameters: [] },
  "html-page": { value: "status?", parameters: [] },
  "slow-stream": { value: "milliseconds?", parameters: [] },
  "rate-limit": { value: "retryAfter?", parameters: ["rateHeaders"] },
  "daily-credits": { value: "retryAfter?", parameters: ["rateHeaders"] },
  "oauth-error": { value: "code", parameters: [] },
};

const readers: Readonly<Record<string, ReadValue>> = {
  status: (text, name) => numberIn(text, name, 200, 599),
  milliseconds: readDuration,
  retryAfter: (text, name) => numberIn(text, name, 0, 1e9),
  rateHeaders: readBoolean,
  probability: (text, name) => numberIn(text, name, 0, 1),
  example: (text) => text,
  code: readErrorCode,
};

/** Milliseconds; an hour. No fault takes longer. */
export const longestFault = 3_600_000;

/**
 * Reads faults as they are written in settings, on the command line and in the header `X-Twinspec-Fault`: separated by
 * commas, each with its value and its parameters, `latency=100-300, status=503;probability=0.5`. None may take longer
 * than `longest` milliseconds.
 *
 * @throws {FaultSyntaxError} when a fault, a parameter or a value is not known.
 */
export function parseFaults(text: string, longest = longestFault): Fault[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => parseFault(part, longest));
}

/** @throws {FaultSyntaxError} for a fault that takes longer than so many milliseconds. */
export function requireWithin(most: number, fault: Fault): void {
  const { milliseconds = 0 } = fault as { readonly milliseconds?: Duration };
  const longest = Math.max(...[milliseconds].flat());
  if (!(longest <= most)) throw tooLong(fault.kind, most, String(longest));
}

function tooLong(kind: string, most: number, text: string): FaultSyntaxError {
  return new FaultSyntaxError(`${kind} is at most ${most} milliseconds, not "${text}"`);
}

/** @throws {FaultSyntaxError} for a kind that is not known, such as a program in JavaScript may give. */
export function requireKind(kind: string): asserts kind is FaultKind {
  if (!isKind(kind))
    throw new FaultSyntaxError(`there is no fault "${kind}"; ${suggestion(kind, Object.keys(grammar))}`);
}

function parseFault(text: string, longest: number): Fault {
  const [[kind, value] = ["", undefined], ...parameters] = text.split(";").map(toPair);
  requireKind(kind);
  const { value: wanted, parameters: known } = grammar[kind];
  const field = wanted?.replace("?", "");
  if (value === undefined && field !== undefined && field === wanted)
    throw new FaultSyntaxError(`the fault ${kind} needs a value: ${kind}=<${field}>`);
  if (value !== undefined && field === undefined) throw new FaultSyntaxError(`the fault ${kind} takes no value`);

  const fields: [string, unknown][] = [["kind", kind]];
  if (value !== undefined && field !== undefined) fields.push([field, readers[field]?.(value, kind, longest)]);
  for (const [name, parameter] of parameters) {
    const allowed = [...known, "probability"];
    const property = allowed.find((candidate) => candidate.toLowerCase() === name.replaceAll("-", "").toLowerCase());
    if (property === undefined)
      throw new FaultSyntaxError(`the fault ${kind} has no parameter "${name}"; ${suggestion(name, allowed)}`);
    fields.push([property, readers[property]?.(parameter ?? "", name, longest)]);
  }
  return Object.fromEntries(fields) as unknown as Fault;
}

function isKind(text: string): text is FaultKind {
  return Object.hasOwn(grammar, text);
}

function toPair(text: string): [name: string, value: string | undefined] {
  const at = text.indexOf("=");
  return at === -1 ? [text.trim(), undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function suggestion(word: string, known: readonly string[]): string {
  return didYouMean(word, known) ?? `known: ${known.join(", ")}`;
}

function readDuration(text: string, name: string, longest: number): Duration {
  const [least = "", most, ...rest] = text.split("-");
  if (rest.length > 0) throw new FaultSyntaxError(`${name} is a number of milliseconds, or two: 100-300`);
  const tooMany = [least, most ?? ""].find((each) => Number(each) > longest);
  if (tooMany !== undefined) throw tooLong(name, longest, tooMany);
  const first = numberIn(least, name, 0, longest);
  return most === undefined ? first : [first, numberIn(most, name, first, longest)];
}

/** RFC 6749, section 5.2. */
function readErrorCode(text: string, name: string): string {
  if (!/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/.test(text))
    throw new FaultSyntaxError(`${name} is the code of an error such as access_denied, not "${text}"`);
  return text;
}

function readBoolean(text: string, name: string): boolean {
  if (text !== "true" && text !== "false") throw new FaultSyntaxError(`${name} is true or false, not "${text}"`);
  return text === "true";
}

function numberIn(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= least && value <= most))
    throw new FaultSyntaxError(`${name} is a number from ${least} to ${most}, not "${text}"`);
  return value;
}
