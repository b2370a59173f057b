import type { JSDocStructure, PropertySignatureStructure } from "ts-morph";
import { isObject } from "../document/json.ts";
import type { Body, MediaType, Operation, Parameter } from "../model/model.ts";
import { isNested, type Positions } from "./compact-positions.ts";
import { StructureKind, VariableDeclarationKind } from "./libraries.ts";
import { type MediaKind, mediaKind } from "./media-type.ts";
import { bodyType, resultTypes } from "./operation-types.ts";
import type { SchemaTypes } from "./schema-types.ts";
import { platformTypes, SourceFile } from "./source-file.ts";
import { eventDataOf, isStream, streamedSchemas, streamKindOf } from "./stream-types.ts";
import { commentText, literal, memberName, propertyKey } from "./text.ts";

/** The module of one operation: its types, its function, and the function's further names. */
export function operationModule(operation: Operation, types: SchemaTypes): SourceFile {
  const typeName = typeNameOf(operation.name);
  const declared = [
    operation.name,
    ...operation.aliases,
    `${typeName}Arguments`,
    `${typeName}Data`,
    `${typeName}Error`,
  ];
  const file = new SourceFile(`operations/${operation.name}`, declared);
  const { data, error } = resultTypes(operation, types, file);
  const members = argumentMembers(operation, types, file);
  const isOptional = members.every((member) => member.hasQuestionToken);

  if (members.length > 0) {
    file.statements.push({
      kind: StructureKind.Interface,
      isExported: true,
      name: `${typeName}Arguments`,
      docs: [`What {@link ${operation.name}} takes.`],
      properties: members,
    });
  }
  file.statements.push(
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: `${typeName}Data`,
      type: data,
      docs: [`What {@link ${operation.name}} answers.`],
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: `${typeName}Error`,
      type: error,
      docs: [`What {@link ${operation.name}} answers when it fails.`],
    },
  );

  const argument = members.length === 0 ? "" : `args${isOptional ? "?" : ""}: ${typeName}Arguments`;
  const operationType = file.use("Operation", "runtime/operation", { isType: true });
  file.statements.push({
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: [operationDoc(operation)],
    declarations: [
      {
        name: operation.name,
        type: `${operationType}<[${argument}], ${typeName}Data, ${typeName}Error>${neededScopes(operation, file)}${pagedType(operation, types, file)}`,
        initializer: operationValue(operation, types, file),
      },
    ],
  });
  for (const alias of operation.aliases) {
    file.statements.push({
      kind: StructureKind.VariableStatement,
      isExported: true,
      declarationKind: VariableDeclarationKind.Const,
      docs: [
        `Another name of {@link ${operation.name}}: the very same function.\n\n@deprecated Use {@link ${operation.name}}.`,
      ],
      declarations: [{ name: alias, type: `typeof ${operation.name}`, initializer: operation.name }],
    });
  }
  return file;
}

/** What an operation's type is besides where it needs scopes: one list for each alternative. */
function neededScopes({ scopes }: Operation, file: SourceFile): string {
  if (scopes.length === 0) return "";
  return ` & ${file.use("Needs", "runtime/operation", { isType: true })}<${scopes.map(literal).join(" | ")}>`;
}

/** What an operation's type is besides where it gives its items page by page. */
function pagedType({ pages }: Operation, types: SchemaTypes, file: SourceFile): string {
  if (!pages) return "";
  return ` & ${file.use("Paged", "runtime/pages", { isType: true })}<${types.printAnswer(pages.item, file)}>`;
}

/** What the names of an operation's types begin with: none of them is that of a global type. */
function typeNameOf(name: string): string {
  const typeName = name[0]!.toUpperCase() + name.slice(1);
  return [`${typeName}Data`, `${typeName}Error`].some((type) => platformTypes.has(type)) ? `${typeName}_` : typeName;
}

type Member = PropertySignatureStructure & { hasQuestionToken: boolean };

function argumentMembers(operation: Operation, types: SchemaTypes, file: SourceFile): Member[] {
  const members = operation.parameters.map(
    (parameter): Member => ({
      kind: StructureKind.PropertySignature,
      name: memberName(parameter.argument),
      hasQuestionToken: !parameter.isRequired || parameter.isClientWide,
      type: memberType(types.print(parameter.schema, file), parameter.isRequired && !parameter.isClientWide),
      docs: parameterDocs(parameter),
    }),
  );
  const { body } = operation;
  if (!body) return members;
  const bodyMember: Member = {
    kind: StructureKind.PropertySignature,
    name: memberName(body.argument),
    hasQuestionToken: !body.isRequired,
    type: memberType(bodyType(body, types, file), body.isRequired),
    docs: body.description === undefined ? [] : [commentText(body.description)],
  };
  return [...members, bodyMember];
}

/** Optional arguments may be undefined, under `exactOptionalPropertyTypes` too: they are then not sent. */
function memberType(type: string, isRequired: boolean): string {
  return isRequired || type === "unknown" ? type : `${/=>/.test(type) ? `(${type})` : type} | undefined`;
}

