import type { Parameter } from "../parameters.ts";
import { decodeValue, type Wire } from "./decode-value.ts";
import { addFault, type Decoding } from "./decoding.ts";
import { decodeDeepObject } from "./deep-object.ts";
import { decodePercent, decodeQueryText, type Pair } from "./pairs.ts";

/** The parts of a request that hold parameters, percent-encoded as they were sent. */
export interface ParameterSources {
  readonly variables: ReadonlyMap<string, string>;
  readonly query: readonly Pair[];
  readonly cookies: readonly Pair[];
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The names of all query and cookie parameters that are described: none of these is a property of another parameter.
   */
  readonly declared: ReadonlySet<string>;
}

type Decode = (text: string) => string | undefined;

const asIs: Decode = (text) => text;

/** The value of a parameter by its style (section 4.8.12.3); undefined where the request leaves it out. */
export function decodeParameter(parameter: Parameter, sources: ParameterSources, decoding: Decoding): unknown {
  const { name, place } = parameter;
  switch (place) {
    case "query":
      return decodePairs(parameter, sources.query, decodeQueryText, sources.declared, decoding);
    case "cookie": {
      const decode = parameter.style === "cookie" ? asIs : decodePercent;
      return decodePairs(parameter, sources.cookies, decode, sources.declared, decoding);
    }
    case "header": {
      const key = name.toLowerCase();
      const text = Object.hasOwn(sources.headers, key) ? sources.headers[key] : undefined;
      return text === undefined ? undefined : decodeSimple(text.trim(), parameter, (part) => part.trim(), decoding);
    }
    case "path": {
      const text = sources.variables.get(name);
      return text === undefined ? undefined : decodeSegment(text, parameter, decoding);
    }
  }
}

function decodePairs(
  parameter: Parameter,
  pairs: readonly Pair[],
  decode: Decode,
  declared: ReadonlySet<string>,
  decoding: Decoding,
): unknown {
  const { name, style, explode, schema } = parameter;
  const read = reader(decode, decoding);
  const sent = pairs.filter((pair) => pair.name === name).map(({ value }) => value);
  if (parameter.mediaType !== undefined) return sent.length === 0 ? undefined : onlyOne(sent.map(read), decoding);
  if (style === "deepObject") return decodeDeepObject(name, pairs, schema, decoding);

  const { shapes } = decoding.schemas;
  const types = shapes.types(schema);
  if (style === "form" || style === "cookie" ? explode : explode && !types.has("object")) {
    const entries = types.has("object") ? exploded(parameter, pairs, read, declared, decoding) : [];
    if (entries.length > 0) return decodeValue({ entries }, schema, [], decoding);
    if (sent.length === 0) return undefined;
    const items = sent.map(read);
    if (!types.has("array")) return decodeValue({ text: onlyOne(items, decoding) }, schema, [], decoding);
    return decodeValue({ text: items.length === 1 ? items[0] : undefined, items: listOf(items) }, schema, [], decoding);
  }
  if (sent.length === 0) return undefined;
  const raw = onlyOne(sent, decoding);
  const pieces = raw.split(separatorOf(style));
  const wire: Wire = { text: read(raw), items: listOf(pieces.map(read)), entries: pairwise(pieces.map(read)) };
  return decodeValue(wire, schema, [], decoding);
}

/** The properties of an exploded object are beside the other parameters under their own names. */
function exploded(
  { schema }: Parameter,
  pairs: readonly Pair[],
  read: (text: string) => string,
  declared: ReadonlySet<string>,
  { schemas: { shapes } }: Decoding,
): [string, string][] {
  const listed = shapes.propertyNames(schema);
  const isMap = shapes.isMap(schema);
  return pairs.flatMap(({ name, value }) =>
    name !== undefined && (listed.has(name) || (isMap && !declared.has(name))) ? [[name, read(value)]] : [],
  );
}

