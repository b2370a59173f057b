import { isObject } from "../../../document/json.ts";
import { type TypeCode, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
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

/**
 * The types of the responses that the API takes: of each its status, and its body where it has one. A status that is
 * listed is none of a range, and `default` is all that nothing else is, so that no response stands for another.
 */
export function responseTypes(responses: readonly Response[], types: SchemaTypes, file: SourceFile): TypeCode[] {
  const listed = responses.map(({ status }) => status);
  return responses.map(({ status, content }) => {
    const bodies = content.map(({ type, schema }): TypeCode => {
      if (mediaKind(type) === "json") return types.ofRequest(schema, file);
      return mediaKind(type) === "text" ? "string" : "unknown";
    });
    return {
      kind: "object",
      isShort: true,
      members: [
        { name: "status", type: statusType(status, listed, file), isReadonly: true },
        {
          name: "body",
          type: bodies.length === 0 ? "undefined" : bodies.includes("unknown") ? "unknown" : unionOf(bodies),
          isOptional: bodies.length === 0,
          isReadonly: true,
        },
      ],
    };
  });
}

const classes = ["2XX", "3XX", "4XX", "5XX"] as const;

function statusType(status: string, listed: readonly string[], file: SourceFile): TypeCode {
  if (/^\d+$/.test(status)) return status;
  if (listed.length === 1 && status === "default") return "number";
  const meant = status === "default" ? classes.filter((each) => !listed.includes(each)) : [status];
  const all = unionOf(meant.map((each) => ofClass(each, file)));
  const others = listed.filter((each) => /^\d+$/.test(each) && meant.includes(`${each[0]}XX`));
  return others.length === 0 ? all : { kind: "generic", name: "Exclude", of: [all, unionOf(others)] };
}

/** Of the classes that results have, the runtime has the statuses. */
function ofClass(name: string, file: SourceFile): TypeCode {
  if (name === "1XX") return unionOf(["100", "101", "102", "103"]);
  if (name === "3XX") return unionOf(["300", "301", "302", "303", "304", "307", "308"]);
  return `${file.use(runtime("Statuses"))}["${name}"]`;
}