function parameterDocs(parameter: Parameter): JSDocStructure[] {
  const lines = [commentText(parameter.description ?? "")];
  if (parameter.name !== parameter.argument) lines.push(`On the wire: \`${commentText(parameter.name)}\`.`);
  if (parameter.isClientWide) lines.push("Default: the client's.");
  if (parameter.isDeprecated) lines.push("@deprecated");
  const text = lines.filter((line) => line !== "").join("\n\n");
  return text === "" ? [] : [{ kind: StructureKind.JSDoc, description: text }];
}

function operationDoc(operation: Operation): string {
  const paragraphs = [
    commentText(operation.summary ?? ""),
    commentText(operation.description ?? ""),
    `\`${operation.method} ${commentText(operation.path)}\``,
    operation.scopes.length > 0 ? `Scopes: ${scopesText(operation.scopes)}` : "",
    operation.isDeprecated ? "@deprecated" : "",
  ];
  return [...new Set(paragraphs)].filter((paragraph) => paragraph !== "").join("\n\n");
}

/** Alternatives of sets as prose: "`a` and `b`, or `c`". */
export function scopesText(scopes: readonly (readonly string[])[]): string {
  return scopes
    .map((set) =>
      set.map((scope) => `\`${commentText(scope).replace(/\s+/g, " ").replaceAll("`", "'")}\``).join(" and "),
    )
    .join(", or ");
}

/** The call that makes the operation, within those that change how it sends. */
function operationValue(operation: Operation, types: SchemaTypes, file: SourceFile): string {
  const call = (name: string, from: string, ...args: readonly string[]) =>
    `/* @__PURE__ */ ${file.use(name, `runtime/${from}`, { isType: false })}(${args.join(", ")})`;
  const { responses, server, isAnonymous } = operation;
  let written = call("operation", "operation", description(operation, types, file));
  const bad = responses.filter(({ status }) => !status.startsWith("2")).flatMap(({ content }) => content);
  const positions = types.values.of(jsonSchemas(bad), readKinds);
  if (positions) written = call("readFailures", "values/read-failures", written, literal(positions));
  if (server) written = call("elsewhere", "elsewhere", written, literal(server));
  return isAnonymous ? call("anonymous", "anonymous", written) : written;
}

/** The object literal of the operation's `OperationDescription`; what equals a default is left out. */
function description(operation: Operation, types: SchemaTypes, file: SourceFile): string {
  const { name, method, path, parameters, body, scopes } = operation;
  const fields = [`name: ${literal(name)}`, `method: ${literal(method)}`, `path: ${literal(path)}`];
  if (/[?#]/.test(path))
    fields.push(`expand: ${file.use("expandPathWithQuery", "runtime/path-with-query", { isType: false })}`);
  if (parameters.length > 0)
    fields.push(
      `parameters: [${parameters.map((parameter) => parameterDescription(parameter, types, file)).join(", ")}]`,
    );
  if (body) fields.push(`body: ${bodyDescription(body, types, file)}`);
  const accept = acceptOf(operation);
  if (accept !== undefined) fields.push(`accept: ${literal(accept)}`);
  if (scopes.length > 0) fields.push(`scopes: ${literal(scopes)}`);
  if (operation.pages) fields.push(`pages: ${literal(operation.pages.description)}`);
  const reader = readerOf(operation, types, file);
  if (reader !== undefined) fields.push(`read: ${reader}`);
  return `{ ${fields.join(", ")} }`;
}

function parameterDescription(parameter: Parameter, types: SchemaTypes, file: SourceFile): string {
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
  const writer =
    parameter.in === "cookie" || !isPlain ? "writeStyled" : parameter.in === "header" ? "writeHeader" : undefined;
  if (writer === undefined) return literal(described);
  const written = file.use(writer, writer === "writeHeader" ? "runtime/header" : "runtime/styled", { isType: false });
  const positions = types.values.of([parameter.schema], writtenKinds);
  const holdsJson =
    parameter.mediaType === undefined
      ? parameter.style !== "deepObject" && isNested(positions)
      : mediaKind(parameter.mediaType) === "json";
  const write = writer === "writeStyled" && positions && holdsJson ? valuesWriter(written, positions, file) : written;
  return literal(described).replace(/ }$/, `, write: ${write} }`);
}

/** What writes integers of 64 bits as such in the JSON that a writer writes. */
function valuesWriter(writer: string, positions: Positions, file: SourceFile): string {
  const write = file.use("writeValues", "runtime/values/write-values", { isType: false });
  return `/* @__PURE__ */ ${write}(${literal(positions)}, ${writer})`;
}

function bodyDescription(body: Body, schemas: SchemaTypes, file: SourceFile): string {
  const types = body.content.map(({ type }) => type);
  const kinds = new Set(types.map(mediaKind));
  const hasRange = types.some((type) => type.includes("*"));
  const writers: string[] = [];
  const writer = (name: string, from: string, positions?: Positions) => {
    const writes = file.use(name, from, { isType: false });
    writers.push(positions ? valuesWriter(writes, positions, file) : writes);
  };
  const nestedIn = (kind: MediaKind) => {
    const described = body.content.filter(({ type }) => mediaKind(type) === kind).map(({ schema }) => schema);
    const positions = schemas.values.of(described, writtenKinds);
    return isNested(positions) ? positions : undefined;
  };
  if (kinds.has("form")) writer("writeForm", "runtime/form", nestedIn("form"));
  if (kinds.has("multipart")) writer("writeMultipart", "runtime/multipart", nestedIn("multipart"));
  if (kinds.has("text") || kinds.has("binary") || kinds.has("stream")) writer("writeRaw", "runtime/raw");
  const isPlain = types.length === 1 && types[0] === "application/json";
  const isJson = kinds.has("json") || hasRange;
  const integers = isJson ? schemas.values.of(jsonSchemas(body.content), writtenKinds) : undefined;
  if (isPlain && !integers && body.argument === "body") return file.use("jsonBody", "runtime/body", { isType: false });
  if (isJson) writer("writeJson", "runtime/json", integers);
  const encoding = body.content.find((media) => media.encoding)?.encoding;
  const fields: string[] = [];
  if (body.argument !== "body") fields.push(`argument: ${literal(body.argument)}`);
  if (!isPlain) fields.push(`content: ${literal(types)}`);
  if (encoding) fields.push(`encoding: ${encodingLiteral(encoding)}`);
  fields.push(`writers: [${writers.join(", ")}]`);
  return `/* @__PURE__ */ ${file.use("bodyOf", "runtime/body", { isType: false })}({ ${fields.join(", ")} })`;
}

/** The responses of which one may hold what the operation answers. */
function goodAnswers(responses: Operation["responses"]): Operation["responses"] {
  return responses.filter(({ status }) => status.startsWith("2") || status === "default");
}

/** Values that are written other than JSON.stringify does, and those that are read other than JSON.parse does. */
const writtenKinds = new Set(["digits", "bigint"] as const);
const readKinds = new Set(["digits", "bigint", "text", "date"] as const);

function jsonSchemas(content: readonly MediaType[]): unknown[] {
  return content.filter(({ type }) => mediaKind(type) === "json" || type.includes("*")).map(({ schema }) => schema);
}

/** What reads the good answers, where they may be other than what JSON.parse reads. */
function readerOf(operation: Operation, types: SchemaTypes, file: SourceFile): string | undefined {
  const good = goodAnswers(operation.responses);
  const declared = good.filter(({ status }) => status !== "default");
  // As their types: what else may come is described where nothing is said of good answers.
  const media = (declared.length > 0 ? declared : good).flatMap(({ content }) => content);
  const streamed = media.filter(isStream).flatMap((each) => streamedSchemas(each, types));
  const positions = types.values.of([...jsonSchemas(media), ...streamed], readKinds);
  const reader = bodyReaderOf(operation, types, file);
  if (!positions) return reader;
  const read = file.use("readValues", "runtime/values/parse-values", { isType: false });
  return `/* @__PURE__ */ ${read}(${[literal(positions), ...(reader ? [reader] : [])].join(", ")})`;
}

/** What reads the good answers, where they may be other than JSON. */
function bodyReaderOf({ responses }: Operation, types: SchemaTypes, file: SourceFile): string | undefined {
  const answers = goodAnswers(responses);
  const media = answers.flatMap(({ content }) => content);
  const good = answers.filter(({ status }) => status !== "default");
  const judged = (good.length > 0 ? good : answers).flatMap(({ content }) => content);
  if (media.some(isStream)) {
    const read = file.use("readStream", "runtime/streams/read-stream", { isType: false });
    const kind = streamKindOf(judged);
    return `/* @__PURE__ */ ${read}(${[eventDataOf(answers, types), ...(kind ? [kind] : [])].map(literal).join(", ")})`;
  }
  if (media.every(({ type }) => mediaKind(type) === "json")) {
    // Where no content is declared, what comes is not judged.
    return judged.length > 0 ? undefined : file.use("readUntyped", "runtime/read-untyped", { isType: false });
  }
  if (judged.length > 0 && judged.every(isFile)) return file.use("readFile", "runtime/read-file", { isType: false });
  return file.use("readBody", "runtime/read-body", { isType: false });
}

/** Whether a response is a Blob, whatever comes. */
function isFile({ type }: MediaType): boolean {
  return /^(?:binary|multipart)$/.test(mediaKind(type)) && !type.includes("*");
}

function encodingLiteral(encoding: object): string {
  const entries = Object.entries(encoding).flatMap(([property, described]) => {
    if (!isObject(described)) return [];
    const { contentType, style, explode, allowReserved } = described;
    return [`${propertyKey(property)}: ${literal({ contentType, style, explode, allowReserved })}`];
  });
  return `{ ${entries.join(", ")} }`;
}

function acceptOf({ responses }: Operation): string | undefined {
  const types = [...new Set(goodAnswers(responses).flatMap(({ content }) => content.map(({ type }) => type)))];
  if (types.length === 0 || (types.length === 1 && types[0] === "application/json")) return undefined;
  return types.filter((type) => /^[\x21-\x7e ]+$/.test(type)).join(", ");
}
