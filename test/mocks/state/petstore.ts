import { documentOf } from "../document.ts";

const pet = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "integer", format: "int64", readOnly: true },
    name: { type: "string" },
    status: { type: "string", enum: ["available", "sold"], default: "available" },
    tags: { type: ["array", "null"], items: { type: "string" } },
    secret: { type: "string", writeOnly: true },
    created_at: { type: "string", format: "date-time", readOnly: true },
    updated_at: { type: "string", format: "date-time", readOnly: true },
  },
};

const problem = {
  "404": {
    description: "",
    content: {
      "application/json": {
        schema: { type: "object", required: ["reason"], properties: { reason: { type: "string" } } },
        example: { reason: "no such pet" },
      },
    },
  },
};

function content(schema: unknown, example?: unknown): Record<string, unknown> {
  return { description: "", content: { "application/json": { schema, ...(example !== undefined && { example }) } } };
}

const reference = { $ref: "#/components/schemas/Pet" };
const petId = { name: "petId", in: "path", required: true, schema: { type: "integer", format: "int64" } };
const body = { required: true, content: { "application/json": { schema: reference } } };

/** A small API of pets, whose list has two of them in its example. */
export const petstore = documentOf(
  {
    "/pets": {
      get: {
        operationId: "listPets",
        parameters: [
          { name: "offset", in: "query", schema: { type: "integer", minimum: 0 } },
          { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100, default: 20 } },
          { name: "status", in: "query", schema: { type: "array", items: { type: "string" } } },
          { name: "tags", in: "query", schema: { type: "string" } },
          { name: "sort", in: "query", schema: { type: "string" } },
        ],
        responses: {
          "200": content({ type: "array", items: reference }, [
            { id: 1, name: "Rex", status: "sold", tags: ["dog", "old"] },
            { id: 2, name: "Tom", status: "available", tags: ["cat"] },
          ]),
        },
      },
      post: {
        operationId: "createPet",
        requestBody: body,
        responses: {
          "201": { ...content(reference), headers: { Location: { schema: { type: "string", format: "uri" } } } },
        },
      },
    },
    "/pets/{petId}": {
      parameters: [petId],
      get: { operationId: "getPet", responses: { "200": content(reference), ...problem } },
      put: { operationId: "replacePet", requestBody: body, responses: { "200": content(reference), ...problem } },
      patch: {
        operationId: "updatePet",
        requestBody: {
          content: {
            "application/json": { schema: { type: "object" } },
            "application/merge-patch+json": { schema: { type: "object" } },
          },
        },
        responses: { "200": content(reference), ...problem },
      },
      delete: { operationId: "deletePet", responses: { "204": { description: "" }, ...problem } },
    },
    "/pets/{petId}/sell": {
      parameters: [petId],
      post: { operationId: "sellPet", responses: { "200": content({ type: "object" }, { sold: "by the document" }) } },
    },
    "/pets/search": {
      get: { operationId: "searchPets", responses: { "200": content({ type: "array", items: reference }, []) } },
    },
    "/pets/{petId}/visits": {
      parameters: [petId],
      get: {
        operationId: "listVisits",
        responses: {
          "200": content({
            type: "object",
            required: ["visits", "count"],
            properties: {
              visits: { type: "array", items: { $ref: "#/components/schemas/Visit" } },
              count: { type: "integer" },
            },
          }),
          ...problem,
        },
      },
      post: {
        operationId: "createVisit",
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Visit" } } } },
        responses: { "201": content({ $ref: "#/components/schemas/Visit" }), ...problem },
      },
    },
    "/pets/{petId}/visits/{visitId}": {
      parameters: [petId, { name: "visitId", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
      get: {
        operationId: "getVisit",
        responses: { "200": content({ $ref: "#/components/schemas/Visit" }), ...problem },
      },
    },
  },
  {
    openapi: "3.1.0",
    components: {
      schemas: {
        Pet: pet,
        Visit: {
          type: "object",
          required: ["id", "petId"],
          properties: {
            id: { type: "string", format: "uuid", readOnly: true },
            petId: { type: "integer", format: "int64" },
            note: { type: "string" },
          },
        },
      },
    },
  },
);
