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

/** Operations that answer with JSON, as many as asked for, at even distances among all, by path; all of them for no count. */
export function chooseOperations(
  document: string,
  named: readonly { readonly name: string; readonly method: string; readonly path: string }[],
  count?: number,
): CalledOperation[] {
  const root = JSON.parse(readFileSync(document, "utf8")) as JsonObject;
  const usable = named.filter(({ method, path }) => answersJson(operationIn(root, method, path), root));
  const length = count ?? usable.length;
  return Array.from({ length }, (_, index) => {
    const { name, method, path } = usable[Math.floor(((index + 0.5) * usable.length) / length)]!;
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

/**
 * A consumer's whole module with its calls, of which there are one or more; `data` is looked into, so that its type is worked
 * out and not only named.
 */
function consumer(head: readonly string[], calls: readonly string[]): string {
  const uses = calls.map(
    (call, index) =>
      `const { data: data${index} } = await ${call};\nexport const keys${index}: (keyof NonNullable<typeof data${index}>)[] = [];\n`,
  );
  return `${head.join("\n")}\n${uses.join("")}`;
}

/** Calls an operation of the generated client, imported from a module of its package. */
export function operationConsumer(operation: CalledOperation, module: string, client = "github-client"): string {
  const { path, query, body } = operation.arguments;
  const args = [...path, ...query, ...body];
  return consumer(
    [
      `import { ${operation.name} } from "${client}/${module}";`,
      `import { createTransport } from "${client}/transport";`,
    ],
    [`${operation.name}(createTransport()${args.length > 0 ? `, { ${args.join(", ")} }` : ""})`],
  );
}

/** Calls operations as methods of a whole generated client, which is made with the text of its options. */
export function clientConsumer(operations: readonly CalledOperation[], from = "github-client", options = ""): string {
  const calls = operations.map(({ name, arguments: { path, query, body } }) => {
    const args = [...path, ...query, ...body];
    return `client.${name}(${args.length > 0 ? `{ ${args.join(", ")} }` : ""})`;
  });
  return consumer([`import { createClient } from "${from}";`, `const client = createClient(${options});`], calls);
}

/** Calls operations through openapi-fetch over openapi-typescript's `paths`. */
export function openapiFetchConsumer(operations: readonly CalledOperation[], from = "./paths.js"): string {
  const calls = operations.map(({ method, path: address, arguments: { path, query, body } }) => {
    const params = [
      ...(path.length > 0 ? [`path: { ${path.join(", ")} }`] : []),
      ...(query.length > 0 ? [`query: { ${query.join(", ")} }`] : []),
    ];
    const init = [...(params.length > 0 ? [`params: { ${params.join(", ")} }`] : []), ...body];
    return `client.${method}("${address}"${init.length > 0 ? `, { ${init.join(", ")} }` : ""})`;
  });
  return consumer(
    [
      'import createClient from "openapi-fetch";',
      `import type { paths } from "${from}";`,
      "const client = createClient<paths>();",
    ],
    calls,
  );
}
