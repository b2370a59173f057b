import { createHash } from "node:crypto";
import { isObject } from "../../document/json.ts";
import { byCodePoint } from "../../document/order.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { operationsModule, runtime } from "../../emit/symbols.ts";
import { literal, propertyKey } from "../../emit/text.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";
import { isBinaryString, mediaKind } from "../../model/media-type.ts";
import type { Model, Operation } from "../../model/model.ts";
import { objectSchema } from "../../schema/make.ts";
import { contentsById, namedSchemas, type Resolve } from "../../schema/references.ts";
import { schemasIn } from "../../schema/walk.ts";
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
  const resolve = namedSchemas(contentsById(model.schemas));
  const judged = model.operations.map((operation) => ({ operation, reason: reasonAgainst(operation, resolve) }));
  const tools = judged
    .filter(({ reason }) => reason === undefined)
    .map(({ operation }) => `\n  ${propertyKey(toolName(operation.name))}: ${literal(toolOf(operation, schemas))},`);
  const unavailable = judged.flatMap(({ operation: { name }, reason }) =>
    reason === undefined ? [] : [[name, reason]],
  );
  const referred = [...schemas.referred]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([name, schema]) => `\n  ${propertyKey(name)}: ${literal(schema)},`);
  const more = [
    ...(Array.isArray(stop) && stop.length > 0 ? [`stop: ${literal(stop)}`] : []),
    ...(model.sessionCookies.length > 0 ? [`sessionCookies: ${literal(model.sessionCookies)}`] : []),
  ];
  const file = new SourceFile("tools", { declares: declaredNames });
  const use = (name: string) => file.use(runtime(name));
  const operations = file.useAll(operationsModule, { isType: false });
  const [toolSet, session, envelope, results] = ["ToolSet", "ApiSession", "ToolEnvelope", "SessionResults"].map(use);
  file.reexport(...passedOn.map(runtime));
  file.statements.push(
    [
      `/** The schemas that the inputs of tools refer to. */
const schemas: ${toolSet}["schemas"] = {${referred.join("")}
};`,
      `/** Each operation that takes and gives JSON. */
const tools: { readonly [name: string]: ${use("Tool")} } = {${tools.join("")}
};`,
      `/** The operations that are no tools, and why. */
export const unavailable: { readonly [operation: string]: string } = ${literal(Object.fromEntries(unavailable))};`,
      `const api: ${toolSet} = { ${[`tools, schemas, ${operations === "operations" ? "" : "operations: "}${operations}, unavailable`, ...more].join(", ")} };`,
      `/**
 * The operations as tools, in the shape of the Model Context Protocol: all, or those of these names. Throws a TypeError for a
 * name that no tool has.
 */
export function toolDefinitions(names?: readonly string[]): ${use("ToolDefinition")}[] {
  return ${use("toolDefinitions")}(api, names);
}`,
      `/**
 * Calls a tool with arguments as a model gives them: an object, or its JSON text, of whose integers no digit is lost. What
 * goes wrong stands in the envelope; it rejects with a TypeError for a \`sessionId\` that is none.
 */
export function callTool(client: ${use("Transport")}, name: string, args?: unknown, options?: ${use("ToolOptions")}): Promise<${envelope}> {
  return ${use("callTool")}(api, client, { name, args, options });
}`,
      `/**
 * The identifier of an API session. Throws a TypeError for what cannot be one: an empty text, one of more than 200
 * characters, the state of a browser's session, or one of its cookies.
 */
export function apiSession(id: ${use("SessionId")}): ${session} {
  return ${use("apiSession")}(id, api.sessionCookies);
}`,
      `/** Keeps results by session. In a storage they stay until they are deleted, unless its driver lets them expire. */
export function createSessionResults(options?: ${use("SessionResultsOptions")}): ${results} {
  return ${use("createSessionResults")}(options, api.sessionCookies);
}`,
      `/**
 * Why an envelope holds no result or an empty one, the likeliest reason first; of one with a result, whether an argument may
 * have been ignored.
 */
export function diagnose(envelope: ${envelope}): ${use("Finding")}[] {
  return ${use("diagnose")}(api, envelope);
}`,
    ].join("\n\n"),
  );
  return file;
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
  if (body) {
    const { schema, example } = body.content.find(isJsonBody)!;
    const { description = "" } = body;
    const notes = { description, example: schemas.shown(schema, example) };
    members.push([body.argument, described(schemas.convert(schema), notes)]);
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

function isJsonBody({ type }: { readonly type: string }): boolean {
  return ["json", "form", "multipart", "text"].includes(mediaKind(type));
}

/** Why an assistant cannot call an operation with JSON or be given its answer; undefined where it can. */
export function reasonAgainst({ body, responses }: Operation, resolve: Resolve): string | undefined {
  const media = body?.content.find(isJsonBody);
  if (body && (!media || holdsBytes(media.schema, resolve))) return "it takes a file";
  const answers = responses.filter(({ status, content }) => status.startsWith("2") && content.length > 0);
  const kinds = new Set(answers.flatMap(({ content }) => content.map(({ type }) => mediaKind(type))));
  if (kinds.has("stream")) return "it answers a stream";
  if (kinds.has("binary") && !kinds.has("json")) return "it answers a file";
  return undefined;
}

/** Whether a schema has a string of bytes, at whatever depth. */
function holdsBytes(schema: unknown, resolve: Resolve): boolean {
  for (const each of schemasIn([schema], resolve)) if (isBinaryString(each)) return true;
  return false;
}
