import type { MockOperation } from "./mock.ts";
import { isObject, type PlainObject } from "./plain-object.ts";

/** An operation together with the parts of the document that describe it. */
export interface ServedOperation extends MockOperation {
  readonly description: PlainObject;
  /** The parameters of its path item (section 4.8.9), before its own override them. */
  readonly pathParameters: readonly unknown[];
}

const fixedMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** Lists the operations of an OpenAPI 3.x document, in the order of the document. */
export function listOperations(openapi: PlainObject): ServedOperation[] {
  return Object.entries(asObject(openapi["paths"])).flatMap(([path, item]) => {
    const pathItem = asObject(item);
    const methods = [
      ...fixedMethods.map((method) => [method, pathItem[method]] as const),
      ...Object.entries(asObject(pathItem["additionalOperations"])),
    ];
    return methods.flatMap(([method, description]) => {
      if (!path.startsWith("/") || !isObject(description)) return [];
      const operationId = description["operationId"];
      return {
        method: method.toUpperCase(),
        path,
        operationId: typeof operationId === "string" ? operationId : undefined,
        scopes: scopesOf(description["security"] ?? openapi["security"]),
        description,
        pathParameters: asArray(pathItem["parameters"]),
      };
    });
  });
}

/** The paths of the document's servers, `/api/v1` for `https://{dc}.example.com/api/v1/`; the empty path is left out. */
export function basePathsOf(openapi: PlainObject): string[] {
  const paths = asArray(openapi["servers"]).flatMap((entry) => {
    const server = asObject(entry);
    const variables = asObject(server["variables"]);
    const url = String(server["url"] ?? "").replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
      Object.hasOwn(variables, name) ? String(asObject(variables[name])["default"] ?? "") : "",
    );
    return URL.canParse(url, "http://localhost") ? [new URL(url, "http://localhost").pathname.replace(/\/+$/, "")] : [];
  });
  return [...new Set(paths)].filter((path) => path !== "");
}

function scopesOf(security: unknown): string[][] {
  const requirements = asArray(security).map((requirement) => {
    const scopes = Object.values(asObject(requirement)).flatMap((names) => asArray(names).map(String));
    return [...new Set(scopes)];
  });
  return requirements.some((scopes) => scopes.length === 0) ? [] : requirements;
}

function asObject(value: unknown): PlainObject {
  return isObject(value) ? value : {};
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
