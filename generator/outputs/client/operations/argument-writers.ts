import { type Code, codeOf, pureCall } from "../../../emit/printing/code.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { literal } from "../../../emit/text.ts";
import { bodyKind, isBinaryString, jsonSchemas, type MediaKind, mediaKind } from "../../../model/media-type.ts";
import type { Body, MediaType, Parameter } from "../../../model/model.ts";
import { isNested, type Positions } from "../../../model/values/compact-positions.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { encodingCode, partsCode } from "./encodings.ts";

/** Values that are written other than JSON.stringify does. */
const writtenKinds = new Set(["digits", "bigint"] as const);

/** The object literal of a `ParameterDescription`. */
export function parameterDescription(parameter: Parameter, types: SchemaTypes, file: SourceFile): Code {
  if (parameter.isWholeQuery) return wholeQueryDescription(parameter, types, file);
  const defaultStyle = parameter.in === "path" || parameter.in === "header" ? "simple" : "form";
  const described = {
    name: parameter.name,
    in: parameter.in,
    argument: parameter.argument === parameter.name ? undefined : parameter.argument,
    style: parameter.style === defaultStyle ? undefined : parameter.style,
    explode: parameter.explode === (parameter.style === "form") ? undefined : parameter.explode,
    allowReserved: parameter.allowsReserved || undefined,
    content: parameter.mediaType,
    client: parameter.isClientWide ? (parameter.isRequired ? "required" : "optional") : undefined,
  };
  const { name, in: _, argument, client, ...special } = described;
  const isPlain = Object.values(special).every((value) => value === undefined) && types.isFlat(parameter.schema);
  if (parameter.isVerbatim)
    return { kind: "object", entries: [...membersOf(described), ["write", file.use(runtime("writeCookie"))]] };
  const writer =
    parameter.in === "cookie" || !isPlain ? "writeStyled" : parameter.in === "header" ? "writeHeader" : undefined;
  const literal = membersOf(described);
  if (writer === undefined) return { kind: "object", entries: literal };
  const written = file.use(runtime(writer));
  const positions = types.values.of([parameter.schema], writtenKinds);
  const holdsJson =
    parameter.mediaType === undefined
      ? parameter.style !== "deepObject" && isNested(positions)
      : mediaKind(parameter.mediaType) === "json";
  const write = writer === "writeStyled" && positions && holdsJson ? valuesWriter(written, positions, file) : written;
  return { kind: "object", entries: [...literal, ["write", write]] };
}

/** The object literal of a parameter that is the whole query. */
function wholeQueryDescription(parameter: Parameter, types: SchemaTypes, file: SourceFile): Code {
  const { name, argument, mediaType = "", encoding, schema } = parameter;
  const described = {
    name,
    in: "query",
    argument: argument === name ? undefined : argument,
    content: mediaType,
  };
  const positions = types.values.of([schema], writtenKinds);
  const written = file.use(runtime("writeQueryString"));
  const holdsJson = mediaKind(mediaType) === "json" || isNested(positions);
  const write = positions && holdsJson ? valuesWriter(written, positions, file) : written;
  const encoded = encodingCode([{ encoding, schema }], { types, file });
  const members = [...membersOf(described), ...(encoded ? [["encoding", encoded] as const] : [])];
  return { kind: "object", entries: [...members, ["write", write]] };
}

/** What writes integers of 64 bits as such in the JSON that a writer writes. */
function valuesWriter(writer: string, positions: Positions, file: SourceFile): Code {
  const write = file.use(runtime("writeValues"));
  return pureCall(write, codeOf(positions), writer);
}

/** The members of an object literal; those that are undefined are left out. */
function membersOf(value: object): (readonly [key: string, value: Code])[] {
  const code = codeOf(value);
  return typeof code === "object" && code.kind === "object" ? [...code.entries] : [];
}

/** What writes the body. */
export function bodyDescription(body: Body, schemas: SchemaTypes, file: SourceFile): Code {
  const types = body.content.map(({ type }) => type);
  const kinds = new Set(body.content.map(bodyKind));
  const hasRange = types.some((type) => type.includes("*"));
  const writers: Code[] = [];
  const writer = (name: string, positions?: Positions) => {
    const writes = file.use(runtime(name));
    writers.push(positions ? valuesWriter(writes, positions, file) : writes);
  };
  const nestedIn = (kind: MediaKind) => {
    const described = body.content.filter((media) => bodyKind(media) === kind).map(({ schema }) => schema);
    const positions = schemas.values.of(described, writtenKinds);
    return isNested(positions) ? positions : undefined;
  };
  for (const media of body.content) if (media.isInParts) writers.push(partsWriter(media, schemas, file));
  if (kinds.has("multipart")) writer("writeMultipart", nestedIn("multipart"));
  if (kinds.has("form")) writer("writeForm", nestedIn("form"));
  if (kinds.has("text") || kinds.has("binary") || kinds.has("stream")) writer("writeRaw");
  const isPlain = types.length === 1 && types[0] === "application/json";
  const json = body.content.filter(({ type }) => mediaKind(type) === "json");
  const isBare = json.length > 0 && json.every(({ schema }) => isBinaryString(schemas.resolve(schema)));
  if (isBare) writer("writeBytes");
  const isJson = (kinds.has("json") && !isBare) || hasRange;
  const integers = isJson ? schemas.values.of(jsonSchemas(body.content), writtenKinds) : undefined;
  const { schema } = body.content[0] ?? {};
  const isDescribed = isPlain && !isBare && !takesAnything(schema, schemas) && !schemas.mayHoldFile(schema);
  if (isDescribed && body.argument === "body")
    return integers ? pureCall(file.use(runtime("jsonValues")), codeOf(integers)) : file.use(runtime("jsonBody"));
  if (isJson) writer("writeJson", integers);
  const encoding = encodingCode(body.content, { types: schemas, file });
  const fields = membersOf({
    argument: body.argument === "body" ? undefined : body.argument,
    content: isPlain ? undefined : types,
  });
  if (encoding) fields.push(["encoding", encoding]);
  const described: Code = { kind: "object", entries: [...fields, ["writers", { kind: "array", items: writers }]] };
  return pureCall(file.use(runtime("bodyOf")), described);
}

/** What writes a body whose items are the parts of a multipart message. */
function partsWriter(media: MediaType, types: SchemaTypes, file: SourceFile): Code {
  const write = pureCall(file.use(runtime("writeParts")), literal(media.type), partsCode(media, { types, file }));
  const positions = types.values.of([media.schema], writtenKinds);
  return isNested(positions) ? pureCall(file.use(runtime("writeValues")), codeOf(positions), write) : write;
}

/** Whether a schema takes values that have no JSON, such as files, by the types of TypeScript. */
function takesAnything(schema: unknown, { views }: SchemaTypes): boolean {
  const view = views.resolved(schema);
  if (view.kind !== "object") return view.kind === "any";
  return view.members.size === 0 && view.index.additional !== false && view.index.patterns.size === 0;
}
