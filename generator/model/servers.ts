import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { defaultUrlOf, urlOf } from "../document/server-url.ts";
import type { ServerSettings } from "../settings/settings.ts";
import type { Server, ServerVariable } from "./model.ts";

/**
 * The servers that a client can choose by name: those of the settings, with what the documents say about the same URL;
 * without settings, those of the documents that have a name.
 */
export function buildServers(
  published: readonly JsonObject[],
  named: ReadonlyMap<string, ServerSettings>,
  names: ReadonlyMap<string, string>,
): readonly Server[] {
  const described = new Map(published.map((server) => [urlOf(server), server]));
  if (named.size > 0) {
    return [...named].map(([name, { url, description, accounts }]) => ({
      ...buildServer(name, { ...described.get(url), url, ...(description !== undefined && { description }) }),
      ...(accounts !== undefined && { accounts }),
    }));
  }
  return [...described].flatMap(([url, server]) => {
    const name = names.get(url);
    return name === undefined ? [] : buildServer(name, server);
  });
}

/** The path that every base URL must end with: that of the first server, if the documents have only paths. */
export function basePathOf(published: readonly JsonObject[]): string | undefined {
  const [path = ""] = published.map(defaultUrlOf).filter((url) => /^\/[^/?#{}]/.test(url) && !/[?#{}]/.test(url));
  return path.replace(/\/+$/, "") || undefined;
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
