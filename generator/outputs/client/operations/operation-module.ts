import { type Code, codeOf, pureCall } from "../../../emit/printing/code.ts";
import { type Member, type TypeCode, unionOf } from "../../../emit/printing/types.ts";
import { SourceFile } from "../../../emit/source-file.ts";
import { operationTypes, runtime } from "../../../emit/symbols.ts";
import { commentText, literal, memberName, scopesText } from "../../../emit/text.ts";
import type { Operation, Parameter } from "../../../model/model.ts";
import { schemaTags } from "../schemas/schema-doc.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { bodyDescription, parameterDescription } from "./argument-writers.ts";
import { bodyTypesOf, mayChooseMedia, restOf } from "./body-types.ts";
import { acceptOf, failurePositions, hasNumericFailures, readerOf, streamedResponse } from "./response-readers.ts";
import { resultDeclarations, typeArguments } from "./result-types.ts";

/** The module of one operation: its types, its function, and the function's further names. */
export function operationModule(operation: Operation, types: SchemaTypes): SourceFile {
  const { name, aliases } = operation;
  const named = operationTypes(name);
  const argumentsName = named.arguments.name;
  const declared = Object.values(named).map((symbol) => symbol.name);
  // Pages are requested without a choice of the body's media type.
  const mayChoose = operation.body !== undefined && mayChooseMedia(operation.body.content) && !operation.pages;
  const file = new SourceFile(`operations/${name}`, {
    declares: [name, ...aliases, ...declared, ...(mayChoose ? Object.values(bodyNames) : [])],
  });
  const body = operation.body && bodyTypesOf(operation.body, types, file);
  const isChosen = mayChoose && body !== undefined && body.choices.length > 1;
  // calls for pages choose no media type
  const bodyType = (operation.pages && body?.choices[0]?.type) || body?.type;
  const members = argumentMembers(operation, isChosen ? bodyNames.parameter : bodyType, { types, file });
  if (isChosen)
    file.statements.push({
      kind: "type",
      name: bodyNames.any,
      type: body.type,
      isLocal: true,
      doc: `The body of \`${name}\`, under any of its media types.`,
    });
  if (members.length > 0)
    file.statements.push({
      kind: "interface",
      name: argumentsName,
      ...(isChosen && { typeParameters: [`${bodyNames.parameter} = ${bodyNames.any}`] }),
      members,
      doc: `What \`${name}\` takes.`,
    });
  const results = resultDeclarations(operation, types, file);
  file.statements.push(...results.declarations);
  const isOptional = members.every((member) => member.isOptional);
  const args = members.length === 0 ? [] : [`args${isOptional ? "?" : ""}: ${argumentsName}`];
  const rest = mayChoose && body ? restOf(body.choices, { name: argumentsName, isOptional }, file) : undefined;
  const call: TypeCode = {
    kind: "generic",
    name: file.use(runtime("Operation")),
    of: [{ kind: "tuple", of: args }, ...typeArguments(results, rest)],
  };
  const taken = members.length === 0 ? [] : [`args: ${argumentsName}${isOptional ? " | undefined" : ""}`];
  const parts = [
    ...streamedType(operation, taken, { failure: results.error, file }),
    call,
    ...neededScopes(operation, file),
    ...pagedType(operation, types, file),
  ];
  file.statements.push({
    kind: "const",
    name,
    doc: operationDoc(operation),
    type: parts.length === 1 ? call : { kind: "intersection", of: parts },
    value: operationValue(operation, types, file),
  });
  for (const alias of aliases) {
    const doc = `Another name of {@link ${name}}: the very same function.\n\n@deprecated Use {@link ${name}}.`;
    file.statements.push({ kind: "const", name: alias, doc, type: `typeof ${name}`, value: name });
  }
  return file;
}

/** What an operation's type is besides where a call may have the response as a stream. */
function streamedType(
  operation: Operation,
  args: readonly string[],
  { failure, file }: { failure: TypeCode; file: SourceFile },
): TypeCode[] {
  const stream = streamedResponse(operation);
  if (!stream) return [];
  const empty = stream.mayBeEmpty ? "undefined" : "never";
  return [{ kind: "generic", name: file.use(runtime("Streamed")), of: [{ kind: "tuple", of: args }, empty, failure] }];
}

/** What an operation's type is besides where it needs scopes: one list for each alternative. */
function neededScopes({ scopes }: Operation, file: SourceFile): TypeCode[] {
  if (scopes.length === 0) return [];
  const sets = scopes.map((set): TypeCode => ({ kind: "tuple", of: set.map(literal) }));
  return [{ kind: "generic", name: file.use(runtime("Needs")), of: [unionOf(sets)] }];
}

