import { type TypeCode, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { isAsDescribed, mediaKind } from "../../../model/media-type.ts";
import type { MediaType, Operation, Response } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { streamType } from "./stream-types.ts";

/** The types of what an operation responds with, where it succeeds and where it fails. */
export function resultTypes(
  operation: Operation,
  types: SchemaTypes,
  file: SourceFile,
): { data: TypeCode; error: TypeCode } {
  const successes = operation.responses.filter(({ status }) => status.startsWith("2"));
  const fallback = operation.responses.filter(({ status }) => status === "default");
  const failures = operation.responses.filter(({ status }) => status.startsWith("4") || status.startsWith("5"));
  const isHead = operation.method === "HEAD";
  return {
    data: isHead
      ? "undefined"
      : union(
          (successes.length > 0 ? successes : fallback).flatMap((response) => responseTypes(response, types, file)),
          "undefined",
        ),
    error: isHead ? file.global("Response") : errorType([...failures, ...fallback], types, file),
  };
}

function errorType(failures: readonly Response[], types: SchemaTypes, file: SourceFile): TypeCode {
  if (failures.length === 0) return failureType("unknown");
  return union(
    failures.flatMap((response) => failureTypes(response, types, file)),
    "unknown",
  );
}

function failureTypes({ content }: Response, types: SchemaTypes, file: SourceFile): TypeCode[] {
  if (content.length === 0) return [file.global("Response")];
  return content.map((media) => failureType(responseType(media, types, file)));
}

/**
 * The type of an error, which is never undefined: where `error !== undefined` fails, TypeScript knows that there is
 * data.
 */
function failureType(type: TypeCode): TypeCode {
  return type === "unknown" ? "{}" : type;
}

function responseTypes({ content }: Response, types: SchemaTypes, file: SourceFile): TypeCode[] {
  return content.length === 0 ? ["undefined"] : content.map((media) => responseType(media, types, file));
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
      return types.ofResponse(schema, file);
  }
}

function union(members: readonly TypeCode[], none: string): TypeCode {
  if (members.length === 0) return none;
  return members.includes("unknown") ? "unknown" : unionOf(members);
}
