import { getOwn, isObject, type JsonObject, setOwn } from "../../../generator/document/json.ts";
import { parseExactIntegers } from "../../document/exact-numbers.ts";
import { isInRange, isJson } from "../../http/media-type.ts";
import type { Parameter } from "../parameters.ts";
import { decodeParameter } from "./decode-parameter.ts";
import { decodeMessages, type PartMeans } from "./decode-parts.ts";
import { decodeText } from "./decode-value.ts";
import {
  addFault,
  addPart,
  type Decoding,
  type DescribedContent,
  itemAt,
  type Position,
  propertyAt,
  startPart,
  wholeOf,
} from "./decoding.ts";
import { decodeDeepObject } from "./deep-object.ts";
import { takeListedIntegers } from "./exact-integer.ts";
import { decodeQueryText, type Pair, parseQuery } from "./pairs.ts";

/** More than any form has; each costs memory many times its length. */
const maxFields = 100_000;

/** Reads `application/x-www-form-urlencoded` by the Encoding Objects of its properties (section 4.8.15). */
export function decodeUrlEncoded(
  text: string,
  { schema, encoding: encodings }: DescribedContent,
  decoding: Decoding,
): unknown {
  const object = Object.create(null) as object;
  if (text.length > maxFields && text.split("&").length > maxFields) {
    addFault(decoding, { path: [], code: "form", predicate: `has more than ${maxFields} fields` });
    return object;
  }
  const pairs = parseQuery(text);
  const bare = bareForm(text, pairs, schema, decoding);
  if (bare !== undefined) return bare.value;
  if (pairs.some(({ name }) => name === undefined)) {
    addFault(decoding, { path: [], code: "percent-encoding", predicate: "has a name with a malformed percent-escape" });
  }
  const { shapes } = decoding.schemas;
  const listed = shapes.propertyNames(schema);
  const isMap = shapes.isMap(schema);
  const byName = new Map<string, Pair[]>([...listed].map((name) => [name, []]));
  for (const pair of pairs) {
    if (pair.name === undefined) continue;
    const start = pair.name.split("[", 1)[0] ?? "";
    // What no property describes is kept under its own name, so that a closed schema can refuse it.
    const name = listed.has(start) || (isMap && start !== "") ? start : pair.name;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [pair]);
    else known.push(pair);
  }
  for (const [name, sent] of byName) {
    const property = shapes.property(schema, name) ?? true;
    const isBracketed = sent.some((pair) => pair.name !== name);
    const described = { name, schema: property, encoding: encodingOf(encodings, name), isBracketed };
    const part = partOf(described, decoding);
    // An exploded object has its properties among the other fields.
    const isSpread = part.style === "form" && part.explode && part.mediaType === undefined && listed.has(name);
    const own = startPart(decoding);
    const query = isSpread && shapes.types(property).has("object") ? pairs : sent;
    const sources = { variables: new Map(), query, cookies: [], headers: {}, declared: listed };
    let value = decodeParameter(part, sources, own);
    if (typeof value === "string" && part.mediaType !== undefined)
      value = decodePart(value, { mediaType: part.mediaType, schema: property }, own);
    addPart(decoding, own, [name]);
    if (value !== undefined) setOwn(object, name, value);
  }
  return object;
}

/**
 * The value of a form whose schema is no object's: a text is all that was sent, as it was; a list has the values of the
 * only name, as with multipart forms.
 */
function bareForm(
  text: string,
  pairs: readonly Pair[],
  schema: unknown,
  decoding: Decoding,
): { readonly value: unknown } | undefined {
  const { shapes } = decoding.schemas;
  const types = shapes.types(schema);
  if (types.has("object")) return undefined;
  const [first] = pairs;
  const isOne = first !== undefined && pairs.every(({ name }) => name === first.name);
  if (!types.has("array")) return { value: decodeText(text, wholeOf(schema), decoding) };
  if (!isOne) return undefined;
  const items = pairs.map(({ value }, index) => {
    const item = itemAt(wholeOf(schema), index, decoding.schemas);
    return decodeText(decodeQueryText(value) ?? value, item, decoding);
  });
  return { value: items };
}

/** A field of a form, as its property and what was sent say. */
interface DescribedField {
  readonly name: string;
  readonly schema: unknown;
  readonly encoding: JsonObject;
  /** Whether its names have brackets. */
  readonly isBracketed: boolean;
}

function partOf({ name, schema, encoding, isBracketed }: DescribedField, { schemas }: Decoding): Parameter {
  const { style, explode, contentType } = encoding;
  const isStyled = ["style", "explode", "allowReserved"].some((field) => field in encoding);
  const types = schemas.shapes.types(schema);
  const isObjectOnly = types.has("object") && !types.has("array") && !types.has("string");
  // An object without a style is JSON by default; brackets show that the sender took a style all the same.
  const mediaType = typeof contentType === "string" ? contentType : isObjectOnly ? "application/json" : undefined;
  const chosen = typeof style === "string" ? style : isBracketed ? "deepObject" : "form";
  return {
    name,
    place: "query",
    isRequired: false,
    style: isBracketed ? "deepObject" : chosen,
    explode: typeof explode === "boolean" ? explode : chosen === "form",
    allowsEmptyValue: false,
    schema,
    mediaType: isStyled || isBracketed || !isJson(mediaType) ? undefined : mediaType,
  };
}

/**
 * Reads `multipart/form-data` (RFC 7578) by the Encoding Objects of its properties. Files stay files in what is shown.
 * Where the schema is no object's, such as a file or a list of files, the only field is the value, whatever its name.
 */
