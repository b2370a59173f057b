import type { Model } from "../../generator/entry.ts";

type Operation = Model["operations"][number];
type Json = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The arguments of an operation: the examples of its documents, and for what is required without one, a value of its schema. */
export function argumentsOf({ parameters, body }: Operation, schemas: Model["schemas"]): Record<string, unknown> {
  const contents = new Map(schemas.map(({ id, schema }) => [`#/components/schemas/${id}`, schema]));
  const args: Record<string, unknown> = {};
  for (const { argument, isRequired, example, schema } of parameters) {
    if (example !== undefined) args[argument] = example;
    else if (isRequired) args[argument] = sampleOf(schema, contents);
  }
  const [media] = body?.content ?? [];
  if (body && media)
    args[body.argument] = withFiles(media.schema, media.example ?? sampleOf(media.schema, contents), contents);
  return args;
}

/** A value that has what a schema requires. */
function sampleOf(schema: unknown, contents: ReadonlyMap<string, unknown>): unknown {
  if (!isObject(schema)) return "text";
  if (typeof schema["$ref"] === "string") return sampleOf(contents.get(schema["$ref"]), contents);
  const { example, examples, enum: choices, type, items, properties, required, format } = schema;
  const known =
    example ??
    (Array.isArray(examples) ? examples[0] : undefined) ??
    (Array.isArray(choices) ? choices[0] : undefined) ??
    schema["default"];
  if (known !== undefined) return known;
  if (Array.isArray(schema["allOf"]))
    return Object.assign({}, ...schema["allOf"].map((part) => sampleOf(part, contents)));
  const [kind] = [type].flat();
  if (kind === "array") return [sampleOf(items, contents)];
  if (kind === "integer" || kind === "number") return 1;
  if (kind === "boolean") return true;
  if (kind === "object") {
    const described = isObject(properties) ? properties : {};
    const names = Array.isArray(required) ? (required as string[]) : [];
    return Object.fromEntries(names.map((name) => [name, sampleOf(described[name], contents)]));
  }
  return format === "date" ? "2026-03-02" : format === "date-time" ? "2026-03-02T00:00:00Z" : "1892000000006907";
}

/** The value of a multipart body, with a file where its schema has binary text. */
function withFiles(schema: unknown, value: unknown, contents: ReadonlyMap<string, unknown>): unknown {
  const resolved = isObject(schema) && typeof schema["$ref"] === "string" ? contents.get(schema["$ref"]) : schema;
  const properties = isObject(resolved) && isObject(resolved["properties"]) ? resolved["properties"] : {};
  const files = Object.entries(properties).filter(
    ([, property]) => isObject(property) && property["format"] === "binary",
  );
  if (files.length === 0) return value;
  return {
    ...(isObject(value) ? value : {}),
    ...Object.fromEntries(files.map(([name]) => [name, new Blob(["a file"])])),
  };
}
