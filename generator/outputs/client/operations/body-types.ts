import { type TypeCode, typeText, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { literal } from "../../../emit/text.ts";
import { bodyKind, isAsDescribed, isBinaryString } from "../../../model/media-type.ts";
import type { Body, MediaType } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";

/** A body that is of one type under some media types. */
interface BodyChoice {
  readonly type: TypeCode;
  /** The types of the option `contentType`; `undefined` among them, where the call does not choose. */
  readonly contentTypes: readonly TypeCode[];
}

/** The types of the argument that carries the body. */
export interface BodyTypes {
  /** Under any media type. */
  readonly type: TypeCode;
  /** By media type, where a call may choose it; first that where it does not. */
  readonly choices: readonly BodyChoice[];
}

/** The types of the argument that carries the body. */
export function bodyTypesOf({ content }: Body, types: SchemaTypes, file: SourceFile): BodyTypes {
  const described = content.map((media) => ({ media, types: typesOfMedia(media, types, file) }));
  const type = union(described.flatMap((each) => each.types));
  // where nothing is to choose, no call has the option
  if (!mayChooseMedia(content)) return { type, choices: [] };
  if (content.length === 1)
    return { type, choices: [{ type, contentTypes: ["undefined", ...content.map(contentTypeOf)] }] };
  const choices = new Map<string, { type: TypeCode; contentTypes: TypeCode[] }>();
  const choose = (type: TypeCode, contentType: TypeCode) => {
    const known = choices.get(typeText(type));
    if (known) known.contentTypes.push(contentType);
    else choices.set(typeText(type), { type, contentTypes: [contentType] });
  };
  const decided = content.slice(1).flatMap((media) => decidingTypes(media, types, file));
  choose(union([...(described[0]?.types ?? []), ...decided]), "undefined");
  for (const { media, types: own } of described) choose(union(own), contentTypeOf(media));
  return { type, choices: [...choices.values()] };
}

/** Whether a call chooses the media type of the body: of several, or of a range. */
export function mayChooseMedia(content: readonly MediaType[]): boolean {
  return content.length > 1 || content.some(({ type }) => type.includes("*"));
}

/** What a call takes after the transport, where the media type that it chooses says of which type the body is. */
export function restOf(
  choices: readonly BodyChoice[],
  args: { readonly name: string; readonly isOptional: boolean },
  file: SourceFile,
): TypeCode {
  const options = file.use(runtime("CallOptions"));
  const tuples = choices.map(({ type, contentTypes }, index): TypeCode => {
    const isDefault = index === 0;
    const contentType = unionOf(isDefault ? [...contentTypes.slice(1), "undefined"] : contentTypes);
    const chosen: TypeCode = {
      kind: "object",
      members: [{ name: "contentType", type: contentType, isOptional: isDefault }],
    };
    const given: TypeCode = choices.length > 1 ? { kind: "generic", name: args.name, of: [type] } : args.name;
    return {
      kind: "tuple",
      of: [
        { kind: "labelled", name: "args", isOptional: isDefault && args.isOptional, of: given },
        {
          kind: "labelled",
          name: "options",
          isOptional: isDefault,
          of: { kind: "intersection", of: [options, chosen] },
        },
      ],
    };
  });
  return unionOf(tuples);
}

function typesOfMedia(media: MediaType, types: SchemaTypes, file: SourceFile): TypeCode[] {
  const { type, schema } = media;
  const isBare = isBinaryString(types.resolve(schema));
  const written = (): TypeCode[] => (isBare ? [...bytes(file), "string"] : [types.ofRequest(schema, file)]);
  switch (bodyKind(media)) {
    case "json":
      return written();
    case "parts":
      return [types.ofUpload(schema, file)];
    case "form":
      return [...written(), file.global("URLSearchParams")];
    case "multipart":
      return [types.ofUpload(schema, file), file.global("FormData")];
    case "text":
      return ["string"];
    case "stream":
    case "binary":
      return isAsDescribed({ type, schema }) ? [types.ofRequest(schema, file)] : [...bytes(file), "string"];
  }
}

/** What is sent under a media type wherever it is given, whatever comes first: no other takes it. */
function decidingTypes(media: MediaType, types: SchemaTypes, file: SourceFile): TypeCode[] {
  const { type, schema } = media;
  switch (bodyKind(media)) {
    case "form":
      return [file.global("URLSearchParams")];
    case "multipart":
      return [...(needsFile(schema, types) ? [types.ofUpload(schema, file)] : []), file.global("FormData")];
    case "stream":
    case "binary":
      return isAsDescribed({ type, schema }) ? [] : bytes(file);
    default:
      return [];
  }
}

function bytes(file: SourceFile): TypeCode[] {
  return ["Blob", "ArrayBuffer", "ArrayBufferView", "ReadableStream"].map((name) => file.global(name));
}

/** Whether every value of a schema has a file among its members. */
function needsFile(schema: unknown, types: SchemaTypes, steps = 0): boolean {
  if (steps > 20) return false;
  const needs = (each: unknown) => needsFile(each, types, steps + 1);
  const view = types.views.resolved(schema);
  switch (view.kind) {
    case "union":
      return view.alternatives.length > 0 && view.alternatives.every((each) => needs(each.schema));
    case "intersection":
      return view.parts.some(needs);
    case "object":
      return [...view.members.values()].some((member) => member.isRequired && isFile(member.schema, types));
    default:
      return false;
  }
}

/** Whether every value of a schema is a file, or a list of files. */
function isFile(schema: unknown, types: SchemaTypes): boolean {
  const view = types.views.resolved(schema);
  if (view.kind === "array") return isFile(view.items, types);
  if (view.kind === "union") return view.alternatives.every((each) => isFile(each.schema, types));
  return isBinaryString(types.resolve(schema));
}

/** The type of what a call chooses a media type by: itself, or what is in its range. */
function contentTypeOf({ type }: MediaType): TypeCode {
  if (!type.includes("*")) return literal(type);
  return /^[\w.+*/-]+$/.test(type) ? `\`${type.replaceAll("*", "$" + "{string}")}\`` : "string";
}

function union(members: readonly TypeCode[]): TypeCode {
  if (members.length === 0 || members.includes("unknown")) return "unknown";
  return unionOf(members);
}
