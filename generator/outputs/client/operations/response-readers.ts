import { type Code, codeOf, pureCall } from "../../../emit/printing/code.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { isBinaryString, isStream, jsonSchemas, mediaKind } from "../../../model/media-type.ts";
import type { MediaType, Operation } from "../../../model/model.ts";
import type { Positions } from "../../../model/values/compact-positions.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { hasFormsAlone, isJsonError } from "./operation-types.ts";
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
  if (hasFormsAlone(declared.length > 0 ? declared : successful)) return file.use(runtime("readForm"));
  if (described.length > 0 && described.every((each) => isFile(each, types))) return file.use(runtime("readFile"));
  if (media.every(({ type }) => mediaKind(type) === "json")) {
    // Where no content is declared, what comes is not checked.
    return described.length > 0 ? undefined : file.use(runtime("readUntyped"));
  }
  return file.use(runtime("readBody"));
}

/** Whether a call may have a response as a stream, files and text, and whether one may be without content. */
export function streamedResponse({ method, responses }: Operation): { readonly mayBeEmpty: boolean } | undefined {
  const successful = successfulResponses(responses);
  const declared = successful.filter(({ status }) => status !== "default");
  const described = declared.length > 0 ? declared : successful;
  const media = described.flatMap(({ content }) => content);
  const isWhole = ({ type }: MediaType) => /^(?:binary|multipart|text)$/.test(mediaKind(type));
  if (method === "HEAD" || !media.some(isWhole) || media.some(isStream)) return undefined;
  return { mayBeEmpty: described.some(({ content }) => content.length === 0) };
}

/** Whether a response is a Blob, whatever comes: by its media type, or by its schema where the media type says less. */
function isFile({ type, schema }: MediaType, types: SchemaTypes): boolean {
  const kind = mediaKind(type);
  if ((kind === "binary" || kind === "multipart") && !type.includes("*")) return true;
  return (kind === "binary" || kind === "json") && isBinaryString(types.resolve(schema));
}

/** Where errors have values that are read other than JSON.parse does; undefined where none do. */
export function failurePositions({ responses }: Operation, types: SchemaTypes): Positions | undefined {
  const bad = responses.filter(({ status }) => !status.startsWith("2")).flatMap(({ content }) => content);
  return types.values.of(jsonSchemas(bad), readKinds);
}

/** Whether the body of an error may be nothing but a number. */
export function hasNumericFailures({ responses }: Operation, types: SchemaTypes): boolean {
  const isNumeric = (schema: unknown, steps = 0): boolean => {
    const view = types.views.resolved(schema);
    switch (view.kind) {
      case "number":
      case "integer":
        return true;
      case "literal":
        return typeof view.value === "number";
      case "enum":
        return view.values.some((value) => typeof value === "number");
      case "union":
        return steps < 50 && view.alternatives.some((each) => isNumeric(each.schema, steps + 1));
      case "intersection":
        return steps < 50 && view.parts.some((part) => isNumeric(part, steps + 1));
      default:
        return false;
    }
  };
  const bad = responses.filter(({ status }) => /^[45]|^default$/.test(status)).flatMap(({ content }) => content);
  return bad.some((media) => media.schema !== undefined && isJsonError(media) && isNumeric(media.schema));
}

/** The `Accept` header; undefined for JSON alone. A file whose media type is JSON may come as whatever it is. */
export function acceptOf({ responses }: Operation, types: SchemaTypes): string | undefined {
  const media = successfulResponses(responses).flatMap(({ content }) => content);
  const isOther = media.some((each) => mediaKind(each.type) === "json" && isFile(each, types));
  const accepted = [...new Set([...media.map(({ type }) => type), ...(isOther ? ["*/*"] : [])])];
  if (accepted.length === 0 || (accepted.length === 1 && accepted[0] === "application/json")) return undefined;
  return accepted.filter((type) => /^[\x21-\x7e ]+$/.test(type)).join(", ");
}

/** The responses of which one may hold what the operation responds with where it succeeds. */
function successfulResponses(responses: Operation["responses"]): Operation["responses"] {
  return responses.filter(({ status }) => status.startsWith("2") || status === "default");
}
