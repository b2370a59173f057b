import { getOwn, isObject } from "../../generator/document/json.ts";
import { type BoundedPattern, boundPattern } from "../validation/patterns/bounded-pattern.ts";
import { ScriptError, type When } from "./response-types.ts";

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Whether a request's arguments are those wanted. A name with dots that none of the arguments has is a place in one:
 * `body.tags.0`, `body#/tags/0`.
 */
export function createArgumentMatcher({ when, patterns = {} }: When<Arguments>): (args: Arguments) => boolean {
  const bounded = Object.entries(patterns).map(([place, pattern]) => [place, compile(place, pattern)] as const);
  return (args) => {
    const fits =
      typeof when === "function"
        ? when(args)
        : Object.entries(when ?? {}).every(([place, value]) => matchesArguments(value, argumentAt(args, place)));
    return (
      fits &&
      bounded.every(([place, pattern]) => {
        const value = argumentAt(args, place);
        return ["bigint", "boolean", "number", "string"].includes(typeof value) && pattern.test(String(value));
      })
    );
  };
}

/**
 * True when everything that is wanted is there. Maps may have more keys than wanted, lists not more items. Texts,
 * numbers and booleans are compared as they are written, so that an id fits whether it is held as a text or as a
 * number.
 */
function matchesArguments(wanted: unknown, actual: unknown): boolean {
  if (isAsymmetricMatcher(wanted)) return wanted.asymmetricMatch(actual);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, index) => matchesArguments(item, actual[index]))
    );
  }
  if (isObject(wanted)) {
    return (
      isObject(actual) && Object.entries(wanted).every(([key, value]) => matchesArguments(value, getOwn(actual, key)))
    );
  }
  if (wanted === undefined || wanted === null || actual === undefined || actual === null) return wanted === actual;
  return typeof actual !== "object" && String(wanted) === String(actual);
}

/** An argument by its name, or what is at a place in one: `body.tags.0`; a JSON Pointer behind `#`: `body#/tags/0`. */
export function argumentAt(args: Arguments, place: string): unknown {
  if (Object.hasOwn(args, place)) return args[place];
  const [, name = "", pointer] = /^([^#]+)#((?:\/[^/]*)*)$/.exec(place) ?? [];
  const keys = (pointer ?? "").split("/").slice(1);
  const steps =
    pointer === undefined
      ? place.split(".")
      : [name, ...keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))];
  return steps.reduce<unknown>(
    (value, step) => (Array.isArray(value) && /^\d+$/.test(step) ? value[Number(step)] : getOwn(value, step)),
    args,
  );
}

/** Throws a `ScriptError` where a place is in none of the arguments of an operation, so that no request has it. */
export function checkPlaces(places: readonly string[], names: ReadonlySet<string>, operation: string): void {
  for (const place of places) {
    const [first = ""] = place.split(/[.#]/);
    if ([...names].some((name) => place === name || first === name || place.startsWith(`${name}#`))) continue;
    const known = names.size === 0 ? "it has none" : `it has ${[...names].join(", ")}`;
    throw new ScriptError(`the operation ${operation} has no argument "${first}"; ${known}`);
  }
}

function compile(place: string, pattern: string): BoundedPattern {
  try {
    return boundPattern(new RegExp(pattern, "u"), () => false);
  } catch {
    throw new ScriptError(`the pattern of "${place}" is not a valid regular expression: ${pattern}`);
  }
}

function isAsymmetricMatcher(value: unknown): value is { asymmetricMatch(other: unknown): boolean } {
  return (
    typeof value === "object" &&
    value !== null &&
    "asymmetricMatch" in value &&
    typeof value.asymmetricMatch === "function"
  );
}