export async function decodeMultipart(
  bytes: Uint8Array,
  { mediaType, schema, encoding: encodings }: DescribedContent,
  means: PartMeans,
): Promise<unknown> {
  const { decoding } = means;
  let form: FormData;
  try {
    form = await new Response(bytes as BodyInit, { headers: { "content-type": mediaType } }).formData();
  } catch {
    addFault(decoding, { path: [], code: "form", predicate: "is not a well-formed multipart/form-data message" });
    return undefined;
  }
  const { shapes } = decoding.schemas;
  const object = Object.create(null) as object;
  const listed = shapes.propertyNames(schema);
  const fields = new Map<string, FormDataEntryValue[]>();
  const bracketed = new Map<string, Pair[]>();
  for (const [name, value] of form) {
    const start = name.split("[", 1)[0] ?? "";
    if (typeof value === "string" && !listed.has(name) && listed.has(start)) {
      const pair: Pair = { name, value: encodeURIComponent(value) };
      bracketed.set(start, [...(bracketed.get(start) ?? []), pair]);
      continue;
    }
    const known = fields.get(name);
    if (known === undefined) fields.set(name, [value]);
    else known.push(value);
  }
  for (const [name, pairs] of bracketed) {
    if (fields.has(name)) continue;
    const property = propertyAt(wholeOf(schema), name, decoding.schemas).schema;
    const described = { name, schema: property, encoding: encodingOf(encodings, name), isBracketed: true };
    const own = startPart(decoding);
    setOwn(object, name, decodeDeepObject(partOf(described, decoding), pairs, own));
    addPart(decoding, own, [name]);
  }
  for (const [name, value] of await decodeMessages(bytes, { mediaType, schema, encoding: encodings }, means)) {
    fields.delete(name);
    setOwn(object, name, value);
  }
  const isBare = fields.size === 1 && bracketed.size === 0 && !shapes.types(schema).has("object");
  for (const [name, sent] of fields) {
    const property = isBare ? wholeOf(schema) : propertyAt(wholeOf(schema), name, decoding.schemas);
    const { path } = property;
    const { contentType } = encodingOf(encodings, name);
    const wanted = typeof contentType === "string" ? contentType : undefined;
    const types = shapes.types(property.schema);
    const isList = types.has("array") && (sent.length > 1 || !types.has("string"));
    if (sent.length > 1 && !isList)
      addFault(decoding, { path, code: "repeated", predicate: `is given ${sent.length} times` });
    if (!isList) {
      setOwn(object, name, await decodeEntry(sent[0] ?? "", { ...property, wanted }, decoding));
      continue;
    }
    const [only] = sent;
    const isOfLists = shapes.types(itemAt(property, 0, decoding.schemas).schema).has("array");
    if (sent.length === 1 && typeof only === "string" && (isOfLists ? /^\s*\[\s*[[\]]/ : /^\s*\[/).test(only)) {
      const own = startPart(decoding);
      setOwn(object, name, decodePart(only, { mediaType: "application/json", schema: property.schema }, own));
      addPart(decoding, own, path);
      continue;
    }
    const items: unknown[] = [];
    for (const [index, value] of sent.entries()) {
      items.push(await decodeEntry(value, { ...itemAt(property, index, decoding.schemas), wanted }, decoding));
    }
    setOwn(object, name, items);
  }
  return isBare ? Object.values(object)[0] : object;
}

/** `wanted` are the media types that the document says of it. */
async function decodeEntry(
  value: FormDataEntryValue,
  { schema, path, wanted }: Position & { readonly wanted: string | undefined },
  decoding: Decoding,
): Promise<unknown> {
  const { shapes } = decoding.schemas;
  const types = shapes.types(schema);
  const wantsJson = types.has("object") && !types.has("string");
  const own = startPart(decoding);
  let decoded: unknown;
  if (typeof value === "string")
    decoded = decodePart(value, { mediaType: wantsJson ? "application/json" : "text/plain", schema }, own);
  else {
    const ranges = wanted?.split(",") ?? [];
    if (ranges.length > 0 && !ranges.some((range) => isInRange(value.type, range))) {
      own.faults.push({ path: [], code: "part-media-type", predicate: `must be of the media type ${wanted}` });
    }
    if (isJson(value.type) && (wantsJson || (wanted !== undefined && isJson(wanted)))) {
      decoded = decodePart(await value.text(), { mediaType: "application/json", schema }, own);
    } else {
      own.substitutes.push({ path: [], shown: value, validated: new Set(["format", "pattern", "contentEncoding"]) });
      // One character a byte, so that a limit of length is one of size.
      decoded = Buffer.from(await value.arrayBuffer()).toString("latin1");
    }
  }
  addPart(decoding, own, path);
  return decoded;
}

/** The value of one part; a fault where it should be JSON and is not. */
export function decodePart(text: string, { mediaType, schema }: DescribedContent, decoding: Decoding): unknown {
  if (!isJson(mediaType)) return decodeText(text, wholeOf(schema), decoding);
  try {
    const { rounded, exact } = parseExactIntegers(text);
    if (rounded !== exact) {
      decoding.substitutes.push({ path: [], shown: exact, validated: new Set() });
      takeListedIntegers({ rounded, exact }, wholeOf(schema), decoding);
    }
    return rounded;
  } catch {
    addFault(decoding, { path: [], code: "json", predicate: "is not valid JSON" });
    return text;
  }
}

function encodingOf(encodings: unknown, name: string): JsonObject {
  const encoding = getOwn(encodings, name);
  return isObject(encoding) ? encoding : {};
}
