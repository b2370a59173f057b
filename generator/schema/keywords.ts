/** What the value of a keyword is. */
export type Holds =
  | "schema"
  | "schemas"
  | "schema-map"
  | "schemas-or-names"
  | "names"
  | "names-map"
  | "types"
  | "values"
  | "text"
  | "number"
  | "bound"
  | "count"
  | "boolean"
  | "discriminator-object"
  | "docs"
  | "xml-object"
  | "data";

/**
 * What a keyword does: `core` names and gathers schemas, `assertion` says which values are valid, `in-place` holds
 * schemas of the very value (JSON Schema core, section 10.2), `note` tells people something, `hint` tells programs
 * something that makes no value invalid, `old` is of a dialect before 2020-12.
 */
export type Role = "core" | "assertion" | "in-place" | "note" | "hint" | "old";

/** The values that an assertion is about; it says nothing of others. */
export type About = "object" | "array" | "string" | "number";

interface Keyword {
  readonly role: Role;
  readonly holds: Holds;
  /** Undefined where it is about values of every type. */
  readonly about: About | undefined;
}

/** The keywords of JSON Schema 2020-12 and of the Schema Object of OpenAPI 2.0 to 3.2, but `$ref`. */
const table = {
  $id: "core text",
  $schema: "core text",
  $anchor: "core text",
  $dynamicAnchor: "core text",
  $dynamicRef: "core text",
  $vocabulary: "core data",
  $defs: "core schema-map",

  allOf: "in-place schemas",
  anyOf: "in-place schemas",
  oneOf: "in-place schemas",
  not: "in-place schema",
  if: "in-place schema",
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in a table that nobody awaits
  then: "in-place schema",
  else: "in-place schema",
  dependentSchemas: "in-place schema-map",

  properties: "assertion schema-map object",
  patternProperties: "assertion schema-map object",
  additionalProperties: "assertion schema object",
  propertyNames: "assertion schema object",
  unevaluatedProperties: "assertion schema",
  prefixItems: "assertion schemas array",
  items: "assertion schema array",
  contains: "assertion schema array",
  unevaluatedItems: "assertion schema",

  type: "assertion types",
  enum: "assertion values",
  const: "assertion data",
  format: "assertion text",
  required: "assertion names object",
  dependentRequired: "assertion names-map",
  minProperties: "assertion count object",
  maxProperties: "assertion count object",
  minItems: "assertion count array",
  maxItems: "assertion count array",
  uniqueItems: "assertion boolean array",
  minContains: "assertion count array",
  maxContains: "assertion count array",
  minLength: "assertion count string",
  maxLength: "assertion count string",
  pattern: "assertion text string",
  minimum: "assertion number number",
  maximum: "assertion number number",
  exclusiveMinimum: "assertion bound number",
  exclusiveMaximum: "assertion bound number",
  multipleOf: "assertion number number",

  title: "note text",
  // not of any specification, but published, and openapi-typescript reads it
  summary: "note text",
  description: "note text",
  $comment: "note text",
  examples: "note values",
  deprecated: "note boolean",
  externalDocs: "note docs",

  default: "hint data",
  readOnly: "hint boolean",
  writeOnly: "hint boolean",
  contentEncoding: "hint text",
  contentMediaType: "hint text",
  contentSchema: "hint schema",
  discriminator: "hint discriminator-object",
  xml: "hint xml-object",

  nullable: "old boolean",
  example: "old data",
  additionalItems: "old schema",
  definitions: "old schema-map",
  dependencies: "old schemas-or-names",
} as const satisfies Record<string, `${Role} ${Holds}` | `assertion ${Holds} ${About}`>;

/** A keyword of the table. */
export type KeywordName = keyof typeof table;

/** What is known of each keyword. */
export const keywords: ReadonlyMap<string, Keyword> = new Map(
  Object.entries(table).map(([name, entry]) => {
    const [role, holds, about] = entry.split(" ") as [Role, Holds, About?];
    return [name, { role, holds, about }];
  }),
);

/** Keywords that say something about a schema without changing what it means to a program. */
export const notes: ReadonlySet<string> = new Set([
  ...[...keywords].filter(([, { role }]) => role === "note").map(([name]) => name),
  "example",
]);

/** Keywords that hold schemas of the very value. */
export const inPlace: ReadonlySet<string> = new Set(
  [...keywords].filter(([, { role }]) => role === "in-place").map(([name]) => name),
);

/** The types of JSON Schema (validation, section 6.1.1). */
export const typeNames = ["string", "number", "integer", "boolean", "array", "object", "null"] as const;

/** A type of JSON Schema. */
export type TypeName = (typeof typeNames)[number];

const knownTypes: ReadonlySet<unknown> = new Set(typeNames);

/** Whether a value is the name of a type. */
export function isTypeName(value: unknown): value is TypeName {
  return knownTypes.has(value);
}
