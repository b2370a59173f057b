import type { JSDocStructure, PropertySignatureStructure } from "ts-morph";
import { StructureKind, VariableDeclarationKind } from "../../../emit/libraries.ts";
import { SourceFile } from "../../../emit/source-file.ts";
import { operationTypes, runtime } from "../../../emit/symbols.ts";
import { commentText, literal, memberName, scopesText } from "../../../emit/text.ts";
import type { Operation, Parameter } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { acceptOf, failurePositions, readerOf } from "./answer-readers.ts";
import { bodyDescription, parameterDescription } from "./argument-writers.ts";
import { bodyType, resultTypes } from "./operation-types.ts";

/** The module of one operation: its types, its function, and the function's further names. */
export function operationModule(operation: Operation, types: SchemaTypes): SourceFile {
  const named = operationTypes(operation.name);
  const [argumentsName, dataName, errorName] = [named.arguments.name, named.data.name, named.error.name];
  const declared = [operation.name, ...operation.aliases, argumentsName, dataName, errorName];
  const file = new SourceFile(`operations/${operation.name}`, { declares: declared });
  const { data, error } = resultTypes(operation, types, file);
  const members = argumentMembers(operation, types, file);
  const isOptional = members.every((member) => member.hasQuestionToken);

  if (members.length > 0) {
    file.statements.push({
      kind: StructureKind.Interface,
      isExported: true,
      name: argumentsName,
      docs: [`What {@link ${operation.name}} takes.`],
      properties: members,
    });
  }
  file.statements.push(
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: dataName,
      type: data,
      docs: [`What {@link ${operation.name}} answers.`],
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: errorName,
      type: error,
      docs: [`What {@link ${operation.name}} answers when it fails.`],
    },
  );

  const argument = members.length === 0 ? "" : `args${isOptional ? "?" : ""}: ${argumentsName}`;
  const operationType = file.use(runtime("Operation"));
  file.statements.push({
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: [operationDoc(operation)],
    declarations: [
      {
        name: operation.name,
        type: `${operationType}<[${argument}], ${dataName}, ${errorName}>${neededScopes(operation, file)}${pagedType(operation, types, file)}`,
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
  return ` & ${file.use(runtime("Needs"))}<${scopes.map(literal).join(" | ")}>`;
}

/** What an operation's type is besides where it gives its items page by page. */
function pagedType({ pages }: Operation, types: SchemaTypes, file: SourceFile): string {
  if (!pages) return "";
  return ` & ${file.use(runtime("Paged"))}<${types.printAnswer(pages.item, file)}>`;
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

/** The call that makes the operation, within those that change how it sends. */
function operationValue(operation: Operation, types: SchemaTypes, file: SourceFile): string {
  const call = (name: string, ...args: readonly string[]) =>
    `/* @__PURE__ */ ${file.use(runtime(name))}(${args.join(", ")})`;
  const { server, isWithoutAuth } = operation;
  let written = call("operation", description(operation, types, file));
  const positions = failurePositions(operation, types);
  if (positions) written = call("readFailures", written, literal(positions));
  if (server) written = call("onOwnServer", written, literal(server));
  return isWithoutAuth ? call("withoutAuth", written) : written;
}

/** The object literal of the operation's `OperationDescription`; what equals a default is left out. */
function description(operation: Operation, types: SchemaTypes, file: SourceFile): string {
  const { name, method, path, parameters, body, scopes } = operation;
  const fields = [`name: ${literal(name)}`, `method: ${literal(method)}`, `path: ${literal(path)}`];
  if (/[?#]/.test(path)) fields.push(`expand: ${file.use(runtime("expandPathWithQuery"))}`);
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
