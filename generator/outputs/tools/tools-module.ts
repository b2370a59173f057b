import { createHash } from "node:crypto";
import { isObject } from "../../document/json.ts";
import { byCodePoint } from "../../document/order.ts";
import { type Code, codeOf, type ObjectCode } from "../../emit/printing/code.ts";
import type { FunctionDeclaration } from "../../emit/printing/declarations.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { operationsModule, runtime } from "../../emit/symbols.ts";
import { propertyKey } from "../../emit/text.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";
import { mediaKind } from "../../model/media-type.ts";
import type { Model, Operation } from "../../model/model.ts";
import { objectSchema } from "../../schema/make.ts";
import { mediaOf, reasonsAgainst } from "./availability.ts";
import { ToolSchemas } from "./tool-schema.ts";

/** The longest description that all assistants take, in characters. */
const longestDescription = 1024;

/** What the module declares. */
const declaredNames = [
  ...["schemas", "tools", "unavailable", "api", "toolDefinitions", "callTool", "apiSession"],
  ...["createSessionResults", "diagnose"],
];

/** What it passes on of the runtime. */
const passedOn = [
  ...["ApiSession", "BrowserSession", "browserSession", "Cause", "Finding", "ResultStorage", "SessionId"],
  ...["SessionResults", "SessionResultsOptions", "ToolAnnotations", "ToolDefinition", "ToolEnvelope", "ToolError"],
  ...["ToolErrorKind", "ToolOptions"],
];

/** The module of the operations as tools of an assistant: their definitions as data, and what calls them. */
export function toolsModule(model: Model, { retry, values }: OutputSettings): SourceFile {
  const { stop } = retry;
  const schemas = new ToolSchemas(model.schemas, values);
  const reasonAgainst = reasonsAgainst(model);
  const sorted = model.operations.map((operation) => ({ operation, reason: reasonAgainst(operation) }));
  const tools = sorted
    .filter(({ reason }) => reason === undefined)
    .map(({ operation }) => [toolName(operation.name), toolOf(operation, schemas)] as const);
  const unavailable = sorted.flatMap(({ operation: { name }, reason }) =>
    reason === undefined ? [] : [[name, reason] as const],
  );
  const referred = [...schemas.referred].sort(([a], [b]) => byCodePoint(a, b));
  const file = new SourceFile("tools", { declares: declaredNames });
  const use = (name: string) => file.use(runtime(name));
  const operations = file.useAll(operationsModule, { isType: false });
  const api: ObjectCode["entries"] = [
    ["", "tools"],
    ["", "schemas"],
    operations === "operations" ? ["", operations] : ["operations", operations],
    ["", "unavailable"],
    ...(Array.isArray(stop) && stop.length > 0 ? [["stop", codeOf(stop)] as const] : []),
    ...(model.sessionCookies.length > 0 ? [["sessionCookies", codeOf(model.sessionCookies)] as const] : []),
  ];
  file.reexport(...passedOn.map(runtime));
  file.statements.push(
    {
      kind: "const",
      name: "schemas",
      isLocal: true,
      doc: "The schemas that the inputs of tools refer to.",
      type: `${use("ToolSet")}["schemas"]`,
      value: mapOf(referred),
    },
    {
      kind: "const",
      name: "tools",
      isLocal: true,
      doc: "Each operation that takes and gives JSON.",
      type: `{ readonly [name: string]: ${use("Tool")} }`,
      value: mapOf(tools),
    },
    {
      kind: "const",
      name: "unavailable",
      doc: "The operations that are not tools, and why.",
      type: "{ readonly [operation: string]: string }",
      value: mapOf(unavailable),
    },
    { kind: "const", name: "api", isLocal: true, type: use("ToolSet"), value: { kind: "object", entries: api } },
    ...functionsOf(use),
  );
  return file;
}

function mapOf(entries: readonly (readonly [name: string, value: unknown])[]): Code {
  return { kind: "object", entries: entries.map(([name, value]) => [propertyKey(name), codeOf(value)]) };
}

