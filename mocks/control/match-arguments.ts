import { getOwn, isObject } from "../../generator/document/json.ts";

/**
 * True when everything that is wanted is there. Maps may have more keys than wanted, lists not more items. Texts,
 * numbers and booleans are compared as they are written, so that an id fits whether it is held as a text or as a
 * number.
 */
export function matchesArguments(wanted: unknown, actual: unknown): boolean {
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

function isAsymmetricMatcher(value: unknown): value is { asymmetricMatch(other: unknown): boolean } {
  return (
    typeof value === "object" &&
    value !== null &&
    "asymmetricMatch" in value &&
    typeof value.asymmetricMatch === "function"
  );
}
