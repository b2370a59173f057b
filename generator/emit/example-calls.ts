import type { JsonObject } from "../document/json.ts";
import type { Model, Operation } from "../model/model.ts";
import type { PackageSettings, ValueSettings } from "../model/package-settings.ts";
import { ExampleWriter } from "./example.ts";
import { literal, propertyKey } from "./text.ts";

/** What a README is written from. */
export interface ReadmeSource {
  readonly model: Model;
  readonly package: PackageSettings;
  readonly values: ValueSettings;
  /** What stands before the token in the `Authorization` header. */
  readonly authPrefix: string;
  /** RetryOptions of the runtime, as far as the settings say. */
  readonly retry: JsonObject;
  /** How many requests are sent at one time at most, where the settings say so. */
  readonly concurrency?: number | undefined;
}

/** A section of a README: its paragraphs in Markdown. Undefined where the API does not have what it is about. */
export type Section = readonly string[] | undefined;

/** A block of TypeScript. */
export function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}

/** A module of the package, as it is imported: `"zoho-desk-client/pages"`. */
export function moduleOf(source: ReadmeSource, path?: string): string {
  return JSON.stringify(path === undefined ? source.package.name : `${source.package.name}/${path}`);
}

/** The operation that shows best what some have: one of the API's own server that reads, with about as many required arguments as wanted. */
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

/** The arguments of a call, those that are required and some with examples; undefined where it needs none. */
export function argumentsOf(
  { parameters, body }: Operation,
  { model, values }: ReadmeSource,
  file?: string,
): string | undefined {
  const examples = new ExampleWriter(model.schemas, values, file);
  const own = parameters.filter(({ isClientWide }) => !isClientWide);
  const shown = own.filter(({ isRequired, example }) => isRequired || example !== undefined).slice(0, 4);
  const required = own.filter(({ isRequired }) => isRequired);
  const members = [...new Set([...required, ...shown])].map(
    ({ argument, example, schema }) => `${propertyKey(argument)}: ${examples.ofExample(example, schema)}`,
  );
  const [media] = body?.content ?? [];
  if (media && (body?.isRequired || file !== undefined))
    members.push(`${propertyKey(body!.argument)}: ${examples.ofBody(media)}`);
  return members.length === 0 ? undefined : `{ ${members.join(", ")} }`;
}

/** A call of an operation as a method, such as `client.getTicket({ … })`, or with another method behind it. */
export function callOf(operation: Operation, source: ReadmeSource, method = `client.${operation.name}`): string {
  return `${method}(${argumentsOf(operation, source) ?? ""})`;
}

/** What every client of the API is given, as members of an object: an address where the documents have none, its own parameters. */
export function neededOptions({ model, values }: ReadmeSource): string[] {
  const { servers, basePath = "", parameters, schemas } = model;
  const examples = new ExampleWriter(schemas, values);
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

/** The first names of a list as prose, and how many others there are. */
export function listOf(spans: readonly string[], longest = 8): string {
  const shown = spans.length > longest + 1 ? spans.slice(0, longest) : spans;
  const others = spans.length - shown.length;
  return [...shown, ...(others > 0 ? [`${others} others`] : [])].join(", ").replace(/, (?=[^,]*$)/, " and ");
}

/** A number of things: `1 operation`, `2 operations`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
