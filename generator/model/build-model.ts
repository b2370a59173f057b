import type { Api } from "../document/api.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import { defaultUrlOf } from "../document/server-url.ts";
import { type ArgumentNames, argumentsIn, isSent, nameArguments, sentBody } from "../names/arguments.ts";
import type { PublicNames, PublicOperation, PublicSchema, PublicWebhook } from "../names/public-names.ts";
import type { ParameterStyle } from "../runtime/core/description.ts";
import { Directions, inputId } from "../schema/directions/directions.ts";
import { type IdMarks, idMarks } from "../schema/ids.ts";
import { contentsById } from "../schema/references.ts";
import { Shapes } from "../schema/shapes.ts";
import { requirementOf, scopeRulesOf } from "../scopes/requirement.ts";
import type { AuthSettings, ClientSettings, PackageSettings, ScopeSettings } from "../settings/settings.ts";
import { buildClientParameters, isClientWide } from "./client-parameters.ts";
import { buildLinks } from "./links.ts";
import type { Body, MediaType, Model, Operation, Parameter, Response, Schema, Tag, Webhook } from "./model.ts";
import { buildOAuth } from "./oauth.ts";
import { withPages } from "./operation-pages.ts";
import { withParts } from "./parts.ts";
import { ApiSecurity } from "./security-schemes.ts";
import { basePathOf, buildServers } from "./servers.ts";

/** The decisions of the user beside the documents. */
export interface ModelSettings {
  /** Default: the title of the documents, else the name of the package. */
  readonly title?: string | undefined;
  readonly package: PackageSettings;
  readonly scopes: ScopeSettings;
  readonly client: ClientSettings;
  readonly auth: AuthSettings;
}

/** What the documents mean, under their public names. */
export function buildModel(api: Api, names: PublicNames, settings: ModelSettings): Model {
  const divided = names.schemas.flatMap(({ input, schema }) => (input ? [schema.id] : []));
  const directions = new Directions(api.schemas, new Set(divided));
  const ids = idMarks(settings.client.ids);
  const security = new ApiSecurity(api, settings.auth);
  const schemas = names.schemas
    .flatMap((named) => buildSchemas(named, directions))
    .map((each) => ({ ...each, schema: ids.named(each.published, each.schema) }))
    .sort((a, b) => byCodePoint(a.name, b.name));
  const shapes = new Shapes(contentsById(schemas));
  const operations = names.operations
    .map((named) => withIds(buildOperation(named, { api, security, directions, settings }), ids))
    .map((operation) => withParts(operation, shapes))
    .map((operation) => withPages(operation, settings.client.pages, shapes))
    .sort((a, b) => byCodePoint(a.name, b.name));
  const oauth = buildOAuth(api, settings.auth, settings.scopes);
  const servers = buildServers(api.servers, settings.client.servers, names.servers);
  const basePath = servers.length === 0 ? basePathOf(api.servers) : undefined;
  return {
    title: settings.title ?? textOf(api.info, "title") ?? settings.package.name,
    version: textOf(api.info, "version") ?? "0.0.0",
    ...optionalText("description", api.info),
    servers,
    ...(basePath !== undefined && { basePath }),
    parameters: buildClientParameters(settings.client.parameters, operations),
    scopes: knownScopes(operations, settings.scopes),
    scopeRules: scopeRulesOf(settings.scopes),
    ...(oauth && { oauth }),
    securitySchemes: security.schemes,
    security: security.security,
    sessionCookies: settings.auth.sessionCookies,
    links: buildLinks(names, operations, { links: settings.client.links, shapes }),
    tags: buildTags(api, names),
    formerMembers: formerMembers(names),
    operations,
    schemas,
    webhooks: names.webhooks
      .map((webhook) => withIds(buildWebhook(webhook, { ...settings, directions }), ids))
      .sort((a, b) => byCodePoint(a.name, b.name)),
  };
}

