import type { JsonParser, JsonWriter, RequestDraft, ResponseReader } from "./core/description.ts";
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
    if (Array.isArray(value))
      return value.map((item, at) =>
        converted(item, (exact as unknown[])[at], memberPosition(position, at)),
      );
    const object = value as { [name: string]: unknown };
    for (const name of Object.keys(object)) {
      const at = memberPosition(position, name);
      if (at !== undefined)
        object[name] = converted(object[name], (exact as typeof object)[name], at);
    }
    return object;
  }
}

function madeOf(kind: ValueKind, value: number | string, exact: unknown): unknown {
  if (typeof value === "string") {
    if (kind === "date") return new Date(value);
    return kind === "bigint" && /^-?\d+$/.test(value) ? BigInt(value) : value;
  }
  if (kind === "date" || (kind === "bigint" && !Number.isInteger(value))) return value;
  // A fraction is not an integer, whatever the document says; what is written as 1e3 is one.
  const digits =
    typeof exact === "string"
      ? exact
      : Number.isInteger(value)
        ? String(BigInt(value))
        : String(value);
  return kind === "bigint" ? BigInt(digits) : digits;
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
    write(draft, { ...description, json: jsonOf }, withIntegers(value, 0));

  /** A value with BigInts at the positions; itself where there are none. */
  function withIntegers(value: unknown, index: number | undefined): unknown {
    const plain = plainOf(value, "");
    const position = positionOf(positions, index, plain);
    if (!position) return value;
    if (typeof plain === "string")
      return position.is && /^-?\d+$/.test(plain) ? BigInt(plain) : value;
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
  if (Array.isArray(plain))
    return `[${plain.map((item, at) => jsonOf(item, String(at)) ?? "null").join()}]`;
  const members = Object.entries(plain).flatMap(([key, member]) => {
    const text = jsonOf(member, key);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${members.join()}}`;
}

/** What represents a value that has JSON of its own. */
function plainOf(value: unknown, name: string): unknown {
  const own = value as { toJSON?(name: string): unknown } | undefined | null;
  return typeof own?.toJSON === "function" ? own.toJSON(name) : value;
}
