import type { Code } from "../../diagnostics/codes.ts";
import { describe, readPlain, wordsFor } from "../faults/plain-values.ts";
import { requirementsAsMeant } from "../faults/security-requirements.ts";
import { isObject, type JsonObject, setOwn } from "../json.ts";
import type { PlainKind } from "../objects.ts";
import type { ParsedText } from "./parsed-text.ts";
import { addressAsHost } from "./swagger-servers.ts";
import { checkSwaggerValues } from "./swagger-values.ts";

const texts = "[text]";
const operation = "Operation Object";

/**
 * The objects of Swagger 2.0 as far as the upgrade reads them, in the words of the table of OpenAPI 3, which checks
 * what becomes of them; `object` is checked there.
 */
const table = {
  "Swagger Object": {
    info: "object",
    host: "text",
    basePath: "text",
    schemes: texts,
    consumes: texts,
    produces: texts,
    paths: "{Path Item Object}",
    definitions: "{object}",
    parameters: "{Parameter Object}",
    responses: "{Response Object}",
    securityDefinitions: "{Security Scheme Object}",
    security: "[requirement]",
    tags: "[object]",
    externalDocs: "object",
  },
  "Path Item Object": {
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
    parameters: "[Parameter Object]",
  },
  "Operation Object": {
    tags: texts,
    externalDocs: "object",
    operationId: "text",
    consumes: texts,
    produces: texts,
    parameters: "[Parameter Object]",
    responses: "{Response Object}",
    schemes: texts,
    security: "[requirement]",
  },
  "Parameter Object": {
    name: "text",
    in: "text",
    required: "boolean",
    schema: "object",
    type: "text",
    items: "Items Object",
    collectionFormat: "text",
  },
  "Items Object": { type: "text", items: "Items Object", collectionFormat: "text" },
  "Response Object": { schema: "object", headers: "{Header Object}", examples: "{data}" },
  "Header Object": { type: "text", items: "Items Object", collectionFormat: "text" },
  "Security Scheme Object": {
    type: "text",
    name: "text",
    in: "text",
    flow: "text",
    authorizationUrl: "text",
    tokenUrl: "text",
    scopes: "{text}",
  },
} as const satisfies Record<string, Record<string, string>>;

const fieldsOf: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(table).map(([name, fields]) => [name, new Map(Object.entries(fields))]),
);

/** What was wrong with a document before it was upgraded. */
interface Fault {
  readonly code: Code;
  readonly message: string;
  /** The keys from the root of the document. */
  readonly keys: readonly string[];
  /** Whether something is left out. */
  readonly isLost: boolean;
  readonly help?: string | undefined;
}

/** What the upgrade can take of a Swagger 2.0 document, and what it cannot. */
export interface MendedSwagger {
  readonly swagger: JsonObject;
  readonly faults: readonly Fault[];
}

