import { beforeAll, describe, expect, test } from "vitest";
import { isObject, type JsonObject, listIn } from "../../../generator/document/json.ts";
import { readApi } from "../../../generator/document/read-api.ts";
import { toOpenApi } from "../../../generator/document/to-openapi.ts";
import { resolvePointer } from "../../../generator/schema/references.ts";
import { listOperations, type ServedOperation } from "../../../mocks/document/operations.ts";
import { createRequestValidator } from "../../../mocks/validation/request-validator.ts";
import { createResponseValidator } from "../../../mocks/validation/response-validator.ts";
import { uncheckedIn } from "../../../mocks/validation/schemas/document-schemas.ts";

let openapi: JsonObject;
let operations: ServedOperation[];

beforeAll(async () => {
  const { api } = await readApi(["spec/zoho-desk"]);
  if (api === undefined) throw new Error("the flagship's documents cannot be read");
  openapi = toOpenApi(api);
  operations = listOperations(openapi);
});

function sessionAnalytics(query: string) {
  const operation = operations.find(({ path }) => path === "/api/v1/_doc/__session_analytics");
  if (operation === undefined) throw new Error("the flagship has no session analytics");
  return createRequestValidator(
    operation,
    openapi,
  )({ variables: new Map(), query, headers: {}, body: new Uint8Array() });
}

function resolve(schema: unknown): JsonObject {
  const reference = isObject(schema) ? schema["$ref"] : undefined;
  const target = typeof reference === "string" ? resolvePointer(openapi, reference) : schema;
  return isObject(target) ? target : {};
}

function examplesOf(holder: JsonObject): unknown[] {
  const { example, examples } = holder;
  const named = isObject(examples)
    ? Object.values(examples).map((entry) => (isObject(entry) ? entry["value"] : undefined))
    : [];
  return [example, ...named].filter((value) => value !== undefined);
}

describe("the session analytics operation", () => {
  test("names the field that is wrong", async () => {
    const { violations } = await sessionAnalytics("p[departmentId]=abc");
    expect(violations).toEqual([
      {
        location: ["request", "query", "p", "departmentId"],
        severity: "Error",
        code: "pattern",
        message: 'Query parameter p[departmentId] must match pattern "^[0-9]+$"',
      },
    ]);
  });

  test.each([
    "",
    "p[departmentId]=1892000000006907&p[startDate]=2026-03-02&p[limit]=50",
    "p%5Bstatus%5D=OPEN",
    "other=1",
  ])("takes ?%s", async (query) => {
    expect((await sessionAnalytics(query)).violations).toEqual([]);
  });

  test.each([
    ["p[limit]=101", "Query parameter p[limit] must be <= 100"],
    ["p[limit]=", "Query parameter p[limit] must be integer"],
    ["p[startDate]=yesterday", 'Query parameter p[startDate] must match format "date"'],
    ["p=1", "Query parameter p must be object"],
    [
      "p[status]=open",
      "Query parameter p[status] must be one of CREATED, OPEN, ON_PROGRESS, ON_HOLD, ENDED, BLOCKED, MISSED",
    ],
  ])("refuses ?%s", async (query, message) => {
    expect((await sessionAnalytics(query)).violations).toMatchObject([{ message }]);
  });
});

describe("every operation of the flagship", () => {
  test("has responses whose examples are valid", async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const operation of operations) {
      const validate = createResponseValidator(operation, openapi);
      for (const [status, response] of Object.entries(operation.description["responses"] as JsonObject)) {
        const content = isObject(response) && isObject(response["content"]) ? response["content"] : {};
        for (const [mediaType, description] of Object.entries(content)) {
          for (const example of examplesOf(description as JsonObject)) {
            count += 1;
            const body = typeof example === "string" ? example : JSON.stringify(example);
            const violations = await validate({ status: Number(status), headers: { "content-type": mediaType }, body });
            for (const { message } of violations) wrong.push(`${operation.operationId} ${status}: ${message}`);
          }
        }
      }
    }
    expect(count).toBeGreaterThan(operations.length);
    expect(wrong).toEqual([]);
  });

  test("takes a request that is built from its examples", async () => {
    const wrong: string[] = [];
    for (const operation of operations) {
      const variables = new Map<string, string>();
      const query: string[] = [];
      const headers: Record<string, string> = {};
      for (const parameter of listIn(operation.description, "parameters") as JsonObject[]) {
        const name = String(parameter["name"]);
        const schema = resolve(parameter["schema"]);
        const [value] = [...examplesOf(parameter), ...examplesOf(schema), ...listIn(schema, "enum")];
        if (parameter["in"] === "path") variables.set(name, encodeURIComponent(String(value ?? "1892000000974012")));
        else if (value === undefined) continue;
        else if (parameter["in"] === "header") headers[name.toLowerCase()] = String(value);
        else if (!isObject(value))
          for (const item of [value].flat())
            query.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`);
        else
          for (const [key, item] of Object.entries(value))
            query.push(`${name}[${key}]=${encodeURIComponent(String(item))}`);
      }
      const requestBody = operation.description["requestBody"];
      const content = isObject(requestBody) && isObject(requestBody["content"]) ? requestBody["content"] : {};
      const json = content["application/json"];
      const [example] = isObject(json) ? examplesOf(json) : [];
      if (example !== undefined) headers["content-type"] = "application/json";
      const body = new TextEncoder().encode(example === undefined ? "" : JSON.stringify(example));
      const { violations } = await createRequestValidator(
        operation,
        openapi,
      )({ variables, query: query.join("&"), headers, body });
      const isMultipart = "multipart/form-data" in content;
      for (const { message, code } of violations) {
        if (!(isMultipart && code === "required")) wrong.push(`${operation.operationId}: ${message}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("has no pattern that is left out", () => {
    expect(uncheckedIn(openapi)).toEqual([]);
  });
});
