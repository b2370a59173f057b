import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { hostileDocument } from "../hostile/document.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const pet = {
  type: "object",
  description: "A pet",
  required: ["id", "name"],
  properties: {
    id: { type: "integer", format: "int64", readOnly: true, example: 7 },
    name: { type: "string", minLength: 1, maxLength: 40, pattern: "^[A-Z]" },
    kind: { type: "string", enum: ["cat", "dog"], default: "cat" },
    owner: { $ref: "#/components/schemas/Owner" },
    tags: { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
  },
  additionalProperties: false,
  externalDocs: { url: "https://example.com/pets", description: "More" },
  xml: { name: "pet" },
};

const components = {
  schemas: {
    Pet: pet,
    Owner: { type: "object", properties: { email: { type: "string", format: "email" }, pets: { type: "array" } } },
    Cat: {
      allOf: [{ $ref: "#/components/schemas/Pet" }, { type: "object", properties: { lives: { type: "number" } } }],
    },
    Animal: {
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat", dog: "Dog" } },
    },
    Dog: { type: "object", required: ["kind"], properties: { kind: { type: "string" }, best: { type: "boolean" } } },
    Page: {
      type: "object",
      properties: { items: { type: "array", items: { $ref: "#/components/schemas/Pet" } }, next: { type: "string" } },
    },
    Error: {
      type: "object",
      required: ["code"],
      properties: { code: { type: "string" }, message: { type: "string" } },
    },
    Tree: { type: "object", properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } } },
    Same: { $ref: "#/components/schemas/Pet" },
    Map: { type: "object", additionalProperties: { $ref: "#/components/schemas/Owner" } },
  },
  parameters: {
    Limit: { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 }, example: 10 },
    Id: { name: "id", in: "path", required: true, schema: { type: "string" } },
  },
  responses: {
    Failed: {
      description: "Failed",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
    },
  },
  requestBodies: {
    Pet: { required: true, content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
  },
  headers: { Rate: { description: "Left", schema: { type: "integer" } } },
  examples: { One: { summary: "One", value: { id: 1, name: "Tom" } } },
  links: { Owner: { operationId: "getPet", parameters: { id: "$response.body#/id" } } },
  securitySchemes: {
    oauth: {
      type: "oauth2",
      flows: { authorizationCode: { authorizationUrl: "/auth", tokenUrl: "/token", scopes: { "pets.read": "Read" } } },
    },
    key: { type: "apiKey", in: "header", name: "X-Key" },
    basic: { type: "http", scheme: "basic" },
  },
};

/** A document of OpenAPI 3 with each of its objects. */
function whole(openapi: string, more: object = {}): object {
  return {
    openapi,
    info: { title: "Pets", version: "1.0", contact: { name: "A", email: "a@b.c" }, license: { name: "MIT" } },
    servers: [
      { url: "https://{env}.example.com", variables: { env: { default: "api", enum: ["api", "test"] } } },
      { url: "/v2", description: "Own" },
    ],
    tags: [{ name: "pets", description: "Pets", externalDocs: { url: "https://example.com" } }],
    externalDocs: { url: "https://example.com" },
    security: [{ oauth: ["pets.read"] }, { key: [] }],
    paths: {
      "/pets": {
        summary: "All",
        parameters: [{ $ref: "#/components/parameters/Limit" }],
        get: {
          operationId: "listPets",
          tags: ["pets"],
          parameters: [
            { name: "filter", in: "query", style: "deepObject", explode: true, schema: { type: "object" } },
            { name: "X-Trace", in: "header", required: true, schema: { type: "string" } },
            { name: "session", in: "cookie", schema: { type: "string" } },
            { name: "cursor", in: "query", content: { "application/json": { schema: { type: "object" } } } },
          ],
          responses: {
            200: {
              description: "Pets",
              headers: { "X-Rate": { $ref: "#/components/headers/Rate" } },
              content: { "application/json": { schema: { $ref: "#/components/schemas/Page" } } },
            },
            default: { $ref: "#/components/responses/Failed" },
          },
        },
        post: {
          operationId: "createPet",
          requestBody: { $ref: "#/components/requestBodies/Pet" },
          security: [],
          responses: {
            201: {
              description: "Created",
              content: {
                "application/json": {
                  schema: { $ref: "#/components/schemas/Animal" },
                  examples: { one: { $ref: "#/components/examples/One" } },
                },
              },
              links: { Get: { $ref: "#/components/links/Owner" } },
            },
          },
          callbacks: {
            created: {
              "{$request.body#/url}": {
                post: {
                  requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Tree" } } } },
                  responses: { 204: { description: "Received" } },
                },
              },
            },
          },
        },
      },
      "/pets/{id}": {
        parameters: [{ $ref: "#/components/parameters/Id" }],
        get: {
          operationId: "getPet",
          deprecated: true,
          responses: {
            200: {
              description: "A pet",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Same" } } },
            },
          },
        },
        put: {
          operationId: "updatePet",
          servers: [{ url: "https://other.example.com" }],
          requestBody: {
            content: {
              "multipart/form-data": {
                schema: {
                  type: "object",
                  properties: {
                    file: { type: "string", format: "binary" },
                    meta: { $ref: "#/components/schemas/Map" },
                  },
                },
                encoding: {
                  meta: { contentType: "application/json", headers: { "X-Part": { schema: { type: "string" } } } },
                },
              },
              "application/x-www-form-urlencoded": {
                schema: { type: "object", properties: { a: { type: "integer" } } },
              },
            },
          },
          responses: { 204: { description: "Updated" } },
        },
        delete: { operationId: "deletePet", responses: { "2XX": { description: "Gone" } } },
      },
      "/events": {
        get: {
          operationId: "events",
          responses: {
            200: { description: "Stream", content: { "text/event-stream": { schema: { type: "string" } } } },
          },
        },
      },
    },
    components,
    ...more,
  };
}

