import { type Holds, keywords } from "../schema/keywords.ts";

/**
 * The objects of the OpenAPI Specification 3.0, 3.1 and 3.2 with their fields (section 4.8 of 3.1.1), but the Schema
 * Object. A field's type is written as `Object`, `[Object]` for a list, `{Object}` for a map of them; plain values hold
 * no references: whatever stands in `data` is the API's own.
 */
const table = {
  "OpenAPI Object": {
    openapi: "text",
    $self: "text",
    info: "Info Object",
    jsonSchemaDialect: "text",
    servers: "[Server Object]",
    paths: "{Path Item Object}",
    webhooks: "{Path Item Object}",
    components: "Components Object",
    security: "[requirement]",
    tags: "[Tag Object]",
    externalDocs: "External Documentation Object",
  },
  "Info Object": {
    title: "text",
    summary: "text",
    description: "text",
    termsOfService: "text",
    contact: "Contact Object",
    license: "License Object",
    version: "text",
  },
  "Contact Object": { name: "text", url: "text", email: "text" },
  "License Object": { name: "text", identifier: "text", url: "text" },
  "Server Object": { url: "text", description: "text", name: "text", variables: "{Server Variable Object}" },
  "Server Variable Object": { enum: "[text]", default: "text", description: "text" },
  "Tag Object": {
    name: "text",
    summary: "text",
    description: "text",
    externalDocs: "External Documentation Object",
    parent: "text",
    kind: "text",
  },
  "External Documentation Object": { description: "text", url: "text" },
  "Components Object": {
    schemas: "{Schema Object}",
    responses: "{Response Object}",
    parameters: "{Parameter Object}",
    examples: "{Example Object}",
    requestBodies: "{Request Body Object}",
    headers: "{Header Object}",
    securitySchemes: "{Security Scheme Object}",
    links: "{Link Object}",
    callbacks: "{Callback Object}",
    pathItems: "{Path Item Object}",
    mediaTypes: "{Media Type Object}",
  },
  "Path Item Object": {
    $ref: "text",
    summary: "text",
    description: "text",
    get: "Operation Object",
    put: "Operation Object",
    post: "Operation Object",
    delete: "Operation Object",
    options: "Operation Object",
    head: "Operation Object",
    patch: "Operation Object",
    trace: "Operation Object",
    query: "Operation Object",
    additionalOperations: "{Operation Object}",
    servers: "[Server Object]",
    parameters: "[Parameter Object]",
  },
  "Operation Object": {
    tags: "[text]",
    summary: "text",
    description: "text",
    externalDocs: "External Documentation Object",
    operationId: "text",
    parameters: "[Parameter Object]",
    requestBody: "Request Body Object",
    responses: "{Response Object}",
    callbacks: "{Callback Object}",
    deprecated: "boolean",
    security: "[requirement]",
    servers: "[Server Object]",
  },
  "Parameter Object": {
    name: "text",
    in: "text",
    description: "text",
    required: "boolean",
    deprecated: "boolean",
    allowEmptyValue: "boolean",
    style: "text",
    explode: "boolean",
    allowReserved: "boolean",
    schema: "Schema Object",
    example: "data",
    examples: "{Example Object}",
    content: "{Media Type Object}",
  },
  "Header Object": {
    description: "text",
    required: "boolean",
    deprecated: "boolean",
    allowEmptyValue: "boolean",
    style: "text",
    explode: "boolean",
    allowReserved: "boolean",
    schema: "Schema Object",
    example: "data",
    examples: "{Example Object}",
    content: "{Media Type Object}",
  },
  "Request Body Object": { description: "text", content: "{Media Type Object}", required: "boolean" },
  "Media Type Object": {
    description: "text",
    schema: "Schema Object",
    itemSchema: "Schema Object",
    example: "data",
    examples: "{Example Object}",
    encoding: "{Encoding Object}",
    prefixEncoding: "[Encoding Object]",
    itemEncoding: "Encoding Object",
  },
  "Encoding Object": {
    contentType: "text",
    headers: "{Header Object}",
    style: "text",
    explode: "boolean",
    allowReserved: "boolean",
    encoding: "{Encoding Object}",
    prefixEncoding: "[Encoding Object]",
    itemEncoding: "Encoding Object",
  },
  "Response Object": {
    summary: "text",
    description: "text",
    headers: "{Header Object}",
    content: "{Media Type Object}",
    links: "{Link Object}",
  },
  "Callback Object": "{Path Item Object}",
  "Example Object": {
    summary: "text",
    description: "text",
    value: "data",
    externalValue: "text",
    dataValue: "data",
    serializedValue: "text",
  },
  "Link Object": {
    operationRef: "text",
    operationId: "text",
    parameters: "{data}",
    requestBody: "data",
    description: "text",
    server: "Server Object",
  },
  "Security Scheme Object": {
    type: "text",
    description: "text",
    name: "text",
    in: "text",
    scheme: "text",
    bearerFormat: "text",
    flows: "OAuth Flows Object",
    openIdConnectUrl: "text",
    oauth2MetadataUrl: "text",
    deprecated: "boolean",
  },
  "OAuth Flows Object": {
    implicit: "OAuth Flow Object",
    password: "OAuth Flow Object",
    clientCredentials: "OAuth Flow Object",
    authorizationCode: "OAuth Flow Object",
    deviceAuthorization: "OAuth Flow Object",
  },
  "OAuth Flow Object": {
    authorizationUrl: "text",
    deviceAuthorizationUrl: "text",
    tokenUrl: "text",
    refreshUrl: "text",
    scopes: "{text}",
  },
  "XML Object": {
    nodeType: "text",
    name: "text",
    namespace: "text",
    prefix: "text",
    attribute: "boolean",
    wrapped: "boolean",
  },
  "Discriminator Object": { propertyName: "text", mapping: "{text}", defaultMapping: "text" },
} as const;

