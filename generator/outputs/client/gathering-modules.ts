import { SourceFile } from "../../emit/source-file.ts";
import { client, operationsModule, operationTypes, runtime, schemaSymbol } from "../../emit/symbols.ts";
import { hasPages, hasScopes } from "../../model/features.ts";
import type { Model } from "../../model/model.ts";
import { tagFolder } from "../../model/package-settings.ts";

/**
 * The modules that gather what others declare: the operations of each tag, all of them, parts of the runtime, the
 * package's entry.
 */
export function gatheringModules(model: Model, constants: ReadonlyMap<string, unknown>): SourceFile[] {
  return [
    ...tagModules(model),
    allOperations(model),
    ...(hasPages(model) ? [pagesModule()] : []),
    streamsModule(),
    ...(model.webhooks.length > 0 ? [webhooksModule(model)] : []),
    indexModule(model, constants),
  ];
}

/** A module a tag, and one of what has none; also of those that operations left: a module exports what it ever did. */
function tagModules({ tags, formerMembers }: Model): SourceFile[] {
  const members = new Map(tags.map(({ name, operations }) => [name, operations] as const));
  return [...new Set([...members.keys(), ...formerMembers.keys()])].map((name) => {
    const file = moduleOfAll(`${tagFolder}/${name}`, members.get(name) ?? []);
    for (const former of formerMembers.get(name) ?? [])
      file.reexportAll(`operations/${former}`, {
        note: `@deprecated ${former} has other tags now.`,
      });
    return file;
  });
}

function allOperations({ operations }: Model): SourceFile {
  return moduleOfAll(
    operationsModule,
    operations.map(({ name }) => name),
  );
}

function moduleOfAll(path: string, operations: readonly string[]): SourceFile {
  const file = new SourceFile(path);
  for (const name of operations) file.reexportAll(`operations/${name}`);
  return file;
}

function pagesModule(): SourceFile {
  const file = new SourceFile("pages");
  file.reexport(...["items", "Page", "Paged", "PagesOptions", "pages"].map(runtime));
  return file;
}

function streamsModule(): SourceFile {
  const file = new SourceFile("streams");
  const names = ["jsonLines", "jsonSequence", "JsonStreamOptions"];
  file.reexport(...[...names, "EventStreamOptions", "ServerSentEvent", "serverSentEvents"].map(runtime));
  return file;
}

function webhooksModule({ webhooks }: Model): SourceFile {
  const file = new SourceFile("webhooks");
  const types = ["Received", "Webhook", "WebhookChoice", "WebhookMessage", "WebhookOptions", "WebhookRequest"];
  file.reexport(...["parseWebhook", "WebhookError", ...types].map(runtime));
  for (const { name } of webhooks) file.reexportAll(`webhooks/${name}`);
  return file;
}

/** What the entry exports of the runtime. */
const entryNames = [
  ...["ApiError", "ApiErrorOf", "isApiError", "ContentError", "DeadlineError", "NetworkError", "TimeoutError"],
  ...["NonEmptyText", "UnknownError", "unwrap"],
  ...["Auth", "CallOptions", "HeadersOptions", "Method", "Middleware", "Operation", "OperationDescription"],
  ...["Result", "Success", "Transport"],
];

function indexModule(model: Model, constants: ReadonlyMap<string, unknown>): SourceFile {
  const { createClient, Client, ClientOptions, createTransport, servers, TransportOptions, Scope } = client;
  const file = new SourceFile("index");
  file.reexport(createClient, Client, ClientOptions, createTransport, servers, TransportOptions);
  file.reexport(...entryNames.map(runtime));
  if (hasScopes(model)) file.reexport(runtime("MissingScopeError"), Scope);
  file.reexport(...exportedSchemas(model).map((name) => schemaSymbol(name, { isType: !constants.has(name) })));
  file.reexportAll(operationsModule);
  return file;
}

/**
 * The names of schemas that the entry exports, further ones too: not those whose name the client or an operation
 * has, which are at `./schemas/` alone.
 */
export function exportedSchemas({ operations, schemas }: Model): string[] {
  const ofOperations = operations.flatMap(({ name, aliases }) => [
    ...[name, ...aliases],
    ...Object.values(operationTypes(name)).map((symbol) => symbol.name),
  ]);
  const ofClient = Object.values(client).map((symbol) => symbol.name);
  const others = new Set([...ofClient, ...entryNames, "MissingScopeError", ...ofOperations]);
  const names = schemas.flatMap(({ name, aliases }) => [name, ...aliases]);
  return names.filter((name) => !others.has(name));
}
