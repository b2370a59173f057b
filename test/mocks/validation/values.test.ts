import { describe, expect, test } from "vitest";
import { decode } from "./validate.ts";

const id = "1892000000974012345";

describe("types", () => {
  test.each([
    ["5", { type: "integer" }, 5],
    ["-5", { type: "integer" }, -5],
    ["5.5", { type: "number" }, 5.5],
    ["1e3", { type: "number" }, 1000],
    ["true", { type: "boolean" }, true],
    ["false", { type: ["boolean"] }, false],
    ["null", { type: ["integer", "null"] }, null],
    ["", { type: "integer", nullable: true }, null],
    ["5", { type: "string" }, "5"],
    ["5", { type: ["string", "integer"] }, "5"],
    ["5", { anyOf: [{ type: "integer" }, { type: "string", format: "date" }] }, 5],
    ["2020-01-01", { anyOf: [{ type: "integer" }, { type: "string", format: "date" }] }, "2020-01-01"],
    ["5", { oneOf: [{ type: "integer" }, { const: "all" }] }, 5],
    ["5", { enum: [1, 5] }, 5],
    ["5", { allOf: [{ type: "integer" }, { minimum: 1 }] }, 5],
    ["5", { $ref: "#/components/schemas/Count" }, 5],
    ["5", {}, "5"],
  ])("%s as %o is %o", async (text, schema, want) => {
    const rest = { components: { schemas: { Count: { type: "integer" } } } };
    expect(await decode({ schema }, { query: `color=${text}` }, rest)).toEqual({ value: want, messages: [] });
  });

  test.each([
    ["x", { type: "integer" }, "must be integer"],
    ["1.5", { type: "integer" }, "must be integer"],
    ["0x10", { type: "integer" }, "must be integer"],
    ["%205", { type: "integer" }, "must be integer"],
    ["1e3", { type: "integer" }, "must be integer"],
    ["NaN", { type: "number" }, "must be number"],
    ["yes", { type: "boolean" }, "must be boolean"],
    ["1", { type: "boolean" }, "must be boolean"],
    ["x", { type: ["integer", "null"] }, "must be integer or null"],
    ["9", { enum: [1, 5] }, "must be one of 1, 5"],
    ["3000000000", { type: "integer", format: "int32" }, 'must match format "int32"'],
    ["5", { type: "integer", minimum: 5, exclusiveMinimum: true }, "must be > 5"],
    ["x", { type: "string", enum: ["a", "b"] }, "must be one of a, b"],
    ["x", { oneOf: [{ type: "integer" }, { const: "all" }] }, "must match exactly one schema in oneOf"],
  ])("%s as %o is refused", async (text, schema, predicate) => {
    const { messages } = await decode({ schema }, { query: `color=${text}` });
    expect(messages).toEqual([`Query parameter color ${predicate}`]);
  });

  test("a repeated scalar is refused", async () => {
    const { messages } = await decode({ schema: { type: "integer" } }, { query: "color=1&color=2" });
    expect(messages).toEqual(["Query parameter color is given 2 times"]);
  });
});

describe("integers beyond 2^53", () => {
  test.each([
    ["text or integer", { type: ["string", "integer"], format: "int64", pattern: "([0-9]+)" }],
    ["integer", { type: "integer", format: "int64" }],
    ["integer or null", { oneOf: [{ type: "integer", minimum: 1 }, { type: "null" }] }],
    ["number", { type: "number" }],
  ])("%s keeps every digit", async (_, schema) => {
    expect(await decode({ schema }, { path: id })).toEqual({ value: id, messages: [] });
    expect(await decode({ schema: { type: "array", items: schema } }, { query: `color=${id}&color=1` })).toMatchObject({
      value: [id, expect.anything()],
      messages: [],
    });
  });

  test("they keep their digits in a deepObject", async () => {
    const schema = { type: "object", properties: { ids: { type: "array", items: { type: "integer" } } } };
    const { value } = await decode({ schema, style: "deepObject" }, { query: `color[ids][]=${id}&color[ids][]=2` });
    expect(value).toEqual({ ids: [id, 2] });
  });

  test.each([
    ["9007199254740993", { type: "integer", maximum: 9007199254740992 }, "must be <= 9007199254740992"],
    ["9223372036854775808", { type: "integer", format: "int64" }, 'must match format "int64"'],
    ["-9223372036854775809", { type: "integer", format: "int64" }, 'must match format "int64"'],
    ["9007199254740993", { type: "integer", multipleOf: 2 }, "must be a multiple of 2"],
    [
      "9007199254740993",
      { allOf: [{ type: "integer" }, { exclusiveMaximum: 9007199254740992 }] },
      "must be < 9007199254740992",
    ],
  ])("%s is judged by its digits: %o", async (text, schema, predicate) => {
    expect((await decode({ schema }, { query: `color=${text}` })).messages).toEqual([
      `Query parameter color ${predicate}`,
    ]);
  });

  test.each([
    ["9223372036854775807", { type: "integer", format: "int64" }],
    ["9007199254740994", { type: "integer", multipleOf: 2, minimum: 9007199254740992 }],
  ])("%s is within its limits", async (text, schema) => {
    expect((await decode({ schema }, { query: `color=${text}` })).messages).toEqual([]);
  });
});