const swagger = {
  swagger: "2.0",
  info: { title: "Pets", version: "1.0" },
  host: "api.example.com",
  basePath: "/v1",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  tags: [{ name: "pets" }],
  security: [{ key: [] }],
  securityDefinitions: {
    key: { type: "apiKey", in: "header", name: "X-Key" },
    oauth: { type: "oauth2", flow: "accessCode", authorizationUrl: "/a", tokenUrl: "/t", scopes: { read: "Read" } },
  },
  parameters: { Limit: { name: "limit", in: "query", type: "integer", minimum: 1 } },
  responses: { Failed: { description: "Failed", schema: { $ref: "#/definitions/Error" } } },
  paths: {
    "/pets": {
      parameters: [{ $ref: "#/parameters/Limit" }],
      get: {
        operationId: "listPets",
        tags: ["pets"],
        parameters: [{ name: "ids", in: "query", type: "array", items: { type: "string" }, collectionFormat: "csv" }],
        responses: {
          200: {
            description: "Pets",
            headers: { "X-Rate": { type: "integer" } },
            schema: { type: "array", items: { $ref: "#/definitions/Pet" } },
            examples: { "application/json": [{ id: 1 }] },
          },
          default: { $ref: "#/responses/Failed" },
        },
      },
      post: {
        operationId: "createPet",
        parameters: [{ name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Pet" } }],
        responses: { 201: { description: "Created" } },
      },
    },
    "/pets/{id}/photo": {
      post: {
        operationId: "upload",
        consumes: ["multipart/form-data"],
        parameters: [
          { name: "id", in: "path", required: true, type: "string" },
          { name: "file", in: "formData", type: "file" },
          { name: "note", in: "formData", type: "string", enum: ["a", "b"] },
        ],
        responses: { 200: { description: "ok" } },
      },
    },
  },
  definitions: {
    Pet: {
      type: "object",
      discriminator: "kind",
      required: ["kind"],
      properties: { kind: { type: "string" }, id: { type: "integer" } },
    },
    Cat: { allOf: [{ $ref: "#/definitions/Pet" }, { type: "object", properties: { lives: { type: "number" } } }] },
    Error: { type: "object", properties: { message: { type: "string", "x-nullable": true } } },
  },
};

const newest = {
  $self: "https://example.com/openapi.json",
  jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  webhooks: { petAdded: { post: { requestBody: { content: { "application/json": { schema: true } } } } } },
};

const keywords = {
  openapi: "3.1.0",
  info: { title: "Keywords", version: "1" },
  paths: {
    "/x": {
      post: {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/All" } } } },
        responses: {
          200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/All" } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      All: {
        $id: "https://example.com/all",
        type: ["object", "null"],
        properties: {
          a: { const: 1 },
          b: { prefixItems: [{ type: "string" }, true], items: false, contains: { type: "string" }, minContains: 1 },
          c: {
            if: { type: "string" },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { minLength: 1 },
            else: { minimum: 0, exclusiveMaximum: 9, multipleOf: 2 },
          },
          d: { not: { type: "null" } },
          e: { anyOf: [{ type: "string" }, { type: "null" }], examples: ["x"] },
          f: { $ref: "#/components/schemas/Named", description: "beside" },
          g: { contentMediaType: "application/json", contentEncoding: "base64", contentSchema: { type: "object" } },
        },
        patternProperties: { "^x-": { type: "string" } },
        propertyNames: { pattern: "^[a-z]" },
        unevaluatedProperties: false,
        dependentRequired: { a: ["b"] },
        dependentSchemas: { a: { required: ["c"] } },
        $defs: { Inner: { $anchor: "inner", type: "integer" } },
        minProperties: 1,
      },
      Named: { $ref: "#/components/schemas/All/$defs/Inner" },
    },
  },
};

/** A document to make mutants of. */
export interface Seed {
  readonly name: string;
  readonly value: object;
}

/** The small documents that are there on every machine. */
export function smallSeeds(): Seed[] {
  return [
    { name: "swagger-2.0", value: swagger },
    { name: "openapi-3.0", value: whole("3.0.3") },
    { name: "openapi-3.1", value: whole("3.1.0", newest) },
    { name: "openapi-3.2", value: whole("3.2.0", newest) },
    { name: "keywords", value: keywords },
    { name: "hostile", value: JSON.parse(JSON.stringify(hostileDocument("*/ x\n::error::"))) as object },
    { name: "petstore", value: parse(readFileSync(join(root, "docs", "examples", "petstore.yaml"), "utf8")) as object },
  ];
}

/** Published documents of at most 60 kB below a folder beside the checkout, where there is one. */
export function publishedSeeds(): Seed[] {
  const folder = process.env["TWINSPEC_CORPUS"] ?? join(root, "..", "shared", "specs");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:json|ya?ml)$/.test(file))
    .sort();
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    if (text.length > 60_000) return [];
    try {
      const value: unknown = parse(text);
      return typeof value === "object" && value !== null && ("openapi" in value || "swagger" in value)
        ? [{ name: file, value }]
        : [];
    } catch {
      return []; // a file beside documents that is none
    }
  });
}