/** A schema as responses have it, and what requests hold in place of it. */
function buildSchemas({ name, aliases, input, schema: described }: PublicSchema, directions: Directions): Schema[] {
  const { id, wanted: published, schema } = described;
  if (!input) return [{ id, name, aliases, published, schema }];
  const inRequests = directions.seen(schema, "request");
  return [
    { id, name, aliases, published, schema: directions.seen(schema, "response") },
    // an object of its own, by which it is told from the other
    { ...input, id: inputId(id), published, schema: isObject(inRequests) ? { ...inRequests } : true, inputOf: name },
  ];
}

/** Where case does not matter, each is spelled as operations spell it. */
function knownScopes(operations: readonly Operation[], { isCaseSensitive, implies }: ScopeSettings): string[] {
  const needed = operations.flatMap(({ scopes }) => scopes.flat());
  const named = [...implies].flat(2).filter((scope) => !scope.includes("*"));
  const spellings = new Map(
    [...named, ...needed].map((scope) => [isCaseSensitive ? scope : scope.toLowerCase(), scope]),
  );
  return [...spellings.values()].sort(byCodePoint);
}

/**
 * In the order of the documents, each after the one that it is in, followed by those that no document lists, by name.
 */
function buildTags(api: Api, names: PublicNames): Tag[] {
  const described = new Map(api.tags.map((tag) => [String(tag["name"]), tag]));
  const places = new Map([...described.keys()].map((title, place) => [title, place]));
  const chainOf = (title: string): string[] => {
    const chain = [title];
    for (;;) {
      const parent = described.get(chain[0]!)?.["parent"];
      if (typeof parent !== "string" || chain.includes(parent)) return chain;
      chain.unshift(parent);
    }
  };
  const labelOf = (title: string) => String(described.get(title)?.["summary"] ?? title);
  const compare = (one: readonly string[], other: readonly string[]): number => {
    const at = one.findIndex((title, index) => title !== other[index]);
    if (at === -1 || other[at] === undefined) return one.length - other.length;
    return (places.get(one[at]!) ?? places.size) - (places.get(other[at]!) ?? places.size);
  };
  return [...names.tags]
    .map(([title, name]) => {
      const operations = names.operations.filter(({ tags }) => tags.includes(title));
      const tag = title === undefined ? {} : (described.get(title) ?? {});
      const { kind } = tag;
      const shown = title ?? "Operations without a tag";
      return {
        name,
        title: shown,
        path: title === undefined ? [shown] : chainOf(title).map(labelOf),
        ...(typeof kind === "string" && kind !== "nav" && { kind }),
        ...optionalText("description", tag),
        operations: operations.map((operation) => operation.name).sort(byCodePoint),
      };
    })
    .filter(({ operations }) => operations.length > 0)
    .sort((a, b) => compare(chainOf(a.title), chainOf(b.title)) || byCodePoint(a.name, b.name));
}

function formerMembers({ operations }: PublicNames): Map<string, string[]> {
  const modules = new Map<string, string[]>();
  for (const { name, formerModules } of operations)
    for (const module of formerModules) modules.set(module, [...(modules.get(module) ?? []), name].sort(byCodePoint));
  return modules;
}

/** What operations are built from, beside their own description. */
interface OperationSource {
  readonly api: Api;
  readonly security: ApiSecurity;
  readonly directions: Directions;
  readonly settings: ModelSettings;
}

function buildOperation(named: PublicOperation, { api, security, directions, settings }: OperationSource): Operation {
  const { method, path, operation, servers } = named.operation;
  const inRequests: See = (schema) => directions.seen(schema, "request");
  const inResponses: See = (schema) => directions.seen(schema, "response");
  const described = (operation["parameters"] as readonly JsonObject[]).filter(isSent);
  const body = sentBody(named.operation);
  const { parameters, hasBody } = argumentsIn(named.operation);
  const argumentNames = nameArguments(parameters, hasBody, named.arguments);
  const [server] = servers ?? [];
  return {
    key: named.key,
    name: named.name,
    aliases: named.aliases,
    method,
    path: withoutTemplatedQuery(path, described),
    ...optionalText("summary", operation),
    ...optionalText("description", operation),
    isDeprecated: operation["deprecated"] === true,
    parameters: described.map((parameter, index) =>
      buildParameter(parameter, argumentNames.parameters[index]!, { client: settings.client, see: inRequests }),
    ),
    ...(body && { body: buildBody(body, argumentNames, inRequests) }),
    responses: buildResponses(operation["responses"], inResponses),
    ...security.of(operation),
    scopes: requirementOf(listIn(operation, "security"), api.securitySchemes, settings.scopes),
    ...(server && isOnAnotherServer(server, api) && { server: defaultUrlOf(server) }),
  };
}

