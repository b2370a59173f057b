import type {
  BodyWriter,
  JsonParser,
  JsonWriter,
  RequestDraft,
  ResponseReader,
} from "./core/description.ts";
import type { Middleware, RawClient } from "./core/transport.ts";
import { sendThrough } from "./request/operation.ts";
import { readJson } from "./response/read-body.ts";

/**
 * What a value is that JSON.parse would read otherwise. `digits`: an integer of 64 bits, as a string. `bigint`: one as
 * a BigInt. `text`: an id that is an integer or a string on the wire, as a string. `date`: a point in time, as a Date.
 */
export type ValueKind = "digits" | "bigint" | "text" | "date";

/** What a value at one place of a body is, and where its parts are described: by their index among all positions. */
export interface ValuePosition {
  readonly is?: ValueKind;
  /** What a string on the wire is, where that is something else. */
  readonly texts?: ValueKind;
  /**
   * The members of an object by name, those of a list by index. An index that no position has: as JSON.parse reads it.
   */
  readonly properties?: { readonly [name: string]: number };
  /** The other members of a list. */
  readonly items?: number;
  /** The other members of an object. */
  readonly values?: number;
  /** Where an object is one of several: the first that fits describes it. */
  readonly choices?: readonly {
    /** The name of a member that it has. */
    readonly member: string;
    /** The values that it may have. Left out: any. */
    readonly values?: readonly unknown[];
    readonly at: number;
  }[];
}

/** The positions of a body; the first is that of the body itself. */
export type ValuePositions = readonly ValuePosition[];

/** The members of an object or an array. */
interface Members {
  [name: string | number]: unknown;
}

/** The position of that index for a value; undefined where JSON.parse reads everything right. */
function positionOf(
  positions: ValuePositions,
  index: number | undefined,
  value: unknown,
): ValuePosition | undefined {
  const position = positions[index ?? -1];
  if (!position?.choices || typeof value !== "object" || value === null) return position;
  const choice = position.choices.find(
    ({ member, values }) =>
      Object.hasOwn(value, member) &&
      (!values || values.includes((value as { [name: string]: unknown })[member])),
  );
  return choice ? positions[choice.at] : position;
}

/** The index of the position of a member, by its name or its index in a list. */
function memberPosition(
  { properties, items, values }: ValuePosition,
  name: string | number,
): number | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof name === "number" ? items : values;
}

/** A reader of bodies in which some values are not what JSON.parse makes. Default of `read`: `readJson`. */
export function readValues(
  positions: ValuePositions,
  read: ResponseReader = readJson,
): ResponseReader {
  const parse = parseValues(positions);
  return (response, operation) => read(response, operation, parse);
}

/** A parser of JSON that keeps all digits of the integers at the positions. */
export function parseValues(positions: ValuePositions): JsonParser {
  return (text) => {
    const value: unknown = JSON.parse(text);
    // The text has the digits that a number has lost. Most bodies have no such number.
    const exact: unknown = /\d{16}/.test(text) ? JSON.parse(quoteLongIntegers(text)) : value;
    return converted(value, exact, 0);
  };

  function converted(value: unknown, exact: unknown, index: number | undefined): unknown {
    const position = positionOf(positions, index, value);
    if (!position) return value;
    if (typeof value === "number" || typeof value === "string") {
      const is = (typeof value === "string" && position.texts) || position.is;
      return is ? madeOf(is, value, exact) : value;
    }
    if (typeof value !== "object" || value === null) return value;
    const made = (member: unknown, name: string | number) =>
      converted(member, (exact as Members)[name], memberPosition(position, name));
    if (Array.isArray(value)) return value.map(made);
    const object = value as { [name: string]: unknown };
    for (const name of Object.keys(object))
      if (memberPosition(position, name) !== undefined) object[name] = made(object[name], name);
    return object;
  }
}

function madeOf(kind: ValueKind, value: number | string, exact: unknown): unknown {
  if (kind === "date") return typeof value === "string" ? new Date(value) : value;
  // A fraction is not an integer, whatever the document says; what is written as 1e3 is one.
  const digits =
    typeof exact === "string"
      ? exact
      : Number.isInteger(value)
        ? String(BigInt(value))
        : String(value);
  if (kind !== "bigint") return digits;
  return /^-?\d+$/.test(digits) ? BigInt(digits) : value;
}

