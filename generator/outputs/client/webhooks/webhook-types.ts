import { isObject } from "../../../document/json.ts";
import { type TypeCode, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { isBinaryString, mediaKind } from "../../../model/media-type.ts";
import type { Body, MediaType, Response } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";

/** The type of what a webhook carries, as the receiver reads it. */
export function payloadType(body: Body | undefined, types: SchemaTypes, file: SourceFile): TypeCode {
  if (!body || body.content.length === 0) return "undefined";
  const members = body.content.map((media) => mediaType(media, types, file));
  if (members.includes("unknown")) return "unknown";
  return unionOf([...members, ...(body.isRequired ? [] : ["undefined"])]);
}

function mediaType({ type, schema }: MediaType, types: SchemaTypes, file: SourceFile): TypeCode {
  switch (mediaKind(type)) {
    case "json":
      return types.ofResponse(schema, file);
    case "form":
      return file.global("URLSearchParams");
    case "multipart":
      return file.global("FormData");
    case "text":
    case "stream":
      return "string";
    case "binary":
      return type.includes("*") && isObject(schema) && !isBinaryString(schema)
        ? types.ofResponse(schema, file)
        : file.global("Blob");
  }
}

/** The type of a response that the API takes: its status, and its body where it has one. */
export function responseType({ status, content }: Response, types: SchemaTypes, file: SourceFile): TypeCode {
  const bodies = content.map(({ type, schema }): TypeCode => {
    if (mediaKind(type) === "json") return types.ofRequest(schema, file);
    return mediaKind(type) === "text" ? "string" : "unknown";
  });
  return {
    kind: "object",
    isShort: true,
    members: [
      { name: "status", type: /^\d+$/.test(status) ? status : "number", isReadonly: true },
      {
        name: "body",
        type: bodies.length === 0 ? "undefined" : bodies.includes("unknown") ? "unknown" : unionOf(bodies),
        isOptional: bodies.length === 0,
        isReadonly: true,
      },
    ],
  };
}
