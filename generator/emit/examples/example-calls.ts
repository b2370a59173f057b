import { bodyKind } from "../../model/media-type.ts";
import type { MediaType, Model, Operation } from "../../model/model.ts";
import { tagFolder } from "../../model/package-settings.ts";
import { contentsById } from "../../schema/references.ts";
import { literal, propertyKey } from "../text.ts";
import type { OutputSettings } from "../toolkit.ts";
import { ExampleWriter } from "./example.ts";

/** What examples are written from. */
export interface ExampleSource {
  readonly model: Model;
  readonly settings: OutputSettings;
}

/** A module as it is imported, as a literal: `"zoho-desk-client/pages"`. */
export function moduleOf(source: ExampleSource, path?: string): string {
  return JSON.stringify(entryOf(source, path));
}

/**
 * A module as it is imported: `zoho-desk-client/pages`, or as a source file from the folder above, `./api/pages.js`.
 * Without a path, all of it.
 */
export function entryOf({ model, settings }: ExampleSource, path?: string): string {
  const { target, importExtension, folder } = settings;
  const { name } = settings.package;
  if (target === "package") return path === undefined ? name : `${name}/${path}`;
  const module = model.tags.some((tag) => tag.name === path) ? `${tagFolder}/${path}` : (path ?? "index");
  return `./${folder}/${module}${importExtension === "none" ? "" : `.${importExtension}`}`;
}

/**
 * The operation that shows best what some have: one of the API's own server that reads, with about as many required
 * arguments as wanted.
 */
export function exampleOf(operations: readonly Operation[], wanted = 0): Operation | undefined {
  const cost = ({ method, parameters, body, server, isDeprecated }: Operation) =>
    (method === "GET" ? 0 : 100) +
    (server === undefined ? 0 : 50) +
    (isDeprecated ? 50 : 0) +
    (body ? 10 : 0) +
    Math.abs(parameters.filter(({ isRequired, isClientWide }) => isRequired && !isClientWide).length - wanted);
  return operations.reduce<Operation | undefined>(
    (best, each) => (best === undefined || cost(each) < cost(best) ? each : best),
    undefined,
  );
}

/** What examples call their own values and import of the package. */
const ownNames: ReadonlySet<string> = new Set([
  ...["client", "console", "createClient", "createTransport", "data", "error", "isApiError", "response", "unwrap"],
]);

/** What an example calls an operation that it imports, and how it imports it: `client as clientOperation`. */
export function importOf({ name }: Operation): { readonly name: string; readonly imported: string } {
  const own = ownNames.has(name) ? `${name}Operation` : name;
  return { name: own, imported: own === name ? name : `${name} as ${own}` };
}

/** The media type under which a body has a file in it, or is one; undefined where it has none. */
export function fileMediaOf({ body }: Operation, source: ExampleSource): MediaType | undefined {
  const candidates = (body?.content ?? []).filter((media) =>
    ["multipart", "parts", "binary"].includes(bodyKind(media)),
  );
  return candidates.find((media) => bodyOf(media, source, "file") !== bodyOf(media, source, "another"));
}

function bodyOf(media: MediaType, { model, settings: { values } }: ExampleSource, file?: string): string {
  return new ExampleWriter(contentsOf(model), values, { ...(file !== undefined && { file }) }).ofBody(media);
}

/**
 * The arguments of a call, those that are required and some with examples; undefined where it needs none. With the code
 * of a `file`, its body has that where it may.
 */
export function argumentsOf(operation: Operation, source: ExampleSource, file?: string): string | undefined {
  const members = argumentEntries(operation, source, { ...(file !== undefined && { file }) }).map(
    ([name, value]) => `${propertyKey(name)}: ${value}`,
  );
  return members.length === 0 ? undefined : `{ ${members.join(", ")} }`;
}

/** The arguments of a call by their names, their values as code; those that are sent satisfy their schemas. */
export function argumentEntries(
  operation: Operation,
  source: ExampleSource,
  { file, isSent = false }: { readonly file?: string; readonly isSent?: boolean } = {},
): (readonly [name: string, value: string])[] {
  const { parameters, body } = operation;
  const { model, settings } = source;
  const { values } = settings;
  const examples = new ExampleWriter(contentsOf(model), values, { ...(file !== undefined && { file }), isSent });
  const own = parameters.filter(({ isClientWide }) => !isClientWide);
  const shown = own.filter(({ isRequired, example }) => isRequired || example !== undefined).slice(0, 4);
  const required = own.filter(({ isRequired }) => isRequired);
  const entries = [...new Set([...required, ...shown])].map(
    ({ argument, example, schema }) => [argument, examples.ofExample(example, schema)] as const,
  );
  const media = (file === undefined ? undefined : fileMediaOf(operation, source)) ?? body?.content[0];
  if (media && (body?.isRequired || file !== undefined)) entries.push([body!.argument, examples.ofBody(media)]);
  return entries;
}

const contents = new WeakMap<Model["schemas"], ReadonlyMap<string, unknown>>();

/** The contents of the model's schemas by id; a README has a call for each tag, and all of them look there. */
function contentsOf({ schemas }: Model): ReadonlyMap<string, unknown> {
  const known = contents.get(schemas) ?? contentsById(schemas);
  contents.set(schemas, known);
  return known;
}

/** A call of an operation as a method, such as `client.getTicket({ … })`, or with another method behind it. */
export function callOf(operation: Operation, source: ExampleSource, method = `client.${operation.name}`): string {
  return `${method}(${argumentsOf(operation, source) ?? ""})`;
}

/**
 * What every client of the API is given, as members of an object: an address where the documents have none, its own
 * parameters.
 */
export function neededOptions({ model, settings: { values } }: ExampleSource): string[] {
  const { servers, basePath = "", parameters } = model;
  const examples = new ExampleWriter(contentsOf(model), values);
  return [
    ...(servers.length > 0 ? [] : [`baseUrl: ${literal(`https://api.example.com${basePath}`)}`]),
    ...parameters.map(
      ({ option, schema, example }) => `${propertyKey(option)}: ${examples.ofExample(example, schema)}`,
    ),
  ];
}

/** An object literal. */
export function objectOf(members: readonly string[]): string {
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
