import type { Model, Tag } from "../model/model.ts";
import { StructureKind } from "./libraries.ts";
import { SourceFile } from "./source-file.ts";
import { commentText, literal } from "./text.ts";

/** How requests are sent unless the user says otherwise. */
export interface TransportDefaults {
  /** What stands before the token in the `Authorization` header. */
  readonly authPrefix?: string | undefined;
}

/** The modules that bring the operations together: one for each tag, all operations, the client, the package's entry. */
export function packageModules(model: Model, defaults: TransportDefaults): SourceFile[] {
  return [
    ...model.tags.map(tagModule),
    operationsModule(model),
    transportModule(model, defaults),
    clientModule(model),
    indexModule(),
  ];
}

function tagModule(tag: Tag): SourceFile {
  const file = new SourceFile(`tags/${tag.name}`);
  for (const name of tag.operations) exportAll(file, `../operations/${name}.js`);
  return file;
}

function operationsModule(model: Model): SourceFile {
  const file = new SourceFile("operations");
  for (const { name } of model.operations) exportAll(file, `./operations/${name}.js`);
  if (model.operations.length === 0) file.statements.push("export {};");
  return file;
}

function exportAll(file: SourceFile, moduleSpecifier: string): void {
  file.statements.push({ kind: StructureKind.ExportDeclaration, moduleSpecifier });
}

function transportModule(model: Model, { authPrefix }: TransportDefaults): SourceFile {
  const file = new SourceFile("transport");
  const [server] = model.servers;
  const baseUrl = server && /^https?:\/\//.test(server.url) ? server.url : undefined;
  const defaults = [
    ...(authPrefix === undefined || authPrefix === "Bearer" ? [] : [`authPrefix: ${literal(authPrefix)}, `]),
    "...options",
    ...(baseUrl === undefined ? [] : [`, baseUrl: options.baseUrl ?? ${literal(baseUrl)}`]),
  ];
  file.statements.push(
    'import { createTransport as create, type Transport, type TransportOptions } from "./runtime/transport.js";',
    `/** The servers of the API as published; requests go to the first unless \`baseUrl\` says otherwise. */
export const servers: readonly { readonly url: string; readonly description?: string }[] = ${literal(model.servers)};`,
    `/** What single operations need to send their requests: \`await getThing(createTransport(), …)\`. */
export function createTransport(options: TransportOptions = {}): Transport {
  return create({ ${defaults.join("")} }, options.baseUrl);
}`,
  );
  return file;
}

function clientModule(model: Model): SourceFile {
  const file = new SourceFile("client");
  file.statements.push(
    'import * as operations from "./operations.js";',
    'import { attach, type Methods } from "./runtime/client.js";',
    'import type { Transport, TransportOptions } from "./runtime/transport.js";',
    'import { createTransport } from "./transport.js";',
    `/** Every operation of ${commentText(model.title).replace(/\s+/g, " ")} as a method, and what a transport has. */
export interface Client extends Methods<typeof operations>, Transport {}`,
    `/** A client with every operation. A program that needs few imports those instead, with \`createTransport\`. */
export function createClient(options: TransportOptions = {}): Client {
  return attach(createTransport(options), operations);
}`,
  );
  return file;
}

function indexModule(): SourceFile {
  const file = new SourceFile("index");
  file.statements.push(
    'export { type Client, createClient } from "./client.js";',
    'export * from "./operations.js";',
    'export type { OperationDescription } from "./runtime/description.js";',
    'export type { CallOptions, Method, Operation } from "./runtime/operation.js";',
    'export { ResponseError, unwrap } from "./runtime/unwrap.js";',
    'export type { Result } from "./runtime/result.js";',
    'export type { Auth, HeadersOptions, Middleware, Transport, TransportOptions } from "./runtime/transport.js";',
    'export { createTransport, servers } from "./transport.js";',
  );
  return file;
}
