import type { MemberPath } from "./description.ts";

/** Whether a media type is JSON: `application/json`, or one with a suffix such as `application/problem+json`. */
export function isJson(mediaType: string | undefined): boolean {
  return /^[^;]*\bjson\b/i.test(mediaType ?? "");
}

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of own members; undefined where there is none. */
export function memberAt(value: unknown, path: MemberPath): unknown {
  let member = value;
  for (const name of path) {
    if (typeof member !== "object" || member === null || !Object.hasOwn(member, name))
      return undefined;
    member = (member as { [name: string]: unknown })[name];
  }
  return member;
}

/** A copy of a value with another member at a path; objects that the path needs are created. */
export function withMember(
  value: unknown,
  [name, ...rest]: MemberPath,
  member: unknown,
): { [name: string]: unknown } {
  const object = value as { readonly [name: string]: unknown } | null | undefined;
  if (name === undefined) return member as { [name: string]: unknown };
  return {
    ...object,
    [name]: rest.length ? withMember(memberAt(object, [name]), rest, member) : member,
  };
}

/**
 * The JSON data that a storage gives for a key: unstorage parses what it reads, others give the text. Undefined for a
 * string that is not JSON.
 */
export function storedJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
