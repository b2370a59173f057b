import { describe, expect, test } from "vitest";
import { documentWith, validateRequest } from "./validate.ts";

const schemas = {
  Item: {
    type: "object",
    properties: { id: { type: "integer" } },
    required: ["id"],
    oneOf: [{ required: ["a"] }, { required: ["b"] }],
  },
};
const list = { type: "array", items: { $ref: "#/components/schemas/Item" } };

/** A megabyte of a text. */
const fill = (text: string): string => text.repeat(Math.floor(1_000_000 / text.length));

const numbered = (count: number, make: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => make(index));

const json = "application/json";
const form = "application/x-www-form-urlencoded";
const any = {
  type: "object",
  properties: { p: { type: "object" }, ids: { type: "array", items: { type: "integer" } } },
};

describe("a body that is made to be costly is judged in the time of a test", () => {
  test.each([
    ["objects that all are wrong", json, list, `[${fill("{},").slice(0, -1)}]`, 422],
    ["objects that all are wrong, in a body of middle size", json, list, `[${"{},".repeat(30_000).slice(0, -1)}]`, 422],
    [
      "objects to compare",
      json,
      { uniqueItems: true },
      `[${numbered(80_000, (index) => `{"a":${index}}`).join(",")}]`,
      undefined,
    ],
    ["long integers", json, {}, `[${fill("12345678901234567890,").slice(0, -1)}]`, undefined],
    ["one string of escapes", json, {}, `["${fill("\\\\")}",12345678901234567890]`, undefined],
    ["fields of many names", form, any, numbered(90_000, (index) => `a${index}=`).join("&"), undefined],
    ["too many fields", form, any, fill("a&"), 400],
    ["unbalanced brackets", form, any, fill("p[&").slice(0, 250_000), 422],
    ["many long integers", form, any, numbered(40_000, () => "ids=9007199254740993").join("&"), undefined],
  ])(
    "%s",
    async (_, mediaType, schema, body, status) => {
      const document = documentWith(
        { requestBody: { content: { [mediaType]: { schema } } } },
        { components: { schemas } },
      );
      const { violations } = await validateRequest(document, { headers: { "content-type": mediaType }, body });
      expect(violations.length).toBeLessThanOrEqual(1_000);
      expect(violations.length > 0).toBe(status !== undefined);
    },
    20_000,
  );
});