/** The name of an object of the OpenAPI Specification. */
export type ObjectName = keyof typeof table | "Schema Object";

/**
 * What is none of the specification's objects: `bound` is a number, or a boolean up to OpenAPI 3.0; `names` is an array
 * of strings; `requirement` has scopes by security scheme; `data` is whatever the API sends.
 */
const plainKinds = ["text", "boolean", "number", "count", "bound", "names", "requirement", "data"] as const;

/** One of the kinds of plain values. */
export type PlainKind = (typeof plainKinds)[number];

/** What a field holds. */
export interface FieldType {
  readonly shape: "one" | "list" | "map";
  readonly of: ObjectName | PlainKind;
}

const plain: ReadonlySet<string> = new Set(plainKinds);

/** Whether values of a type are none of the specification's objects. */
export function isPlain(of: FieldType["of"]): of is PlainKind {
  return plain.has(of);
}

function readType(written: string): FieldType {
  const shape = written.startsWith("[") ? "list" : written.startsWith("{") ? "map" : "one";
  return { shape, of: (shape === "one" ? written : written.slice(1, -1)) as FieldType["of"] };
}

/** What the keywords of schemas hold, in the words of the table. */
const heldBySchemas: Partial<Record<Holds, string>> = {
  schema: "Schema Object",
  schemas: "[Schema Object]",
  "schema-map": "{Schema Object}",
  "schemas-or-names": "{Schema Object}",
  text: "text",
  number: "number",
  bound: "bound",
  count: "count",
  boolean: "boolean",
  names: "[text]",
  "names-map": "{names}",
  values: "[data]",
  "discriminator-object": "Discriminator Object",
  docs: "External Documentation Object",
  "xml-object": "XML Object",
};

/** Whether the members of a keyword's map may be arrays of names in place of schemas. */
export function mayHoldNames(keyword: unknown): boolean {
  return keywords.get(String(keyword))?.holds === "schemas-or-names";
}

/** Whether a value is one of a map of texts or of names, whose keys are no extensions, whatever they begin with. */
export function isNamed(of: FieldType["of"], value: unknown): boolean {
  return (of === "text" && typeof value === "string") || (of === "names" && Array.isArray(value));
}

const schemaFields = Object.fromEntries(
  [...keywords].map(([name, { holds }]) => [name, heldBySchemas[holds] ?? "data"]),
);

/** The fields of each object; an object that is itself a map (Callback Object) has its type instead. */
export const objects: ReadonlyMap<ObjectName, ReadonlyMap<string, FieldType> | FieldType> = new Map(
  Object.entries({ ...table, "Schema Object": schemaFields }).map(([name, fields]) => [
    name as ObjectName,
    typeof fields === "string"
      ? readType(fields)
      : new Map(Object.entries(fields).map(([field, type]) => [field, readType(type)])),
  ]),
);

/** Fields that every object of the kind must have; what real documents leave out without harm is not listed. */
export const requiredFields: ReadonlyMap<ObjectName, readonly string[]> = new Map<ObjectName, readonly string[]>([
  ["Parameter Object", ["name", "in"]],
  ["Operation Object", ["responses"]],
  ["Server Object", ["url"]],
  ["Server Variable Object", ["default"]],
  ["Tag Object", ["name"]],
]);

/** The methods that are fields of a Path Item Object (OpenAPI 3.2, section 4.9), as they are written there. */
export const fixedMethods: ReadonlySet<string> = new Set(
  Object.entries(table["Path Item Object"]).flatMap(([field, type]) => (type === "Operation Object" ? [field] : [])),
);
