import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { camelCase } from "../names/identifiers/identifier.ts";
import type { ServerSettings } from "../settings/settings.ts";
import type { Server, ServerVariable } from "./model.ts";

/**
 * The servers that a client can choose by name: those of the settings, with what the documents say about the same URL;
 * without settings, those of the documents that have an absolute URL. Names are a function of the set of servers.
 */
export function buildServers(
  published: readonly JsonObject[],
  named: ReadonlyMap<string, ServerSettings>,
): readonly Server[] {
  const described = new Map(published.map((server) => [urlOf(server), server]));
  if (named.size > 0) {
    return [...named].map(([name, { url, description, accounts }]) => ({
      ...buildServer(name, { ...described.get(url), url, ...(description !== undefined && { description }) }),
      ...(accounts !== undefined && { accounts }),
    }));
  }
  const absolute = [...described.values()].filter((server) => /^https?:\/\//i.test(defaultUrlOf(server)));
  const names = uniqueNames(absolute);
  return absolute.map((server, index) => buildServer(names[index]!, server));
}

/** The path that every base URL must end with: that of the first server, if the documents have only paths. */
export function basePathOf(published: readonly JsonObject[]): string | undefined {
  const [path = ""] = published.map(defaultUrlOf).filter((url) => /^\/[^/?#{}]/.test(url) && !/[?#{}]/.test(url));
  return path.replace(/\/+$/, "") || undefined;
}

/** The URL of a server with variables replaced by their defaults. */
export function defaultUrlOf(server: JsonObject): string {
  const variables = new Map(variablesOf(server).map((variable) => [variable.name, variable.default]));
  return urlOf(server).replace(/\{([^{}]+)\}/g, (written, name: string) => variables.get(name) ?? written);
}

function buildServer(name: string, server: JsonObject): Server {
  const url = urlOf(server);
  const { description } = server;
  return {
    name,
    url,
    defaultUrl: defaultUrlOf(server),
    variables: variablesOf(server).filter((variable) => url.includes(`{${variable.name}}`)),
    ...(typeof description === "string" && description.trim() !== "" && { description }),
  };
}

function urlOf({ url }: JsonObject): string {
  return String(url ?? "/");
}

function variablesOf(server: JsonObject): ServerVariable[] {
  const variables = isObject(server["variables"]) ? Object.entries(server["variables"]) : [];
  return variables.map(([name, value]) => {
    const variable = isObject(value) ? value : {};
    const choices = listIn(variable, "enum").map(String);
    const { default: standard, description } = variable;
    return {
      name,
      ...(standard !== undefined && { default: String(standard) }),
      ...(choices.length > 0 && { enum: choices }),
      ...(typeof description === "string" && description.trim() !== "" && { description }),
    };
  });
}

/** In a clash, all members are named after their whole URL, as an identifier if that distinguishes them. */
function uniqueNames(servers: readonly JsonObject[]): string[] {
  const wanted = servers.map(wantedName);
  const qualified = wanted.map((name, index) =>
    isRepeated(name, wanted) ? camelCase(urlOf(servers[index]!), "server") : name,
  );
  return qualified.map((name, index) => (isRepeated(name, qualified) ? urlOf(servers[index]!) : name));
}

function isRepeated(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}

/** The `name` of OpenAPI 3.2, else `x-name`, else a short description, else the host. */
function wantedName(server: JsonObject): string {
  const { name = server["x-name"], description } = server;
  if (typeof name === "string" && name.trim() !== "") return camelCase(name, "server");
  if (typeof description === "string" && /^\s*[^\s.]+(?:\s+[^\s.]+){0,2}\s*$/.test(description))
    return camelCase(description, "server");
  return camelCase(urlOf(server).replace(/^https?:\/\/(?:www\.)?([^/]*).*$/is, "$1"), "server");
}
