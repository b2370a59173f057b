import { StructureKind } from "../../emit/libraries.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { hasScopes, type Model, type Tag } from "../../model/model.ts";
import { clientModule } from "./client-module.ts";
import type { SchemaTypes } from "./schemas/schema-types.ts";
import { type TransportDefaults, transportModule } from "./transport-module.ts";

/** The modules that bring the operations together: one for each tag, all operations, the client, the package's entry. */
export function packageModules(model: Model, types: SchemaTypes, defaults: TransportDefaults): SourceFile[] {
  return [
    ...model.tags.map(tagModule),
    operationsModule(model),
    transportModule(model, types, defaults),
    clientModule(model),
    pagesModule(),
    streamsModule(),
    indexModule(model),
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

function pagesModule(): SourceFile {
  const file = new SourceFile("pages");
  file.statements.push('export { items, type Page, type Paged, type PagesOptions, pages } from "./runtime/pages.js";');
  return file;
}

function streamsModule(): SourceFile {
  const file = new SourceFile("streams");
  file.statements.push(
    'export { jsonLines, jsonSequence, type JsonStreamOptions } from "./runtime/streams/json-parts.js";',
    'export { type EventStreamOptions, type ServerSentEvent, serverSentEvents } from "./runtime/streams/server-sent-events.js";',
  );
  return file;
}

function indexModule(model: Model): SourceFile {
  const file = new SourceFile("index");
  file.statements.push(
    'export { type Client, type ClientOptions, createClient } from "./client.js";',
    'export * from "./operations.js";',
    'export type { OperationDescription } from "./runtime/description.js";',
    'export type { Method } from "./runtime/client.js";',
    'export type { CallOptions, Operation } from "./runtime/operation.js";',
    'export { ApiError, isApiError } from "./runtime/api-error.js";',
    'export { DeadlineError, NetworkError, TimeoutError } from "./runtime/fetch/errors.js";',
    'export { ContentError } from "./runtime/read-json.js";',
    'export { unwrap } from "./runtime/unwrap.js";',
    ...(hasScopes(model) ? ['export { MissingScopeError, type Scope } from "./scopes.js";'] : []),
    'export type { Result, Success } from "./runtime/result.js";',
    'export type { Auth, HeadersOptions, Middleware, Transport } from "./runtime/transport.js";',
    'export { createTransport, servers, type TransportOptions } from "./transport.js";',
  );
  return file;
}
