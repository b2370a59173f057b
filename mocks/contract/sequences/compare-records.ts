import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";

/** A member that is otherwise than it was sent. */
export interface Difference {
  readonly path: readonly string[];
  readonly sent: unknown;
  /** Undefined where it is missing. */
  readonly found: unknown;
  /** Whether it is the same number but for its last digits. */
  readonly isRounded: boolean;
}

/**
 * How a record differs from what was sent of it, member by member; `isShown` says which members a record has at all.
 * What was sent as null may be left out, and times may be written otherwise.
 */
export function differencesOf(
  sent: unknown,
  found: unknown,
  isShown: (path: readonly string[]) => boolean,
): Difference[] {
  return compare(unmarked(sent), found, []);

  function compare(before: unknown, after: unknown, path: readonly string[]): Difference[] {
    if (isObject(before) && isObject(after)) {
      return Object.entries(before).flatMap(([name, member]) => {
        const at = [...path, name];
        if (!isShown(at)) return [];
        const own = Object.hasOwn(after, name) ? after[name] : undefined;
        return compare(member, own, at);
      });
    }
    if (isSameValue(before, after)) return [];
    const isRounded = /^-?\d{16,}$/.test(String(before)) && Number(before) === Number(after);
    return [{ path, sent: before, found: after, isRounded }];
  }
}

/** Whether two values are the same, however times and whole numbers are written. */
export function isSameValue(before: unknown, after: unknown): boolean {
  if ((before === null || before === undefined) && (after === null || after === undefined)) return true;
  if (isDeepStrictEqual(before, after)) return true;
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((item, index) => isSameValue(item, after[index]));
  if (isObject(before) && isObject(after))
    return Object.keys(before).every((key) => isSameValue(before[key], after[key]));
  const time = (value: unknown) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:/.test(value) ? Date.parse(value) : Number.NaN;
  if (time(before) === time(after)) return true;
  const isNumber = (value: unknown) => typeof value === "number" || /^-?\d{16,}$/.test(String(value));
  return isNumber(before) && isNumber(after) && String(before) === String(after);
}
