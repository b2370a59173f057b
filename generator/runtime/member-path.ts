import type { MemberPath } from "./description.ts";

/** What stands at a path in a value; undefined where nothing does. */
export function memberAt(value: unknown, path: MemberPath): unknown {
  let member = value;
  for (const name of path) {
    if (typeof member !== "object" || member === null || !Object.hasOwn(member, name)) return undefined;
    member = (member as { [name: string]: unknown })[name];
  }
  return member;
}

/** A copy of a value with another member at a path; the objects on the way are made where there are none. */
export function withMember(value: unknown, [name, ...rest]: MemberPath, member: unknown): { [name: string]: unknown } {
  const object = value as { readonly [name: string]: unknown } | null | undefined;
  if (name === undefined) return member as { [name: string]: unknown };
  return { ...object, [name]: rest.length ? withMember(memberAt(object, [name]), rest, member) : member };
}
