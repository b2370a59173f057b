import { essenceOf, isJson, mediaTypeParameter } from "../../http/media-type.ts";
import { decodeMultipart, decodePart, decodeUrlEncoded } from "./decode-form.ts";
import { decodeParts, isInParts } from "./decode-parts.ts";
import { decodeXml } from "./decode-xml.ts";
import { addFault, type Decoding, type DescribedContent } from "./decoding.ts";

/** A decoded body. `isChecked` is false where JSON Schema has nothing to say: bytes, streams of events. */
export interface DecodedBody {
  readonly value: unknown;
  readonly isChecked: boolean;
}

/** Reads a body by its media type, and its fields by schema and Encoding Objects. */
export async function decodeBody(
  bytes: Uint8Array,
  content: DescribedContent,
  decoding: Decoding,
): Promise<DecodedBody> {
  const { mediaType } = content;
  const essence = essenceOf(mediaType);
  if (isJson(mediaType)) {
    const text = utf8Of(bytes);
    if (text !== undefined) return { value: decodePart(text, content, decoding), isChecked: true };
    addFault(decoding, { path: [], code: "json", predicate: "is not valid JSON, which must be UTF-8" });
    return { value: undefined, isChecked: false };
  }
  if (essence === "text/plain") {
    return { value: decodePart(textOf(bytes, mediaType), content, decoding), isChecked: true };
  }
  if (essence === "application/x-www-form-urlencoded") {
    return { value: decodeUrlEncoded(textOf(bytes, mediaType), content, decoding), isChecked: true };
  }
  const means = { decoding, decode: decodeBody };
  if (isInParts(content, decoding)) return { value: await decodeParts(bytes, content, means), isChecked: true };
  if (essence === "multipart/form-data") {
    return { value: await decodeMultipart(bytes, content, means), isChecked: true };
  }
  if (/[/+]xml$/.test(essence) && isMarkup(content.schema, decoding)) {
    return { value: decodeXml(textOf(bytes, mediaType), content.schema, decoding), isChecked: true };
  }
  const isText = essence.startsWith("text/") || /[/+](?:xml|yaml|javascript)$/.test(essence);
  return { value: isText ? textOf(bytes, mediaType) : bytes, isChecked: false };
}

/** Whether a schema says something of what XML holds; of a text nobody knows whether it is the whole document. */
function isMarkup(schema: unknown, { schemas }: Decoding): boolean {
  const types = schemas.shapes.types(schema);
  return !types.has("string") && (types.has("object") || types.has("array"));
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of JSON, whatever charset it says (RFC 8259, section 8.1); undefined where it is not UTF-8. */
function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array, mediaType: string): string {
  const charset = mediaTypeParameter(mediaType, "charset") ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset that nobody knows.
    return new TextDecoder().decode(bytes);
  }
}
