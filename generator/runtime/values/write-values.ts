import type { JsonWriter, RequestDraft } from "../description.ts";
import { memberPosition, positionOf, type ValuePositions } from "./value-position.ts";

/** A ParameterWriter or a MediaWriter. */
type Writer<Description, Rest extends readonly unknown[], Done> = (
  draft: RequestDraft,
  description: Description,
  value: unknown,
  ...rest: Rest
) => Done;

/**
 * Lets a writer write JSON in which the integers at the positions, given as strings or as BigInts, are numbers with all
 * their digits. A string that is not an integer stays a string, and is the server's to refuse.
 */
export function writeValues<
  Description extends { readonly json?: JsonWriter | undefined },
  Rest extends readonly unknown[],
  Done,
>(positions: ValuePositions, write: Writer<Description, Rest, Done>): Writer<Description, Rest, Done> {
  return (draft, description, value, ...rest) =>
    write(draft, { ...description, json: jsonOf }, withIntegers(value, 0), ...rest);

  /** A value with BigInts at the positions; itself where there are none. */
  function withIntegers(value: unknown, index: number | undefined): unknown {
    const plain = plainOf(value, "");
    const position = positionOf(positions, index, plain);
    if (!position) return value;
    if (typeof plain === "string") return position.is && /^-?\d+$/.test(plain) ? BigInt(plain) : value;
    if (typeof plain !== "object" || plain === null) return value;
    const names = Array.isArray(plain) ? [...plain.keys()] : Object.keys(plain);
    const changed = names.flatMap((name) => {
      const member = (plain as { [name: string | number]: unknown })[name];
      const made = withIntegers(member, memberPosition(position, name));
      return Object.is(made, member) ? [] : [[name, made] as const];
    });
    if (changed.length === 0) return value;
    const copy: object = Array.isArray(plain) ? [...plain] : { ...plain };
    for (const [name, made] of changed) (copy as { [name: string | number]: unknown })[name] = made;
    return copy;
  }
}

/** What JSON.stringify writes, with BigInts as their digits. */
function jsonOf(value: unknown, name = ""): string | undefined {
  const plain = plainOf(value, name);
  if (typeof plain === "bigint") return String(plain);
  if (typeof plain !== "object" || plain === null) return JSON.stringify(plain);
  if (Array.isArray(plain)) return `[${plain.map((item, at) => jsonOf(item, String(at)) ?? "null").join()}]`;
  const members = Object.entries(plain).flatMap(([key, member]) => {
    const text = jsonOf(member, key);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${members.join()}}`;
}

/** What stands for a value that has JSON of its own. */
function plainOf(value: unknown, name: string): unknown {
  const own = value as { toJSON?(name: string): unknown } | undefined | null;
  return typeof own?.toJSON === "function" ? own.toJSON(name) : value;
}