/** An operation or a webhook whose schemas are marked where names make ids. */
function withIds<Described extends Operation | Webhook>(operation: Described, ids: IdMarks): Described {
  const { parameters, body, responses } = operation;
  const marked = (content: readonly MediaType[]) =>
    content.map((media) => ({
      ...media,
      ...(media.schema !== undefined && { schema: ids.below(media.schema) }),
      ...(media.itemSchema !== undefined && { itemSchema: ids.below(media.itemSchema) }),
    }));
  return {
    ...operation,
    parameters: parameters.map((each) => ({ ...each, schema: ids.named(each.name, each.schema) })),
    ...(body && { body: { ...body, content: marked(body.content) } }),
    responses: responses.map((response) => ({ ...response, content: marked(response.content) })),
  };
}

/** Whether a server is not the default server of the API. */
function isOnAnotherServer(server: JsonObject, { servers: [first] }: Api): boolean {
  return first === undefined || defaultUrlOf(server) !== defaultUrlOf(first);
}

/** A webhook, which is seen from where it is received: what it carries is read as responses are. */
function buildWebhook(
  { name, operations, webhook }: PublicWebhook,
  settings: ModelSettings & { readonly directions: Directions },
): Webhook {
  const received: See = (schema) => settings.directions.seen(schema, "response");
  const sent: See = (schema) => settings.directions.seen(schema, "request");
  const { operation, method } = webhook;
  const parameters = listIn(operation, "parameters").filter(isObject);
  const requestBody = isObject(operation["requestBody"]) ? operation["requestBody"] : undefined;
  return {
    name,
    published: webhook.name,
    operations,
    method,
    ...optionalText("summary", operation),
    ...optionalText("description", operation),
    isDeprecated: operation["deprecated"] === true,
    parameters: parameters
      .filter((parameter) => parameter["in"] === "query" || (parameter["in"] === "header" && isSent(parameter)))
      .map((parameter) =>
        buildParameter(parameter, String(parameter["name"]), { client: settings.client, see: received }),
      ),
    // most documents leave out that a payload is required
    ...(requestBody && {
      body: {
        ...buildBody(requestBody, { parameters: [], byKey: new Map() }, received),
        isRequired: requestBody["required"] !== false,
      },
    }),
    responses: buildResponses(operation["responses"], sent),
  };
}

