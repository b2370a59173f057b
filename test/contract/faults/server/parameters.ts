import { type Call, fromJson, Refusal } from "./message.ts";
import { isDate, isDateTime, isUuid } from "./texts.ts";

/** Reads one parameter's text; throws a Refusal where it is not valid. */
export type Reader<Value> = (text: string, name: string) => Value;

function bad(name: string, what: string): never {
  throw new Refusal(400, `${name} ${what}`);
}

function decoded(text: string, name: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return bad(name, "is not percent-encoded as it should be");
  }
}

export const integer =
  (minimum: number, maximum: number): Reader<number> =>
  (text, name) =>
    /^-?\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum
      ? Number(text)
      : bad(name, `must be an integer from ${minimum} to ${maximum}`);

export const nonNegative: Reader<number> = (text, name) =>
  /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text) && Number(text) >= 0
    ? Number(text)
    : bad(name, "must be a number from 0");

export const id: Reader<bigint> = (text, name) =>
  /^\d{1,19}$/.test(text) && BigInt(text) >= 1n && BigInt(text) < 2n ** 63n ? BigInt(text) : bad(name, "must be an id");

export const oneOf =
  <const Choice extends string>(...choices: readonly Choice[]): Reader<Choice> =>
  (text, name) =>
    choices.find((choice) => choice === text) ?? bad(name, `must be one of ${choices.join(", ")}`);

export const matching =
  (pattern: RegExp): Reader<string> =>
  (text, name) =>
    pattern.test(text) ? text : bad(name, "has a form that is not allowed");

export const text: Reader<string> = (value) => value;
export const date: Reader<string> = (value, name) => (isDate(value) ? value : bad(name, "must be a date"));
export const uuid: Reader<string> = (value, name) => (isUuid(value) ? value : bad(name, "must be a UUID"));
export const dateTime: Reader<number> = (value, name) =>
  isDateTime(value) ? Date.parse(value.replace(/:60/, ":59")) : bad(name, "must be a date with a time");

/** A variable of the path in the simple style. */
export function variable<Value>(call: Call, name: string, reader: Reader<Value>): Value {
  return reader(decoded((call.variables[name] ?? "").replaceAll("+", "%2B"), name), name);
}

function single(call: Call, name: string): string | undefined {
  const found = call.query.filter(([key]) => decoded(key, name) === name);
  if (found.length > 1) bad(name, "is given more than once");
  return found[0]?.[1];
}

/** A parameter of the query that holds one value. */
export function query<Value>(call: Call, name: string, reader: Reader<Value>): Value | undefined {
  const value = single(call, name);
  return value === undefined ? undefined : reader(decoded(value, name), name);
}

/** A list in the query whose items a delimiter divides: a comma, a space or a pipe. */
export function delimited<Value>(
  call: Call,
  name: string,
  { by, reader, most = 100 }: { by: RegExp; reader: Reader<Value>; most?: number },
): Value[] | undefined {
  const value = single(call, name);
  if (value === undefined) return undefined;
  const items = value === "" ? [] : value.split(by).map((item) => reader(decoded(item, name), name));
  return items.length <= most ? items : bad(name, `must have at most ${most} items`);
}

/** A list in the query whose items are pairs of the same name. */
export function repeated<Value>(call: Call, name: string, reader: Reader<Value>): Value[] | undefined {
  const found = call.query.filter(([key]) => decoded(key, name) === name);
  return found.length === 0 ? undefined : found.map(([, value]) => reader(decoded(value, name), name));
}

/** An object in the query as `name[member]=value`. */
export function deepObject<Value>(
  call: Call,
  name: string,
  readers: Record<string, Reader<Value>>,
): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [rawKey, value] of call.query) {
    const key = decoded(rawKey, name);
    if (key === name) bad(name, `must be given as ${name}[member]`);
    if (!key.startsWith(`${name}[`) || !key.endsWith("]")) continue;
    const member = key.slice(name.length + 1, -1);
    const reader = Object.hasOwn(readers, member) ? readers[member] : undefined;
    if (reader === undefined || member in found) bad(name, `has no member ${member}, or has it twice`);
    else found[member] = reader(decoded(value, name), key);
  }
  return found;
}

/** A JSON value in the query. */
export function content(call: Call, name: string): unknown {
  const value = single(call, name);
  if (value === undefined) return undefined;
  try {
    return fromJson(decoded(value, name));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return bad(name, "must be JSON");
  }
}

/** A header that holds one value. */
export function header<Value>(call: Call, name: string, reader: Reader<Value>): Value | undefined {
  const value = call.headers[name.toLowerCase()];
  return value === undefined ? undefined : reader(value, name);
}

/** A cookie that holds one value. */
export function cookie<Value>(call: Call, name: string, reader: Reader<Value>): Value | undefined {
  const value = call.cookies[name];
  return value === undefined ? undefined : reader(decoded(value, name), name);
}

/** `.a.b`: a list in the label style, exploded. */
export function label<Value>(call: Call, name: string, reader: Reader<Value>): Value[] {
  const value = call.variables[name] ?? "";
  if (!value.startsWith(".")) bad(name, "must begin with a dot");
  return value
    .slice(1)
    .split(".")
    .map((item) => reader(decoded(item, name), name));
}

/** `;a=1;b=2`: an object in the matrix style, exploded. */
export function matrix(call: Call, name: string): Record<string, string> {
  const value = call.variables[name] ?? "";
  if (!value.startsWith(";")) bad(name, "must begin with a semicolon");
  const pairs = value
    .slice(1)
    .split(";")
    .map((pair) => [pair.split("=", 1)[0] ?? "", decoded(pair.slice(pair.indexOf("=") + 1), name)] as const);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) bad(name, "has a member twice");
  return Object.fromEntries(pairs);
}
