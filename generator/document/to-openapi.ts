import type { Api, ApiOperation } from "./api.ts";
import type { JsonObject } from "./json.ts";

/**
 * The API as one self-contained OpenAPI document, for tools that need one. A document has each operation once: of
 * twins, `choose` picks the one to show (default: the one whose operationId comes first in code-point order).
 */
export function toOpenApi(api: Api, choose: (twins: readonly ApiOperation[]) => ApiOperation = firstById): JsonObject {
  const registered = new Map<string, ApiOperation[]>();
  for (const operation of api.operations) {
    const key = `${operation.method} ${operation.path}`;
    const twins = registered.get(key);
    if (twins) twins.push(operation);
    else registered.set(key, [operation]);
  }
  const paths = Object.create(null) as Record<string, Record<string, JsonObject>>;
  for (const twins of registered.values()) {
    const { method, path, operation, servers } = choose(twins);
    const shown = servers === undefined ? operation : { ...operation, servers };
    paths[path] = { ...paths[path], [method.toLowerCase()]: shown };
  }
  const webhooks = Object.create(null) as Record<string, Record<string, JsonObject>>;
  for (const { name, method, operation, callback } of api.webhooks) {
    if (callback === undefined) webhooks[name] = { [method.toLowerCase()]: operation, ...webhooks[name] };
  }
  const schemas = Object.create(null) as Record<string, unknown>;
  for (const { id, schema } of api.schemas) schemas[id] = schema;
  return {
    // schemas are those of 3.1, whatever the versions of the documents
    openapi: api.openapi < "3.1" ? "3.1.1" : api.openapi,
    info: { title: "API", version: "0", ...api.info },
    servers: api.servers,
    tags: api.tags,
    paths,
    ...(Object.keys(webhooks).length > 0 && { webhooks }),
    components: { schemas, securitySchemes: Object.fromEntries(api.securitySchemes) },
    ...(api.fakerOptions && { "x-json-schema-faker": api.fakerOptions }),
  };
}

function firstById(twins: readonly ApiOperation[]): ApiOperation {
  return twins.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))[0]!;
}

function idOf({ operation, document }: ApiOperation): string {
  return `${String(operation["operationId"] ?? "\uffff")} ${document}`;
}