/** Valid JSON with its integers of 16 digits and more as strings. */
export function quoteLongIntegers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
  );
}

/**
 * The operation, whose errors have values at these positions that are not what JSON.parse makes. openapi-fetch parses
 * errors by itself, so their text is read beside it. A response that middleware puts in its place has the digits that
 * JSON.parse left.
 */
export function readFailures<O>(operation: O, positions: ValuePositions): O {
  const parse = parseValues(positions);
  return sendThrough(operation, (transport) => {
    const { raw } = transport;
    const request: RawClient["request"] = async (method, path, init = {}) => {
      const texts = new WeakMap<Response, string>();
      const keep: Middleware = {
        async onResponse({ response }) {
          if (!response.ok) texts.set(response, await response.clone().text());
        },
      };
      const result = await raw.request(method, path, {
        ...init,
        middleware: [...(init.middleware ?? []), keep],
      });
      const { error, response } = result;
      // A string is what openapi-fetch could not parse.
      if (error === undefined || typeof error === "string") return result;
      return { error: parse(texts.get(response) ?? JSON.stringify(error)), response };
    };
    return { ...transport, raw: { ...raw, request } };
  });
}

/** The operation, whose errors are the digits of a number where their body is nothing else: they are always truthy. */
export function numbersAsText<O>(operation: O): O {
  return sendThrough(operation, (transport) => {
    const { raw } = transport;
    const request: RawClient["request"] = async (...call) => {
      const result = await raw.request(...call);
      const { error, response } = result;
      return /^(?:number|bigint)$/.test(typeof error) ? { error: String(error), response } : result;
    };
    return { ...transport, raw: { ...raw, request } };
  });
}

/** A ParameterWriter or a MediaWriter. */
type Writer<Description, Done> = (
  draft: RequestDraft,
  description: Description,
  value: unknown,
) => Done;

/**
 * Lets a writer write JSON in which the integers at the positions, given as strings or as BigInts, are numbers with all
 * their digits. A string that is not an integer stays a string, and is the server's to refuse.
 */
export function writeValues<Description extends { readonly json?: JsonWriter | undefined }, Done>(
  positions: ValuePositions,
  write: Writer<Description, Done>,
): Writer<Description, Done> {
  return (draft, description, value) =>
    write(draft, { ...description, json: jsonOf }, withIntegers(positions, value, 0));
}

/** As `jsonBody`, with the integers at the positions as `writeValues` writes them. */
export function jsonValues(positions: ValuePositions): BodyWriter {
  return (draft, { body }) => {
    const text = jsonOf(withIntegers(positions, body, 0));
    if (text) draft.init = { body: text, bodySerializer: () => text };
  };
}

/** A value with BigInts at the positions; itself where there are none. */
function withIntegers(
  positions: ValuePositions,
  value: unknown,
  index: number | undefined,
): unknown {
  const plain = plainOf(value);
  const position = positionOf(positions, index, plain);
  if (!position) return value;
  if (typeof plain === "string")
    return position.is && /^-?\d+$/.test(plain) ? BigInt(plain) : value;
  if (typeof plain !== "object" || plain === null) return value;
  let copy: Members | undefined;
  for (const name of Array.isArray(plain) ? plain.keys() : Object.keys(plain)) {
    const member = (plain as Members)[name];
    const made = withIntegers(positions, member, memberPosition(position, name));
    if (Object.is(made, member)) continue;
    copy ??= (Array.isArray(plain) ? [...plain] : { ...plain }) as Members;
    copy[name] = made;
  }
  return copy ?? value;
}

/** A half of a character: no text has one, and JSON has it as an escape. */
const half = "\ud800";

/** What JSON.stringify writes, with BigInts as their digits. */
function jsonOf(value: unknown): string | undefined {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === "bigint" ? half + member : member,
  ) as string | undefined;
  return text?.replace(/"\\ud800(-?\d+)"/g, "$1");
}

/** What represents a value that has JSON of its own. */
function plainOf(value: unknown): unknown {
  const own = value as { toJSON?(name: string): unknown } | undefined | null;
  return typeof own?.toJSON === "function" ? own.toJSON("") : value;
}