/** A template such as `/search?q={q}` without the part of its query that parameters describe. */
function withoutTemplatedQuery(path: string, parameters: readonly JsonObject[]): string {
  const [, address = "", query, fragment = ""] = /^([^?#]*)\?([^#]*)(.*)$/s.exec(path) ?? [];
  if (query === undefined) return path;
  const isIn = (place: string, name: string) =>
    parameters.some((each) => each["in"] === place && String(each["name"]) === name);
  const isDescribed = (name: string) => isIn("query", name) && !isIn("path", name);
  const variables = (pair: string) => [...pair.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const rest = query.split("&").filter((pair) => !variables(pair).some(isDescribed));
  return `${address}${rest.length > 0 ? `?${rest.join("&")}` : ""}${fragment}`;
}

function buildParameter(
  parameter: JsonObject,
  argument: string,
  { client, see }: { readonly client: ClientSettings; readonly see: See },
): Parameter {
  const isWholeQuery = parameter["in"] === "querystring";
  const place = isWholeQuery ? "query" : (parameter["in"] as Parameter["in"]);
  const [content] = buildContent(parameter["content"], see);
  const defaultStyle = place === "path" || place === "header" ? "simple" : "form";
  const written = parameter["style"];
  const isVerbatim = place === "cookie" && written === "cookie";
  const style = isStyle(written) ? written : defaultStyle;
  const example = exampleOf(parameter) ?? content?.example;
  return {
    argument,
    name: String(parameter["name"]),
    in: place,
    isRequired: place === "path" || parameter["required"] === true,
    isClientWide: !isWholeQuery && isClientWide({ name: String(parameter["name"]), in: place }, client.parameters),
    isDeprecated: parameter["deprecated"] === true,
    ...optionalText("description", parameter),
    style,
    explode: typeof parameter["explode"] === "boolean" ? parameter["explode"] : style === "form",
    allowsReserved: parameter["allowReserved"] === true,
    ...(isVerbatim && { isVerbatim }),
    ...(content && { mediaType: content.type }),
    ...(isWholeQuery && { isWholeQuery, ...(content?.encoding && { encoding: content.encoding }) }),
    schema: content ? content.schema : see(parameter["schema"]),
    ...(example !== undefined && { example }),
  };
}

const styles: ReadonlySet<unknown> = new Set<ParameterStyle>([
  ...(["matrix", "label", "simple", "form"] as const),
  ...(["spaceDelimited", "pipeDelimited", "tabDelimited", "deepObject"] as const),
]);

function isStyle(style: unknown): style is ParameterStyle {
  return styles.has(style);
}

function buildBody(body: JsonObject, names: ArgumentNames, see: See): Body {
  return {
    argument: names.body ?? "body",
    isRequired: body["required"] === true,
    ...optionalText("description", body),
    content: buildContent(body["content"], see),
  };
}

function buildResponses(responses: unknown, see: See): Response[] {
  if (!isObject(responses)) return [];
  const entries = Object.entries(responses).filter(([status]) => /^(?:[1-5](?:\d\d|XX)|default)$/i.test(status));
  return entries
    .map(([status, response]) => ({
      status: status.toLowerCase() === "default" ? "default" : status.toUpperCase(),
      ...(isObject(response)
        ? {
            ...optionalText("description", { description: response["description"] || response["summary"] }),
            ...(isObject(response["headers"]) && { headers: Object.keys(response["headers"]) }),
            content: buildContent(response["content"], see),
          }
        : { content: [] }),
    }))
    .sort((a, b) => byCodePoint(a.status, b.status));
}

/** Gives a schema as one direction sees it. */
type See = (schema: unknown) => unknown;

function buildContent(content: unknown, see: See): MediaType[] {
  if (!isObject(content)) return [];
  return Object.entries(content)
    .map(([type, media]) => {
      const object = isObject(media) ? media : {};
      const example = exampleOf(object);
      return {
        type,
        ...(object["schema"] !== undefined && { schema: see(object["schema"]) }),
        ...(object["itemSchema"] !== undefined && { itemSchema: see(object["itemSchema"]) }),
        ...(isObject(object["encoding"]) && { encoding: object["encoding"] }),
        ...(Array.isArray(object["prefixEncoding"]) && {
          prefixEncoding: listIn(object, "prefixEncoding").filter(isObject),
        }),
        ...(isObject(object["itemEncoding"]) && { itemEncoding: object["itemEncoding"] }),
        ...(example !== undefined && { example }),
      };
    })
    .sort((a, b) => preference(a.type) - preference(b.type));
}

function preference(mediaType: string): number {
  const [type = ""] = mediaType.toLowerCase().split(";");
  return type === "application/json" ? 0 : /[/+]json$/.test(type) ? 1 : 2;
}

function exampleOf(described: JsonObject): unknown {
  if (described["example"] !== undefined) return described["example"];
  const [first] = isObject(described["examples"]) ? Object.values(described["examples"]) : [];
  if (isObject(first) && first["value"] !== undefined) return first["value"];
  const { schema } = described;
  if (!isObject(schema)) return undefined;
  return schema["example"] ?? listIn(schema, "examples")[0];
}

function textOf(object: JsonObject, field: string): string | undefined {
  const text = object[field];
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}

function optionalText<Field extends string>(field: Field, object: JsonObject): { [key in Field]?: string } {
  const text = textOf(object, field);
  return (text === undefined ? {} : { [field]: text }) as { [key in Field]?: string };
}
