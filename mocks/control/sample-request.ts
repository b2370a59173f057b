import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { withPlainNumbers } from "../document/exact-numbers.ts";
import type { ServedOperation } from "../document/operations.ts";
import { type Parameter, parametersOf } from "../validation/parameters.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";

/** A request that a person can try: path and query of a GET operation. */
export interface SampleRequest {
  readonly operation: ServedOperation;
  readonly target: string;
}

/**
 * The first GET operation that needs no more than the document has examples for, those without path variables first.
 */
export function sampleRequest(operations: readonly ServedOperation[], openapi: JsonObject): SampleRequest | undefined {
  const candidates = operations.filter(({ method, path }) => method === "GET" && !/[?#]/.test(path));
  const [plain, templated] = [
    candidates.filter(({ path }) => !path.includes("{")),
    candidates.filter(({ path }) => path.includes("{")),
  ];
  for (const operation of [...plain, ...templated]) {
    const target = targetOf(operation, openapi);
    if (target !== undefined) return { operation, target };
  }
  return undefined;
}

function targetOf(operation: ServedOperation, openapi: JsonObject): string | undefined {
  const { resolve } = documentSchemas(openapi, "request");
  const required = parametersOf(operation, resolve).filter(({ isRequired }) => isRequired);
  const descriptions = [...listIn(operation.description, "parameters"), ...operation.pathParameters].map(resolve);
  const query = new URLSearchParams();
  let path = operation.path;
  for (const parameter of required) {
    const value = exampleOf(parameter, descriptions, resolve);
    if (value === undefined) return undefined;
    if (parameter.place === "path") path = path.replaceAll(`{${parameter.name}}`, encodeURIComponent(value));
    else if (parameter.place === "query") query.append(parameter.name, value);
    else return undefined;
  }
  if (path.includes("{")) return undefined;
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The text of an example that is neither a list nor a map. */
function exampleOf(
  { name, place, schema }: Parameter,
  descriptions: readonly unknown[],
  resolve: (value: unknown) => unknown,
): string | undefined {
  const described = descriptions.find((one) => isObject(one) && one["name"] === name && one["in"] === place);
  const sources = [described, resolve(schema)].filter(isObject);
  const values = sources.flatMap((source) => [
    source["example"],
    ...(isObject(source["examples"])
      ? Object.values(source["examples"]).map((one) => (isObject(one) ? one["value"] : one))
      : []),
    ...listIn(source, "examples"),
    ...listIn(source, "enum"),
    source["default"],
  ]);
  const value = values.find((one) => ["string", "number", "boolean"].includes(typeof one));
  return value === undefined ? undefined : withPlainNumbers(String(value));
}
