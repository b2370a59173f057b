import { readFileSync } from "node:fs";
import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";

/** An operation as a consumer's code calls it. */
export interface CalledOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** TypeScript for its arguments, by place; only what is required is there. */
  readonly arguments: { readonly path: string[]; readonly query: string[]; readonly body: string[] };
}

/** Operations that answer with JSON, as many as asked for, at even distances among all, by path. */
export function chooseOperations(
  document: string,
  named: readonly { readonly name: string; readonly method: string; readonly path: string }[],
  count: number,
): CalledOperation[] {
  const root = JSON.parse(readFileSync(document, "utf8")) as JsonObject;
  const usable = named.filter(({ method, path }) => answersJson(operationIn(root, method, path), root));
  return Array.from({ length: count }, (_, index) => {
    const { name, method, path } = usable[Math.floor(((index + 0.5) * usable.length) / count)]!;
    return { name, method, path, arguments: argumentsOf(root, method, path) };
  });
}

function operationIn(root: JsonObject, method: string, path: string): JsonObject {
  return objectIn(objectIn(objectIn(root, "paths"), path), method.toLowerCase());
}

function answersJson(operation: JsonObject, root: JsonObject): boolean {
  return ["200", "201"].some((status) => {
    const response = resolve(objectIn(operation, "responses")[status], root);
    return isObject(objectIn(objectIn(response, "content"), "application/json")["schema"]);
  });
}

function argumentsOf(root: JsonObject, method: string, path: string): CalledOperation["arguments"] {
  const operation = operationIn(root, method, path);
  const written = { path: [] as string[], query: [] as string[], body: [] as string[] };
  for (const listed of listIn(operation, "parameters")) {
    const parameter = resolve(listed, root);
    const place = parameter["in"];
    if (parameter["required"] !== true || (place !== "path" && place !== "query")) continue;
    written[place].push(`${String(parameter["name"])}: ${argumentFor(resolve(parameter["schema"], root))}`);
  }
  if (resolve(operation["requestBody"], root)["required"] === true) written.body.push("body: null as never");
  return written;
}

function argumentFor({ type, enum: values }: JsonObject): string {
  if (Array.isArray(values)) return JSON.stringify(values[0]);
  if (type === "string") return '"x"';
  if (type === "integer" || type === "number") return "1";
  return type === "boolean" ? "true" : "null as never";
}

function objectIn(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) ? found : {};
}

function resolve(value: unknown, root: JsonObject): JsonObject {
  if (!isObject(value)) return {};
  if (typeof value["$ref"] !== "string") return value;
  return value["$ref"].split("/").slice(1).reduce(objectIn, root);
}

/** A consumer's whole module; `data` is looked into, so that its type is worked out and not only named. */
function consumer(imports: readonly string[], call: string): string {
  return `${imports.join("\n")}\nconst { data } = await ${call};\nexport const keys: (keyof NonNullable<typeof data>)[] = [];\n`;
}

/** Calls an operation of the generated client, imported from a module of it. */
export function operationConsumer({ name, arguments: { path, query, body } }: CalledOperation, from: string): string {
  const args = [...path, ...query, ...body];
  return consumer(
    [`import { ${name} } from "${from}";`, 'import { createTransport } from "github-client/transport";'],
    `${name}(createTransport()${args.length > 0 ? `, { ${args.join(", ")} }` : ""})`,
  );
}

/** Calls an operation as a method of the whole generated client. */
export function clientConsumer({ name, arguments: { path, query, body } }: CalledOperation): string {
  const args = [...path, ...query, ...body];
  return consumer(
    ['import { createClient } from "github-client";'],
    `createClient().${name}(${args.length > 0 ? `{ ${args.join(", ")} }` : ""})`,
  );
}

/** Calls an operation through openapi-fetch over openapi-typescript's `paths`. */
export function openapiFetchConsumer(operation: CalledOperation): string {
  const { path, query, body } = operation.arguments;
  const params = [
    ...(path.length > 0 ? [`path: { ${path.join(", ")} }`] : []),
    ...(query.length > 0 ? [`query: { ${query.join(", ")} }`] : []),
  ];
  const init = [...(params.length > 0 ? [`params: { ${params.join(", ")} }`] : []), ...body];
  return consumer(
    ['import createClient from "openapi-fetch";', 'import type { paths } from "./paths.js";'],
    `createClient<paths>().${operation.method}("${operation.path}"${init.length > 0 ? `, { ${init.join(", ")} }` : ""})`,
  );
}
