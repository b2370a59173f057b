import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { translatePattern } from "../../../generator/schema/patterns/translate-pattern.ts";
import { createRequestValidator } from "../../../mocks/validation/request-validator.ts";
import { documentWith, operationOf } from "./validate.ts";

const node = {
  type: "object",
  properties: {
    id: { type: ["string", "integer"], format: "int64" },
    count: { type: "integer", nullable: true, maximum: 9 },
    list: { type: "array", items: { $ref: "#/components/schemas/Node" } },
    child: { $ref: "#/components/schemas/Node" },
    map: { type: "object", additionalProperties: { type: "integer" } },
    any: {},
  },
};

const schemas = { Node: node };
const schema = { $ref: "#/components/schemas/Node" };
const list = { type: "array", items: { type: "integer" } };

const document = documentWith(
  {
    parameters: [
      { name: "p", in: "query", style: "deepObject", schema },
      { name: "a", in: "query", schema },
      { name: "b", in: "query", explode: false, schema },
      { name: "c", in: "query", style: "pipeDelimited", schema: list },
      { name: "d", in: "query", content: { "application/json": { schema } } },
      { name: "e", in: "path", style: "matrix", explode: true, schema },
      { name: "f", in: "path", style: "label", explode: true, schema },
      { name: "g", in: "header", explode: true, schema },
      { name: "h", in: "cookie", schema },
    ],
    requestBody: {
      content: {
        "application/json": { schema },
        "application/x-www-form-urlencoded": { schema },
        "multipart/form-data": { schema },
      },
    },
  },
  { components: { schemas } },
);

const validate = createRequestValidator(operationOf(document), document);

const piece = fc.oneof(
  fc.constantFrom(
    ...'pabcd[]=&%+,|;. "{}:'.split(""),
    "%5B",
    "%zz",
    "p[",
    "]=",
    "id",
    "count",
    "list",
    "map",
    "child",
    "[0]",
    "[]",
    "__proto__",
    "constructor",
    "9007199254740993",
    "null",
    "-1",
  ),
  fc.string({ maxLength: 5 }),
);
const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
const mediaType = fc.constantFrom(
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain",
  "",
);

describe("whatever is sent", () => {
  test("gets violations that can be written as JSON", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, mediaType, async (query, other, body, type) => {
        const result = await validate({
          query,
          variables: new Map([
            ["e", other],
            ["f", `.${other}`],
          ]),
          headers: { g: other, cookie: `h=${other}; ${query}`, ...(type !== "" && { "content-type": type }) },
          body: new TextEncoder().encode(body),
        });
        for (const { location, message } of result.violations) {
          expect(location[0]).toBe("request");
          expect(message).toMatch(/^(Query parameter|Path parameter|Request header|Cookie|Request body)/);
        }
        JSON.stringify(result.violations);
        expect(Object.getPrototypeOf(Object.prototype)).toBeNull();
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      }),
      { numRuns: 1_500 },
    );
  });

  test("a pattern is translated into one that compiles, or refused with a reason", () => {
    const token = fc.constantFrom(
      ..."\\[](){}^$.*+?|-:<>=!PpQEAzZhdwsix&0123ab,".split(""),
      "\\p{L}",
      "[:alpha:]",
      "(?i)",
      "(?>",
      "\\x{41}",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        const translation = translatePattern(tokens.join(""));
        if (translation.kind === "pattern") new RegExp(translation.source, translation.flags);
        else expect(translation.reason).not.toBe("");
      }),
      { numRuns: 5_000 },
    );
  });
});
