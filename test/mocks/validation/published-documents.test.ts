import { describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { readApi } from "../../../generator/document/read-api.ts";
import { toOpenApi } from "../../../generator/document/to-openapi.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import { createRequestValidator } from "../../../mocks/validation/request-validator.ts";
import { createResponseValidator } from "../../../mocks/validation/response-validator.ts";
import { uncheckedIn } from "../../../mocks/validation/schemas/document-schemas.ts";
import { fetchPublishedDocuments } from "../../corpus/documents.ts";

interface Outcome {
  readonly operations: number;
  /** CPU milliseconds of the costliest operation, compiling included. */
  readonly worst: number;
  readonly examples: number;
  readonly refusedExamples: number;
  readonly unchecked: number;
}

/**
 * Sends one request to every operation, and its own examples back. Every schema that a message touches is compiled on
 * the way.
 */
async function exercise(file: string): Promise<Outcome> {
  const { api } = await readApi([file]);
  if (api === undefined) throw new Error(`${file} cannot be read`);
  const openapi = toOpenApi(api);
  const operations = listOperations(openapi);
  let [worst, examples, refusedExamples] = [0, 0, 0];
  for (const operation of operations) {
    const start = process.cpuUsage();
    const { requestBody, responses } = operation.description;
    const [mediaType] = isObject(requestBody) ? Object.keys(contentOf(requestBody)) : [];
    await createRequestValidator(
      operation,
      openapi,
    )({
      variables: new Map([...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => [name, "1"])),
      query: "limit=1&per_page=100&expand[]=data&created[gte]=1",
      headers: mediaType === undefined ? {} : { "content-type": mediaType },
      body: new TextEncoder().encode(
        mediaType === undefined ? "" : mediaType.endsWith("json") ? '{"name":1}' : "name=1&metadata[a]=b",
      ),
    });
    const validate = createResponseValidator(operation, openapi);
    for (const [status, response] of Object.entries(responses as JsonObject)) {
      const json = isObject(response) ? contentOf(response)["application/json"] : undefined;
      const first = {};
      for (const example of [first, ...(isObject(json) ? examplesOf(json) : [])]) {
        const headers = { "content-type": "application/json" };
        const violations = await validate({ status: Number(status) || 500, headers, body: JSON.stringify(example) });
        if (example === first) continue;
        examples += 1;
        if (violations.length > 0) refusedExamples += 1;
      }
    }
    const { user, system } = process.cpuUsage(start);
    worst = Math.max(worst, (user + system) / 1_000);
  }
  return { operations: operations.length, worst, examples, refusedExamples, unchecked: uncheckedIn(openapi).length };
}

function contentOf(holder: JsonObject): JsonObject {
  return isObject(holder["content"]) ? holder["content"] : {};
}

function examplesOf({ example, examples }: JsonObject): unknown[] {
  const named = isObject(examples)
    ? Object.values(examples).map((entry) => (isObject(entry) ? entry["value"] : undefined))
    : [];
  return [example, ...named].filter((value) => value !== undefined && value !== null);
}

describe("published documents", () => {
  test("every operation of GitHub's is judged, and nearly all of its examples are valid", async () => {
    const { operations, worst, examples, refusedExamples, unchecked } = await exercise(
      (await fetchPublishedDocuments()).github,
    );
    expect(operations).toBeGreaterThan(800);
    expect(examples).toBeGreaterThan(600);
    // What is left are examples that lack required properties.
    expect(refusedExamples / examples).toBeLessThan(0.08);
    expect(unchecked).toBe(0);
    expect(worst).toBeLessThan(1_000);
  });

  test("every operation of Stripe's is judged at a small cost, though its schemas are one knot", async () => {
    const { operations, worst, unchecked } = await exercise((await fetchPublishedDocuments()).stripe);
    expect(operations).toBeGreaterThan(400);
    expect(unchecked).toBe(0);
    expect(worst).toBeLessThan(1_000);
  });
});
