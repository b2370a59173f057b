import fc from "fast-check";
import { expect, test } from "vitest";
import { createSampler } from "../../../mocks/samples/sampler.ts";
import { documentSchemas } from "../../../mocks/validation/schemas/document-schemas.ts";
import { documentOf } from "../document.ts";
import { judge, satisfiable } from "./satisfiable.ts";

/**
 * Schemas that are put together at random around a value, so that there is one. The mock's validator judges: closed
 * parts of an `allOf` are closed together, as authors mean it.
 */
test("what is made up for schemas at random satisfies them", { timeout: 120_000 }, () => {
  const all = fc.sample(satisfiable, { numRuns: 60, seed: 4 });
  const wrong: string[] = [];
  for (const [schema, witness] of all) {
    expect(judge(schema)(witness)).toBe(true);
    const openapi = documentOf({}, { openapi: "3.1.0" });
    const sampler = createSampler(openapi, () => undefined);
    const check = documentSchemas(openapi, "response").check(schema, "x");
    for (const seed of [undefined, "1"]) {
      const value = sampler.sample(schema, { place: "GET /x", isDynamic: seed !== undefined, seed });
      const own = check(value).map(({ keyword }) => keyword);
      if (own.length > 0) wrong.push(`${own} ${JSON.stringify(value)} ${JSON.stringify(schema)}`);
    }
  }
  expect(wrong).toEqual([]);
});
