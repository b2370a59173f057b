import { getOwn, isObject, type JsonObject, listIn } from "../../../generator/document/json.ts";
import { essenceOf, isInRange, mediaTypeParameter } from "../../http/media-type.ts";
import { type MessagePart, splitMultipart } from "../../http/multipart.ts";
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

/** What a part is read with: the value of bytes of a media type. */
export interface PartMeans {
  readonly decoding: Decoding;
  readonly decode: (bytes: Uint8Array, content: DescribedContent, decoding: Decoding) => Promise<{ value: unknown }>;
}

/** A part, where it belongs, and what its Encoding Object says. */
interface DescribedPart extends Position {
  readonly part: MessagePart;
  readonly encoding: JsonObject;
}

/**
 * Whether the parts of a multipart message have an order and no names (OpenAPI 3.2, section 4.14.6, "Encoding By
 * Position").
 */
export function isInParts(content: DescribedContent, { schemas }: Decoding): boolean {
  const essence = essenceOf(content.mediaType);
  if (!essence.startsWith("multipart/")) return false;
  if (content.prefixEncoding !== undefined || content.itemEncoding !== undefined) return true;
  const types = schemas.shapes.types(content.schema);
  return essence !== "multipart/form-data" && types.has("array") && !types.has("object");
}

/** Reads a multipart message whose parts have no names as the array of their values. */
export async function decodeParts(
  bytes: Uint8Array,
  content: DescribedContent,
  { decoding, decode }: PartMeans,
): Promise<unknown> {
  const { mediaType, schema, itemEncoding } = content;
  const parts = splitMultipart(bytes, mediaTypeParameter(mediaType, "boundary") ?? "");
  if (parts === undefined) {
    addFault(decoding, { path: [], code: "form", predicate: `is not a well-formed ${essenceOf(mediaType)} message` });
    return undefined;
  }
  const prefix = listIn({ prefix: content.prefixEncoding }, "prefix");
  const items: unknown[] = [];
  for (const [index, part] of parts.entries()) {
    const encoding = prefix[index] ?? itemEncoding;
    const described = { ...itemAt(wholeOf(schema), index, decoding.schemas), part };
    items.push(
      await decodePartOf({ ...described, encoding: isObject(encoding) ? encoding : {} }, { decoding, decode }),
    );
  }
  return items;
}

/** The value of one part, by the media type that it has itself. */
export async function decodePartOf(
  { part, schema, path, encoding }: DescribedPart,
  { decoding, decode }: PartMeans,
): Promise<unknown> {
  const own = startPart(decoding);
  const mediaType = part.headers.get("content-type") ?? "text/plain";
  const { contentType, encoding: members, prefixEncoding, itemEncoding } = encoding;
  const ranges = typeof contentType === "string" ? contentType.split(",") : [];
  if (ranges.length > 0 && !ranges.some((range) => isInRange(mediaType, range)))
    own.faults.push({ path: [], code: "part-media-type", predicate: `must be of the media type ${contentType}` });
  const described = { mediaType, schema, encoding: members, prefixEncoding, itemEncoding };
  let { value } = await decode(part.body, described, own);
  if (value instanceof Uint8Array) {
    const shown = new Blob([value as Uint8Array<ArrayBuffer>], { type: mediaType });
    own.substitutes.push({ path: [], shown, validated: new Set(["format", "pattern", "contentEncoding"]) });
    // One character a byte, so that a limit of length is one of size.
    value = Buffer.from(value).toString("latin1");
  }
  addPart(decoding, own, path);
  return value;
}

/** The members of a form that are multipart messages themselves (OpenAPI 3.2, "Nested Encoding"), by name. */
export async function decodeMessages(
  bytes: Uint8Array,
  { mediaType, schema, encoding: encodings }: DescribedContent,
  means: PartMeans,
): Promise<ReadonlyMap<string, unknown>> {
  const described = Object.entries(isObject(encodings) ? encodings : {}).filter(([, each]) => hasParts(each));
  if (described.length === 0) return new Map();
  const { decoding } = means;
  const { shapes } = decoding.schemas;
  const parts = splitMultipart(bytes, mediaTypeParameter(mediaType, "boundary") ?? "") ?? [];
  const values = new Map<string, unknown>();
  for (const [name] of described) {
    const stated = getOwn(encodings, name);
    const encoding = isObject(stated) ? stated : {};
    const sent = parts.filter(({ headers }) => nameIn(headers.get("content-disposition")) === name);
    if (sent.length === 0) continue;
    const property = propertyAt(wholeOf(schema), name, decoding.schemas);
    const isList = shapes.types(property.schema).has("array");
    const isOfArrays = shapes.types(itemAt(property, 0, decoding.schemas).schema).has("array");
    const isPositioned = encoding["prefixEncoding"] !== undefined || encoding["itemEncoding"] !== undefined;
    if (!isList || (isPositioned && !isOfArrays && sent.length === 1)) {
      values.set(name, await decodePartOf({ ...property, part: sent[0]!, encoding }, means));
      continue;
    }
    const items: unknown[] = [];
    for (const [index, part] of sent.entries())
      items.push(await decodePartOf({ ...itemAt(property, index, decoding.schemas), part, encoding }, means));
    values.set(name, items);
  }
  return values;
}

function hasParts(encoding: unknown): boolean {
  return ["encoding", "prefixEncoding", "itemEncoding"].some((field) => getOwn(encoding, field) !== undefined);
}

/** As browsers write names (HTML Standard, "multipart/form-data encoding algorithm"). */
function nameIn(disposition = ""): string | undefined {
  const [, name] = /;\s*name="([^"]*)"/i.exec(disposition) ?? [];
  return name?.replaceAll(/%(?:22|0D|0A)/g, decodeURIComponent);
}
