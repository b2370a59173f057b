import { type TypeCode, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { isAsDescribed, isBinaryString, mediaKind } from "../../../model/media-type.ts";
import type { MediaType, Operation, Response } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { streamType } from "./stream-types.ts";

/** What an operation responds with, by status: a member for each response that the document describes. */
export interface ResponseTypes {
  readonly data: readonly StatusType[];
  readonly errors: readonly StatusType[];
}

/** The type of what comes with a status, `404`, a range of them, `4XX`, or `default`. */
export interface StatusType {
  readonly status: string;
  readonly type: TypeCode;
}

/** The types of what an operation responds with, where it succeeds and where it fails. */
export function responseTypesOf(operation: Operation, types: SchemaTypes, file: SourceFile): ResponseTypes {
  const { responses, method } = operation;
  const successes = responses.filter(({ status }) => status.startsWith("2"));
  const fallback = responses.filter(({ status }) => status === "default");
  const failures = responses.filter(({ status }) => /^[45]/.test(status));
  const isHead = method === "HEAD";
  const data = successes.length > 0 ? successes : fallback;
  const form = hasFormsAlone(data) ? file.global("FormData") : undefined;
  return {
    data: data.map((response) => ({
      status: response.status,
      type: isHead ? "undefined" : dataType(response, form, (media) => responseType(media, types, file)),
    })),
    errors: [...failures, ...fallback].map((response) => ({
      status: response.status,
      type: isHead ? file.global("Response") : errorType(response, types, file),
    })),
  };
}

/** Whether all content of these responses is forms in parts, which then are read as such. */
export function hasFormsAlone(responses: readonly Response[]): boolean {
  const media = responses.flatMap(({ content }) => content);
  return media.length > 0 && media.every(({ type }) => mediaKind(type) === "multipart");
}

function dataType({ content }: Response, form: TypeCode | undefined, typeOf: (media: MediaType) => TypeCode): TypeCode {
  return union(
    content.map((media) => form ?? typeOf(media)),
    "undefined",
  );
}

/**
 * The type of an error, which is truthy, so that there is data where there is none: the response stands for an empty
 * body. openapi-fetch reads errors as JSON, and as text where they are none.
 */
function errorType({ content }: Response, types: SchemaTypes, file: SourceFile): TypeCode {
  if (content.length === 0) return file.global("Response");
  return unionOf(content.map((media) => errorBodyType(media, types, file)));
}

function errorBodyType(media: MediaType, types: SchemaTypes, file: SourceFile): TypeCode {
  const { schema } = media;
  if (!isJsonError(media)) return file.use(runtime("NonEmptyText"));
  if (schema === undefined) return file.use(runtime("UnknownError"));
  const view = types.views.resolved(schema);
  const described = types.ofResponse(schema, file);
  const isObject = /^(?:object|array|tuple)$/.test(view.kind) && !view.isNullable;
  return isObject ? described : { kind: "generic", name: file.use(runtime("ErrorOf")), of: [described] };
}

/** Whether the body of an error is what its schema says; any other is text. */
export function isJsonError(media: MediaType): boolean {
  return mediaKind(media.type) === "json" || isAsDescribed(media);
}

function responseType(media: MediaType, types: SchemaTypes, file: SourceFile): TypeCode {
  const { type, schema } = media;
  switch (mediaKind(type)) {
    case "stream":
      return streamType(media, types, file);
    case "text":
    case "form":
      return "string";
    case "binary":
    case "multipart":
      return isAsDescribed(media) ? types.ofResponse(schema, file) : "Blob";
    case "json":
      return isBinaryString(types.resolve(schema)) ? "Blob" : types.ofResponse(schema, file);
  }
}

/** The union of types, `none` where there are none: `unknown` where one of them is. */
export function union(members: readonly TypeCode[], none = "never"): TypeCode {
  if (members.length === 0) return none;
  return members.includes("unknown") ? "unknown" : unionOf(members);
}
