import type { Parameter } from "../parameters.ts";
import { validateValue } from "../validate-value.ts";
import { decodeValue, type Wire } from "./decode-value.ts";
import { addFault, type Decoding, startPart, wholeOf } from "./decoding.ts";
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
  /**
   * The schemas of query parameters by names that exploded objects have for members, too: on the wire they are one name
   * (RFC 6570, section 3.2.8).
   */
  readonly rivals?: ReadonlyMap<string, unknown>;
  /** Whether arrays and objects of the query may have brackets behind their names, in any style. Default: true. */
  readonly readsBrackets?: boolean;
}

type Decode = (text: string) => string | undefined;
type ReadText = (text: string) => string;

/** The pairs of a query or of cookies, and how they are read. */
interface SentPairs {
  readonly pairs: readonly Pair[];
  readonly read: ReadText;
  readonly declared: ReadonlySet<string>;
  readonly rivals?: ReadonlyMap<string, unknown> | undefined;
  readonly readsBrackets: boolean;
}

const asIs: Decode = (text) => text;

/** The value of a parameter by its style (section 4.8.12.3); undefined where the request leaves it out. */
export function decodeParameter(parameter: Parameter, sources: ParameterSources, decoding: Decoding): unknown {
  const { name, place } = parameter;
  switch (place) {
    case "query": {
      const read = reader(decodeQueryText, decoding);
      return decodePairs(
        parameter,
        { ...sources, pairs: sources.query, read, readsBrackets: sources.readsBrackets ?? true },
        decoding,
      );
    }
    case "cookie": {
      const read = reader(parameter.style === "cookie" ? asIs : decodePercent, decoding);
      return decodePairs(
        parameter,
        { pairs: sources.cookies, read, declared: sources.declared, readsBrackets: false },
        decoding,
      );
    }
    case "header": {
      const key = name.toLowerCase();
      const text = Object.hasOwn(sources.headers, key) ? sources.headers[key] : undefined;
      const trim: ReadText = (part) => part.trim();
      return text === undefined ? undefined : decodeSimple({ raw: text.trim(), read: trim }, parameter, decoding);
    }
    case "path": {
      const text = sources.variables.get(name);
      return text === undefined ? undefined : decodeSegment(text, parameter, decoding);
    }
  }
}

function decodePairs(parameter: Parameter, from: SentPairs, decoding: Decoding): unknown {
  const { name, style, explode, schema } = parameter;
  const { pairs, read } = from;
  const sent = ownValues(parameter, from, decoding);
  if (parameter.mediaType !== undefined) return sent.length === 0 ? undefined : onlyOne(sent.map(read), decoding);
  if (style === "deepObject") return decodeDeepObject(parameter, pairs, decoding);

  const { shapes } = decoding.schemas;
  const types = shapes.types(schema);
  if (from.readsBrackets && sent.length === 0 && (types.has("array") || types.has("object"))) {
    const bracketed = pairs.filter((pair) => pair.name?.startsWith(`${name}[`) && !from.declared.has(pair.name));
    if (bracketed.length > 0) return decodeDeepObject(parameter, bracketed, decoding);
  }
  if (style === "form" || style === "cookie" ? explode : explode && !types.has("object")) {
    const entries = types.has("object") ? exploded(parameter, from, decoding) : [];
    if (entries.length > 0) return decodeValue({ entries }, wholeOf(schema), decoding);
    if (sent.length === 0) return undefined;
    const items = sent.map(read);
    if (!types.has("array")) return decodeValue({ text: onlyOne(items, decoding) }, wholeOf(schema), decoding);
    return decodeValue({ text: items.length === 1 ? items[0] : undefined, items }, wholeOf(schema), decoding);
  }
  if (sent.length === 0) return undefined;
  const raw = onlyOne(sent, decoding);
  const pieces = raw.split(separatorOf(style));
  const wire: Wire = { text: read(raw), items: pieces.map(read), entries: pairwise(pieces.map(read)) };
  return decodeValue(wire, wholeOf(schema), decoding);
}

/** The values under a parameter's name: of those that a member of an exploded object may be, the one that fits. */
function ownValues({ name, schema }: Parameter, { pairs, read, rivals }: SentPairs, decoding: Decoding): string[] {
  const sent = pairs.filter((pair) => pair.name === name).map(({ value }) => value);
  if (sent.length < 2 || !rivals?.has(name) || decoding.schemas.shapes.types(schema).has("array")) return sent;
  return [sent.find((value) => fits(read(value), schema, decoding)) ?? sent[0] ?? ""];
}

