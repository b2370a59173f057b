import { getOwn, isObject } from "../../generator/document/json.ts";
import { unmarked, withPlainNumbers } from "../document/exact-numbers.ts";
import { essenceOf, isJson, streamKindOf } from "../http/media-type.ts";
import type { Schemas } from "../validation/decoding/decoding.ts";
import type { Content, WrittenBody } from "./content.ts";
import { labelMultipart, writeMultipart } from "./write-multipart.ts";
import { writeQuery } from "./write-query.ts";
import { streamPieces } from "./write-stream.ts";
import { writeXml } from "./write-xml.ts";

/** Writes a value as a body of a media type. */
export function writeBody(value: unknown, content: Content, schemas: Schemas): WrittenBody {
  const { mediaType, schema, isWritten } = content;
  if (value === undefined) return { mediaType, body: undefined };
  if (Buffer.isBuffer(value)) return { mediaType, body: value };
  const kind = streamKindOf(mediaType);
  if (kind !== undefined)
    return { mediaType, body: streamPieces(value, content, { kind, shapes: schemas.shapes }).join("") };
  if (isJson(mediaType)) return { mediaType, body: jsonOf(value) };
  const essence = essenceOf(mediaType);
  const isMultipart = essence.startsWith("multipart/");
  if (typeof value === "string") {
    const base64 = /^data:[^,]*;base64,(.*)$/s.exec(value)?.[1];
    if (base64 !== undefined) return { mediaType, body: Buffer.from(base64, "base64") };
    if (isMultipart && isWritten) return labelMultipart(value, mediaType);
  }
  if (isMultipart) {
    const write = (part: unknown, of: Content) => writeBody(part, of, schemas);
    return writeMultipart(value, content, { shapes: schemas.shapes, write });
  }
  // A text that is no markup would not be XML.
  if (/[/+]xml$/.test(essence) && !(typeof value === "string" && (isWritten || /^\s*</.test(value))))
    return { mediaType, body: withPlainNumbers(writeXml(value, schema, schemas)) };
  if (typeof value === "string") return { mediaType, body: withPlainNumbers(value) };
  if (essence === "application/x-www-form-urlencoded" && isObject(value))
    return { mediaType, body: formOf(unmarked(value) as object, content) };
  return { mediaType, body: jsonOf(value) };
}

function jsonOf(value: unknown): string {
  return withPlainNumbers(JSON.stringify(value));
}

/** A form, each member by the style of its encoding (section 4.8.15); without one, what is nested further is JSON. */
function formOf(value: object, { schema, encoding: encodings }: Content): string {
  return Object.entries(value)
    .flatMap(([name, member]: [string, unknown]) => {
      const encoding = getOwn(encodings, name);
      const isStyled = isObject(encoding) && ["style", "explode", "allowReserved"].some((field) => field in encoding);
      if (!isStyled) return [member].flat().map((item) => pairOf(name, item));
      const { style = "form", explode = style === "form" } = encoding;
      return writeQuery(member, { ...field, name, schema, style: String(style), explode: explode === true });
    })
    .filter((part) => part !== "")
    .join("&");
}

/** What a member of a form has in common with a parameter of a query. */
const field = { place: "query", isRequired: false, allowsEmptyValue: false, mediaType: undefined } as const;

function pairOf(name: string, item: unknown): string {
  return String(new URLSearchParams([[name, typeof item === "object" ? JSON.stringify(item) : String(item)]]));
}
