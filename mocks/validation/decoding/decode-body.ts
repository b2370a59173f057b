import { essenceOf, isJson, mediaTypeParameter } from "../../http/media-type.ts";
import { decodeMultipart, decodePart, decodeUrlEncoded } from "./decode-form.ts";
import type { Decoding } from "./decoding.ts";

/** A decoded body. `isChecked` is false where JSON Schema has nothing to say: XML, bytes, streams of events. */
export interface DecodedBody {
  readonly value: unknown;
  readonly isChecked: boolean;
}

/** Reads a body by its media type, and its fields by schema and Encoding Objects. */
export async function decodeBody(
  bytes: Uint8Array,
  mediaType: string,
  description: { readonly schema: unknown; readonly encoding: unknown },
  decoding: Decoding,
): Promise<DecodedBody> {
  const { schema, encoding } = description;
  const essence = essenceOf(mediaType);
  if (isJson(mediaType)) {
    return { value: decodePart(textOf(bytes, mediaType), mediaType, schema, decoding), isChecked: true };
  }
  if (essence === "application/x-www-form-urlencoded") {
    return { value: decodeUrlEncoded(textOf(bytes, mediaType), schema, encoding, decoding), isChecked: true };
  }
  if (essence === "multipart/form-data") {
    return { value: await decodeMultipart(bytes, mediaType, schema, encoding, decoding), isChecked: true };
  }
  if (essence === "text/plain") {
    return { value: decodePart(textOf(bytes, mediaType), mediaType, schema, decoding), isChecked: true };
  }
  const isText = essence.startsWith("text/") || /[/+](?:xml|yaml|javascript)$/.test(essence);
  return { value: isText ? textOf(bytes, mediaType) : bytes, isChecked: false };
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
