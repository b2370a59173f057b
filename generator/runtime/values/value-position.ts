/**
 * What a value is that JSON.parse would read otherwise. `digits`: an integer of 64 bits, as text. `bigint`: one as a
 * BigInt. `text`: an id that is an integer or a text on the wire, as text. `date`: a point in time, as a Date.
 */
export type ValueKind = "digits" | "bigint" | "text" | "date";

/** What stands at one place of a body, and where its parts are described: by their index among all positions. */
export interface ValuePosition {
  readonly is?: ValueKind;
  readonly properties?: { readonly [name: string]: number };
  /** The members of a list. */
  readonly items?: number;
  /** The members of an object that `properties` does not name. */
  readonly values?: number;
}

/** The positions of a body; the first is that of the body itself. */
export type ValuePositions = readonly ValuePosition[];

/** The position of a member of an object; undefined where nothing of it is to be read otherwise. */
export function memberPosition({ properties, values }: ValuePosition, name: string): number | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : values;
}
