import { isObject } from "../../document/json.ts";
import { byCodePoint } from "../../document/order.ts";
import { isSafeName } from "../identifiers/reserved.ts";

/** The names of an operation's arguments, by place and name on the wire: `query limit`; the body is `request body`. */
export type LockedArguments = ReadonlyMap<string, string>;

/**
 * Arguments as they stand in the lock: by place, each by its name on the wire, with `=` and its own name where that is
 * another.
 */
export function argumentLists(names: LockedArguments): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [key, argument] of [...names].sort(([a], [b]) => byCodePoint(a, b))) {
    const space = key.indexOf(" ");
    const [place, name] = [key.slice(0, space), key.slice(space + 1)];
    const text = name === argument ? name : `${name}=${argument}`;
    lists.set(place, [...(lists.get(place) ?? []), text]);
  }
  return lists;
}

/** Reads what `argumentLists` gives; undefined where it is malformed, or an argument cannot have its name. */
export function readArguments(value: unknown): LockedArguments | undefined {
  if (!isObject(value)) return undefined;
  const names = new Map<string, string>();
  for (const [place, texts] of Object.entries(value)) {
    if (!/^\S+$/.test(place) || !Array.isArray(texts)) return undefined;
    for (const text of texts as unknown[]) {
      if (typeof text !== "string") return undefined;
      // an argument's name has no `=`, but a name on the wire may
      const end = text.lastIndexOf("=");
      const argument = text.slice(end + 1);
      if (!isSafeName(argument, "argument")) return undefined;
      names.set(`${place} ${end === -1 ? text : text.slice(0, end)}`, argument);
    }
  }
  return names;
}
