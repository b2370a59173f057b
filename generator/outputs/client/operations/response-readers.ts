import { type Code, codeOf, pureCall } from "../../../emit/printing/code.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { isStream, jsonSchemas, mediaKind } from "../../../model/media-type.ts";
import type { MediaType, Operation } from "../../../model/model.ts";
import type { Positions } from "../../../model/values/compact-positions.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { eventDataOf, streamedSchemas, streamKindOf } from "./stream-types.ts";

/** Values that are read other than JSON.parse does. */
const readKinds = new Set(["digits", "bigint", "text", "date"] as const);

/** What reads successful responses, where they may be other than what JSON.parse reads. */
export function readerOf(operation: Operation, types: SchemaTypes, file: SourceFile): Code | undefined {
  const good = successfulResponses(operation.responses);
  const declared = good.filter(({ status }) => status !== "default");
  // As their types: what else may come is described where nothing is said of successful responses.
  const media = (declared.length > 0 ? declared : good).flatMap(({ content }) => content);
  const streamed = media.filter(isStream).flatMap((each) => streamedSchemas(each, types));
  const positions = types.values.of([...jsonSchemas(media), ...streamed], readKinds);
  const reader = bodyReaderOf(operation, types, file);
  if (!positions) return reader;
  const read = file.use(runtime("readValues"));
  return pureCall(read, codeOf(positions), ...(reader === undefined ? [] : [reader]));
}

/** What reads successful responses, where they may be other than JSON. */
function bodyReaderOf({ responses }: Operation, types: SchemaTypes, file: SourceFile): Code | undefined {
  const successful = successfulResponses(responses);
  const media = successful.flatMap(({ content }) => content);
  const declared = successful.filter(({ status }) => status !== "default");
  const described = (declared.length > 0 ? declared : successful).flatMap(({ content }) => content);
  if (media.some(isStream)) {
    const read = file.use(runtime("readStream"));
    const kind = streamKindOf(described);
    return pureCall(read, ...[eventDataOf(successful, types), ...(kind ? [kind] : [])].map(codeOf));
  }
  if (media.every(({ type }) => mediaKind(type) === "json")) {
    // Where no content is declared, what comes is not checked.
    return described.length > 0 ? undefined : file.use(runtime("readUntyped"));
  }
  if (described.length > 0 && described.every(isFile)) return file.use(runtime("readFile"));
  return file.use(runtime("readBody"));
}

/** Whether a response is a Blob, whatever comes. */
function isFile({ type }: MediaType): boolean {
  return /^(?:binary|multipart)$/.test(mediaKind(type)) && !type.includes("*");
}

/** Where errors have values that are read other than JSON.parse does; undefined where none do. */
export function failurePositions({ responses }: Operation, types: SchemaTypes): Positions | undefined {
  const bad = responses.filter(({ status }) => !status.startsWith("2")).flatMap(({ content }) => content);
  return types.values.of(jsonSchemas(bad), readKinds);
}

/** The `Accept` header; undefined for JSON alone. */
export function acceptOf({ responses }: Operation): string | undefined {
  const types = [...new Set(successfulResponses(responses).flatMap(({ content }) => content.map(({ type }) => type)))];
  if (types.length === 0 || (types.length === 1 && types[0] === "application/json")) return undefined;
  return types.filter((type) => /^[\x21-\x7e ]+$/.test(type)).join(", ");
}

/** The responses of which one may hold what the operation responds with where it succeeds. */
function successfulResponses(responses: Operation["responses"]): Operation["responses"] {
  return responses.filter(({ status }) => status.startsWith("2") || status === "default");
}