function decodeSegment(raw: string, parameter: Parameter, decoding: Decoding): unknown {
  const { name, style, explode, schema } = parameter;
  const read = reader(decodePercent, decoding);
  if (style !== "label" && style !== "matrix") return decodeSimple(raw, parameter, read, decoding);

  const start = style === "label" ? "." : ";";
  if (!raw.startsWith(start)) {
    addFault(decoding, [], "style", `must start with "${start}" (style ${style})`);
    return read(raw);
  }
  const parts = raw.slice(1).split(start);
  if (style === "label") {
    const pieces = explode ? parts : raw.slice(1).split(",");
    const entries = explode ? assignments(pieces, read) : pairwise(pieces.map(read));
    return decodeValue({ text: read(raw.slice(1)), items: listOf(pieces.map(read)), entries }, schema, [], decoding);
  }
  const named = parts.map(
    (part) => [part.split("=", 1)[0] ?? "", part.slice(part.indexOf("=") + 1 || part.length)] as const,
  );
  const own = named.filter(([key]) => read(key) === name).map(([, value]) => value);
  if (own.length === 0 && explode) {
    return decodeValue({ entries: assignments(parts, read) }, schema, [], decoding);
  }
  if (own.length === 0) {
    addFault(decoding, [], "style", `must start with ";${name}" (style matrix)`);
    return read(raw);
  }
  const pieces = explode ? own : (own[0] ?? "").split(",");
  const text = own.length === 1 ? read(own[0] ?? "") : undefined;
  return decodeValue(
    { text, items: listOf(pieces.map(read)), entries: pairwise(pieces.map(read)) },
    schema,
    [],
    decoding,
  );
}

function decodeSimple(
  raw: string,
  { explode, schema, mediaType }: Parameter,
  read: (text: string) => string,
  decoding: Decoding,
): unknown {
  if (mediaType !== undefined) return read(raw);
  const pieces = raw.split(",");
  const entries = explode ? assignments(pieces, read) : pairwise(pieces.map(read));
  return decodeValue({ text: read(raw), items: listOf(pieces.map(read)), entries }, schema, [], decoding);
}

function reader(decode: Decode, decoding: Decoding): (text: string) => string {
  return (text) => {
    const decoded = decode(text);
    if (decoded !== undefined) return decoded;
    if (!decoding.faults.some(({ code }) => code === "percent-encoding")) {
      addFault(decoding, [], "percent-encoding", "has a malformed percent-escape");
    }
    return text;
  };
}

function onlyOne(sent: readonly string[], decoding: Decoding): string {
  if (sent.length > 1) addFault(decoding, [], "repeated", `is given ${sent.length} times`);
  return sent[0] ?? "";
}

/** An array without items has no other form than the empty text. */
function listOf(items: readonly string[]): readonly string[] {
  return items.length === 1 && items[0] === "" ? [] : items;
}

function separatorOf(style: string): RegExp {
  if (style === "spaceDelimited") return /%20|\+| /;
  return style === "pipeDelimited" ? /\||%7C/i : /,/;
}

/** `R,100,G,200`; undefined when a value is missing. */
function pairwise(pieces: readonly string[]): [string, string][] | undefined {
  if (pieces.length === 1 && pieces[0] === "") return [];
  if (pieces.length % 2 === 1) return undefined;
  return Array.from({ length: pieces.length / 2 }, (_, index) => [
    pieces[index * 2] ?? "",
    pieces[index * 2 + 1] ?? "",
  ]);
}

/** `R=100`, `G=200`; undefined when one has no equals sign. */
function assignments(parts: readonly string[], read: (text: string) => string): [string, string][] | undefined {
  if (parts.length === 1 && parts[0] === "") return [];
  if (!parts.every((part) => part.includes("="))) return undefined;
  return parts.map((part) => {
    const equals = part.indexOf("=");
    return [read(part.slice(0, equals)), read(part.slice(equals + 1))];
  });
}
