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
  const paths = isObject(openapi["paths"]) ? openapi["paths"] : {};
  return ({ description, path }) => {
    const item = isObject(paths[path]) ? paths[path] : {};
    const own = [description, item].map((holder) => listIn(holder, "servers")).find((servers) => servers.length > 0);
    return own === undefined ? ofDocument : pathsOfServers(own);
  };
}

function pathsOfServers(servers: readonly unknown[]): string[] {
  const paths = servers.flatMap((server) => (isObject(server) ? pathsOfServer(server) : []));
  return [...new Set(paths)].filter((path) => path !== "");
}

function pathsOfServer(server: JsonObject): string[] {
  const variables = isObject(server["variables"]) ? server["variables"] : {};
  const parts = String(server["url"] ?? "").split(/\{([^{}]+)\}/);
  let urls = [""];
  for (const [index, part] of parts.entries()) {
    const values = index % 2 === 0 ? [part] : valuesOf(Object.hasOwn(variables, part) ? variables[part] : undefined);
    urls = urls.flatMap((url) => values.map((value) => url + value)).slice(0, mostPaths);
  }
  return urls.flatMap((url) =>
    URL.canParse(url, "http://localhost") ? [new URL(url, "http://localhost").pathname.replace(/\/+$/, "")] : [],
  );
}

/** The default comes first (section 4.8.6). */
function valuesOf(variable: unknown): string[] {
  if (!isObject(variable)) return [""];
  const values = [variable["default"] ?? "", ...listIn(variable, "enum")];
  return [...new Set(values.map((value) => withPlainNumbers(String(value))))];
}
