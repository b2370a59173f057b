import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { withPlainNumbers } from "./exact-numbers.ts";
import type { ServedOperation } from "./operations.ts";

/** A server whose variables have more values together is taken with as many of them. */
const mostPaths = 200;

/**
 * The paths of the document's servers, `/api/v1` for `https://{dc}.example.com/api/v1/`, with all values that the
 * variables in them may have; the empty path is left out.
 */
export function basePathsOf(openapi: JsonObject): string[] {
  return pathsOfServers(listIn(openapi, "servers"));
}

/** The same of the servers of an operation, else of its path item, else of the document (section 4.8.10.1). */
export function createBasePaths(openapi: JsonObject): (operation: ServedOperation) => readonly string[] {
  const ofDocument = basePathsOf(openapi);
  return (operation) => {
    const own = ownServersOf(operation, openapi);
    return own === undefined ? ofDocument : pathsOfServers(own);
  };
}

/** The Server Objects of an operation, else of its path item, else of the document. */
export function serversOf(operation: ServedOperation, openapi: JsonObject): readonly unknown[] {
  return ownServersOf(operation, openapi) ?? listIn(openapi, "servers");
}

function ownServersOf({ description, path }: ServedOperation, openapi: JsonObject): readonly unknown[] | undefined {
  const paths = isObject(openapi["paths"]) ? openapi["paths"] : {};
  const item = isObject(paths[path]) ? paths[path] : {};
  return [description, item].map((holder) => listIn(holder, "servers")).find((servers) => servers.length > 0);
}

function pathsOfServers(servers: readonly unknown[]): string[] {
  const paths = servers.flatMap((server) => (isObject(server) ? pathsOfServer(server) : []));
  return [...new Set(paths)].filter((path) => path !== "");
}

/** The URLs of a server with all values that its variables may have, as `valuesIn` gives them. */
export function urlsOfServer(server: JsonObject, valuesIn: (variable: unknown) => readonly string[]): string[] {
  const variables = isObject(server["variables"]) ? server["variables"] : {};
  const parts = String(server["url"] ?? "").split(/\{([^{}]+)\}/);
  let urls = [""];
  for (const [index, part] of parts.entries()) {
    const values = index % 2 === 0 ? [part] : valuesIn(Object.hasOwn(variables, part) ? variables[part] : undefined);
    urls = urls.flatMap((url) => values.map((value) => url + value)).slice(0, mostPaths);
  }
  return urls;
}

function pathsOfServer(server: JsonObject): string[] {
  return urlsOfServer(server, valuesOf).flatMap((url) =>
    URL.canParse(url, "http://localhost") ? [new URL(url, "http://localhost").pathname.replace(/\/+$/, "")] : [],
  );
}

/** The default comes first (section 4.8.6). */
function valuesOf(variable: unknown): string[] {
  if (!isObject(variable)) return [""];
  const values = [variable["default"] ?? "", ...listIn(variable, "enum")];
  return [...new Set(values.map((value) => withPlainNumbers(String(value))))];
}