/** The runtime's functions, bound to the tools of the API. `use` imports what the runtime exports. */
function functionsOf(use: (name: string) => string): FunctionDeclaration[] {
  const bound = (name: string, ...args: readonly string[]): FunctionDeclaration["body"] => [
    ["return ", { kind: "call", callee: use(name), args }],
  ];
  return [
    {
      kind: "function",
      name: "toolDefinitions",
      doc: `The operations as tools, in the shape of the Model Context Protocol: all, or those of these names.
Throws a TypeError for a name that no tool has.`,
      parameters: [{ name: "names", type: "readonly string[]", isOptional: true }],
      returns: `${use("ToolDefinition")}[]`,
      body: bound("toolDefinitions", "api", "names"),
    },
    {
      kind: "function",
      name: "callTool",
      doc: `Calls a tool with arguments as a model gives them: an object, or its JSON text, of whose integers no
digit is lost. What goes wrong stands in the envelope; it rejects with a TypeError for a
\`sessionId\` that is not valid.`,
      parameters: [
        { name: "client", type: use("Transport") },
        { name: "name", type: "string" },
        { name: "args", type: "unknown", isOptional: true },
        { name: "options", type: use("ToolOptions"), isOptional: true },
      ],
      returns: `Promise<${use("ToolEnvelope")}>`,
      body: bound("callTool", "api", "client", "{ name, args, options }"),
    },
    {
      kind: "function",
      name: "apiSession",
      doc: `The identifier of an API session. Throws a TypeError for what cannot be one: an empty string, one of
more than 200 characters, the state of a browser's session, or one of its cookies.`,
      parameters: [{ name: "id", type: use("SessionId") }],
      returns: use("ApiSession"),
      body: bound("apiSession", "id", "api.sessionCookies"),
    },
    {
      kind: "function",
      name: "createSessionResults",
      doc: `Keeps results by session. In a storage they stay until they are deleted, unless its driver lets them
expire.`,
      parameters: [{ name: "options", type: use("SessionResultsOptions"), isOptional: true }],
      returns: use("SessionResults"),
      body: bound("createSessionResults", "options", "api.sessionCookies"),
    },
    {
      kind: "function",
      name: "diagnose",
      doc: `Why an envelope holds no result or an empty one, the likeliest reason first; of one with a result,
whether an argument may have been ignored.`,
      parameters: [{ name: "envelope", type: use("ToolEnvelope") }],
      returns: `${use("Finding")}[]`,
      body: bound("diagnose", "api", "envelope"),
    },
  ];
}

/** A name of a tool as all assistants take it; what does not fit is replaced, and told apart by a hash of the whole. */
export function toolName(name: string): string {
  if (/^[a-zA-Z0-9_-]{1,64}$/.test(name)) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.replace(/[^a-zA-Z0-9_-]+/g, "_").slice(0, 55)}_${hash}`;
}

function toolOf({ name, aliases, ...operation }: Operation, schemas: ToolSchemas): object {
  return {
    description: descriptionOf({ name, ...operation }),
    input: inputOf(operation, schemas),
    operation: toolName(name) === name ? undefined : name,
    aliases: aliases.length > 0 ? aliases : undefined,
  };
}

function descriptionOf(
  operation: Pick<Operation, "name" | "summary" | "description" | "scopes" | "isDeprecated" | "method" | "path">,
): string {
  const { summary = "", description = "", scopes, isDeprecated, method, path } = operation;
  const needs = scopes.map((set) => set.join(" and ")).join(", or ");
  const notes = [isDeprecated ? "Deprecated." : "", needs === "" ? "" : `Scopes: ${needs}.`].filter(
    (text) => text !== "",
  );
  const said = [...new Set([summary, description].map(shown))].filter((text) => text !== "");
  const text = said.length > 0 ? said.join("\n\n") : `${method} ${shown(path)}`;
  const end = notes.length > 0 ? `\n\n${shown(notes.join(" ")).slice(0, 300)}` : "";
  const room = longestDescription - end.length;
  return `${text.length > room ? `${text.slice(0, room - 1).replace(/[\ud800-\udbff]$/, "")}…` : text}${end}`;
}

/** Text without what does not show, which would steer a reader unseen. */
function shown(text: string): string {
  return text.replace(/(?![\t\n\u200d])[\p{Cc}\p{Cf}]/gu, " ").trim();
}

function inputOf({ parameters, body }: Pick<Operation, "parameters" | "body">, schemas: ToolSchemas): object {
  const members = parameters.map(({ argument, schema, description, isClientWide, isDeprecated, example }) => {
    const text = [description, isClientWide ? "Default: the client's." : undefined].filter(Boolean).join("\n\n");
    const notes = { description: text, isDeprecated, example: schemas.shown(schema, example) };
    return [argument, described(schemas.convert(schema), notes)] as const;
  });
  const media = body && mediaOf(body);
  if (media) {
    const { description = "" } = body;
    const isText = mediaKind(media.type) === "text";
    const shown = isText && typeof media.example !== "string" ? undefined : schemas.shown(media.schema, media.example);
    const schema = isText ? schemas.convertText(media) : schemas.convert(media.schema);
    members.push([body.argument, described(schema, { description, example: shown })]);
  }
  const required = [
    ...parameters.filter(({ isRequired, isClientWide }) => isRequired && !isClientWide).map(({ argument }) => argument),
    ...(body?.isRequired ? [body.argument] : []),
  ];
  return objectSchema(members, required, { isClosed: true });
}

function described(
  schema: unknown,
  { description, isDeprecated, example }: { description: string; isDeprecated?: boolean; example?: unknown },
): unknown {
  if (!isObject(schema)) return schema;
  return {
    ...schema,
    ...(description !== "" && { description: shown(description) }),
    ...(isDeprecated && { deprecated: true }),
    ...(example !== undefined && schema["examples"] === undefined && { examples: [example] }),
  };
}