/** Leaves out of a Swagger 2.0 document what has the wrong type, in its repeated entries too. */
export function mendSwagger(root: JsonObject, parsed: ParsedText): MendedSwagger {
  const faults: Fault[] = [];

  function wrong(wanted: string, value: unknown, keys: readonly string[]): undefined {
    // a key without a value says nothing
    const isLost = value !== null;
    faults.push({ code: "wrong-type", message: `expected ${wanted}, found ${describe(value)}`, keys, isLost });
  }

  function read(type: string, given: unknown, keys: readonly string[]): unknown {
    const value = type === "[requirement]" ? requirements(given, keys) : given;
    if (type.startsWith("["))
      return Array.isArray(value) ? list(type.slice(1, -1), value, keys) : wrong("an array", value, keys);
    if (type.startsWith("{"))
      return isObject(value) ? entries(type.slice(1, -1), value, keys) : wrong("an object", value, keys);
    if (type === "object")
      return isObject(value) || typeof value === "boolean" ? value : wrong("an object", value, keys);
    const fields = fieldsOf.get(type);
    if (!fields) return plain(type as PlainKind, value, keys);
    if (!isObject(value)) return wrong(`${/^[AEIOU]/.test(type) ? "an" : "a"} ${type}`, value, keys);
    if (type === "Parameter Object" && !isUsable(value, keys)) return undefined;
    for (const { keys: inside, ...fault } of checkSwaggerValues(type, value))
      faults.push({ ...fault, keys: [...keys, ...inside.map(String)], isLost: false });
    return changed(value, (child, key) => {
      const field = fields.get(key);
      return field === undefined || child === undefined ? child : read(field, child, [...keys, key]);
    });
  }

  function requirements(value: unknown, keys: readonly string[]): unknown {
    return requirementsAsMeant(value, (message, index) => {
      faults.push({
        code: "wrong-type",
        message,
        keys: index === undefined ? keys : [...keys, String(index)],
        isLost: false,
      });
    });
  }

  function plain(kind: PlainKind, value: unknown, keys: readonly string[]): unknown {
    if (kind === "data") return value;
    if (value === null) return undefined;
    const found = readPlain(kind, value);
    return found === undefined ? wrong(wordsFor[kind], value, keys) : found;
  }

  function list(of: string, values: readonly unknown[], keys: readonly string[]): readonly unknown[] {
    const items = values
      .map((value, index) => read(of, value, [...keys, String(index)]))
      .filter((item) => item !== undefined);
    return items.length === values.length && items.every((item, index) => item === values[index]) ? values : items;
  }

  function entries(of: string, map: JsonObject, keys: readonly string[]): JsonObject {
    return changed(map, (child, key) => {
      if (key.startsWith("x-") && !isObject(child)) return child;
      const found = read(of, child, [...keys, key]);
      // that there is a response says its status
      return found === undefined && of === "Response Object" ? { description: "" } : found;
    });
  }

  function changed(map: JsonObject, change: (child: unknown, key: string) => unknown): JsonObject {
    const copy = {};
    let isSame = true;
    for (const [key, child] of Object.entries(map)) {
      const found = change(child, key);
      isSame &&= found === child;
      if (found !== undefined) setOwn(copy, key, found);
    }
    if (isSame) return map;
    parsed.replace(map, copy);
    return copy;
  }

  /** Whether a parameter says where it is; one of the body may leave out its schema. */
  function isUsable(parameter: JsonObject, keys: readonly string[]): boolean {
    if (typeof parameter["$ref"] === "string") return true;
    const report = (message: string, isLost: boolean) =>
      void faults.push({ code: "missing-field", message, keys, isLost });
    if (typeof parameter["in"] !== "string") {
      report('a Parameter Object requires the field "in"', true);
      return false;
    }
    if (parameter["in"] === "body" && parameter["schema"] === undefined)
      report('a body parameter requires the field "schema"; what it says of its type is taken for one', false);
    return true;
  }

  function mendRepeated(map: unknown, of: string, keys: readonly string[]): void {
    const repeated = isObject(map) ? parsed.repeated.get(map) : undefined;
    const mended = (repeated ?? []).map((entry) => ({ ...entry, value: read(of, entry.value, [...keys, entry.key]) }));
    repeated?.splice(0, repeated.length, ...mended.filter(({ value }) => value !== undefined));
  }

  const swagger = read("Swagger Object", root, []) as JsonObject;
  const { host, paths } = swagger;
  const [, , bare] = addressAsHost.exec(String(host)) ?? [];
  if (bare !== undefined) {
    const message = `a host has no scheme: "${String(host)}" is taken for "${bare}"`;
    faults.push({ code: "value-not-allowed", message, keys: ["host"], isLost: false });
  }
  for (const [path, item] of isObject(paths) ? Object.entries(paths) : [])
    mendRepeated(item, "Operation Object", ["paths", path]);
  mendRepeated(paths, "Path Item Object", ["paths"]);
  return { swagger, faults };
}