/** What an operation's type is besides where it gives its items page by page. */
function pagedType({ pages }: Operation, types: SchemaTypes, file: SourceFile): TypeCode[] {
  if (!pages) return [];
  return [{ kind: "generic", name: file.use(runtime("Paged")), of: [types.ofResponse(pages.item, file)] }];
}

/** The names of types that the module of an operation has for itself, where a call chooses the type of its body. */
const bodyNames = { any: "AnyBody", parameter: "Body" } as const;

function argumentMembers(
  operation: Operation,
  bodyType: TypeCode | undefined,
  { types, file }: { types: SchemaTypes; file: SourceFile },
): Member[] {
  const members = operation.parameters.map((parameter): Member => {
    const isGiven = parameter.isRequired && !parameter.isClientWide;
    return {
      name: memberName(parameter.argument),
      type: memberType(types.ofRequest(parameter.schema, file), isGiven),
      isOptional: !isGiven,
      doc: parameterDoc(parameter),
    };
  });
  const { body } = operation;
  if (!body || bodyType === undefined) return members;
  const bodyMember: Member = {
    name: memberName(body.argument),
    type: memberType(bodyType, body.isRequired),
    isOptional: !body.isRequired,
    doc: commentText(body.description ?? ""),
  };
  return [...members, bodyMember];
}

/** Optional arguments may be undefined, under `exactOptionalPropertyTypes` too: they are then not sent. */
function memberType(type: TypeCode, isRequired: boolean): TypeCode {
  if (isRequired || type === "unknown") return type;
  return {
    kind: "union",
    of: [...(typeof type === "object" && type.kind === "union" ? type.of : [type]), "undefined"],
  };
}

function parameterDoc(parameter: Parameter): string {
  const lines = [commentText(parameter.description ?? "")];
  if (parameter.name !== parameter.argument) lines.push(`On the wire: \`${commentText(parameter.name)}\`.`);
  if (parameter.isClientWide) lines.push("Default: the client's.");
  lines.push([schemaTags(parameter.schema), parameter.isDeprecated ? "@deprecated" : ""].filter(Boolean).join("\n"));
  return lines.filter((line) => line !== "").join("\n\n");
}

function operationDoc(operation: Operation): string {
  const paragraphs = [
    commentText(operation.summary ?? ""),
    commentText(operation.description ?? ""),
    `\`${operation.method} ${commentText(operation.path)}\``,
    operation.auth?.length ? `Auth: ${scopesText(operation.auth)}` : "",
    operation.scopes.length > 0 ? `Scopes: ${scopesText(operation.scopes)}` : "",
    operation.isDeprecated ? "@deprecated" : "",
  ];
  return [...new Set(paragraphs)].filter((paragraph) => paragraph !== "").join("\n\n");
}

/** The call that makes the operation, within those that change how it sends. */
function operationValue(operation: Operation, types: SchemaTypes, file: SourceFile): Code {
  const call = (name: string, ...args: readonly Code[]): Code => pureCall(file.use(runtime(name)), ...args);
  const { server, isWithoutAuth } = operation;
  let written = call("operation", description(operation, types, file));
  if (streamedResponse(operation)) written = call("streamed", written);
  if (hasNumericFailures(operation, types)) written = call("numbersAsText", written);
  const positions = failurePositions(operation, types);
  if (positions) written = call("readFailures", written, codeOf(positions));
  if (server) written = call("onOwnServer", written, codeOf(server));
  return isWithoutAuth ? call("withoutAuth", written) : written;
}

/** The object literal of the operation's `OperationDescription`; what equals a default is left out. */
function description(operation: Operation, types: SchemaTypes, file: SourceFile): Code {
  const { name, method, path, parameters, body, auth, scopes, pages } = operation;
  const fields: (readonly [key: string, value: Code | undefined])[] = [
    ["name", codeOf(name)],
    ["method", codeOf(method)],
    ["path", codeOf(path)],
    ["expand", /[?#]/.test(path) ? file.use(runtime("expandPathWithQuery")) : undefined],
    ["parameters", listOf(parameters.map((parameter) => parameterDescription(parameter, types, file)))],
    ["body", body && bodyDescription(body, types, file)],
    ["accept", some(acceptOf(operation, types))],
    ["auth", some(auth)],
    ["scopes", scopes.length > 0 ? codeOf(scopes) : undefined],
    ["pages", some(pages?.description)],
    ["read", readerOf(operation, types, file)],
  ];
  return { kind: "object", entries: fields.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])) };
}

function some(value: unknown): Code | undefined {
  return value === undefined ? undefined : codeOf(value);
}

function listOf(items: readonly Code[]): Code | undefined {
  return items.length === 0 ? undefined : { kind: "array", items };
}