/** The properties of an exploded object are beside the other parameters under their own names. */
function exploded(
  { name: own, schema }: Parameter,
  { pairs, read, declared, rivals }: SentPairs,
  decoding: Decoding,
): [string, string][] {
  const { shapes } = decoding.schemas;
  const listed = shapes.propertyNames(schema);
  const isMap = shapes.isMap(schema);
  const taken = new Set<string>();
  return pairs.flatMap(({ name, value }) => {
    if (name === undefined || !(listed.has(name) || (isMap && !declared.has(name)))) return [];
    const text = read(value);
    // A parameter of that name takes the first value that fits it.
    if (name !== own && rivals?.has(name) && !taken.has(name) && fits(text, rivals.get(name), decoding)) {
      taken.add(name);
      return [];
    }
    return [[name, text]];
  });
}

function fits(text: string, schema: unknown, decoding: Decoding): boolean {
  return isRight({ text }, schema, decoding);
}

function isRight(wire: Wire, schema: unknown, decoding: Decoding): boolean {
  const own = startPart(decoding);
  const value = decodeValue(wire, wholeOf(schema), own);
  return validateValue(value, schema ?? true, own).length === 0;
}

function decodeSegment(raw: string, parameter: Parameter, decoding: Decoding): unknown {
  const { name, style, explode, schema } = parameter;
  const read = reader(decodePercent, decoding);
  if (style !== "label" && style !== "matrix") return decodeSimple({ raw, read }, parameter, decoding);

  const start = style === "label" ? "." : ";";
  if (!raw.startsWith(start)) {
    addFault(decoding, { path: [], code: "style", predicate: `must start with "${start}" (style ${style})` });
    return read(raw);
  }
  const parts = raw.slice(1).split(start);
  if (style === "label") {
    const text = read(raw.slice(1));
    if (explode) {
      const entries = assignments(parts, read);
      return decodeValue({ text, items: parts.map(read), entries }, wholeOf(schema), decoding);
    }
    const pieces = raw.slice(1).split(",").map(read);
    const wire: Wire = { text, items: pieces, entries: pairwise(pieces) };
    // The tables up to OpenAPI 3.0.3 and 3.1.0 have dots, later ones and RFC 6570 commas.
    const dotted: Wire = { items: parts.map(read), entries: pairwise(parts.map(read)) };
    const isDotted = pieces.length === 1 && parts.length > 1 && !isRight(wire, schema, decoding);
    return decodeValue(isDotted && isRight(dotted, schema, decoding) ? dotted : wire, wholeOf(schema), decoding);
  }
  const named = parts.map(
    (part) => [part.split("=", 1)[0] ?? "", part.slice(part.indexOf("=") + 1 || part.length)] as const,
  );
  const own = named.filter(([key]) => read(key) === name).map(([, value]) => value);
  if (own.length === 0 && explode) {
    // A member without a text has no equals sign either (RFC 6570, section 3.2.7).
    const entries = named.map(([key, value]) => [read(key), read(value)] as const);
    return decodeValue({ entries: parts.every((part) => part === "") ? [] : entries }, wholeOf(schema), decoding);
  }
  if (own.length === 0) {
    addFault(decoding, { path: [], code: "style", predicate: `must start with ";${name}" (style matrix)` });
    return read(raw);
  }
  const pieces = explode ? own : (own[0] ?? "").split(",");
  const text = own.length === 1 ? read(own[0] ?? "") : undefined;
  return decodeValue({ text, items: pieces.map(read), entries: pairwise(pieces.map(read)) }, wholeOf(schema), decoding);
}

function decodeSimple(
  { raw, read }: { readonly raw: string; readonly read: ReadText },
  { explode, schema, mediaType, style }: Parameter,
  decoding: Decoding,
): unknown {
  if (mediaType !== undefined) return read(raw);
  const pieces = raw.split(separatorOf(style));
  const entries = explode ? assignments(pieces, read) : pairwise(pieces.map(read));
  return decodeValue({ text: read(raw), items: pieces.map(read), entries }, wholeOf(schema), decoding);
}

function reader(decode: Decode, decoding: Decoding): ReadText {
  return (text) => {
    const decoded = decode(text);
    if (decoded !== undefined) return decoded;
    if (!decoding.faults.some(({ code }) => code === "percent-encoding")) {
      addFault(decoding, { path: [], code: "percent-encoding", predicate: "has a malformed percent-escape" });
    }
    return text;
  };
}

function onlyOne(sent: readonly string[], decoding: Decoding): string {
  if (sent.length > 1) addFault(decoding, { path: [], code: "repeated", predicate: `is given ${sent.length} times` });
  return sent[0] ?? "";
}

function separatorOf(style: string): RegExp {
  if (style === "spaceDelimited") return /%20|\+| /;
  if (style === "tabDelimited") return /%09|\t/;
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
function assignments(parts: readonly string[], read: ReadText): [string, string][] | undefined {
  if (parts.length === 1 && parts[0] === "") return [];
  if (!parts.every((part) => part.includes("="))) return undefined;
  return parts.map((part) => {
    const equals = part.indexOf("=");
    return [read(part.slice(0, equals)), read(part.slice(equals + 1))];
  });
}
