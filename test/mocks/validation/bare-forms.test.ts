import { expect, test } from "vitest";
import { documentWith, plain, validateRequest } from "./validate.ts";

const form = "application/x-www-form-urlencoded";

async function read(schema: object, body: string) {
  const document = documentWith({ requestBody: { content: { [form]: { schema } } } });
  const result = await validateRequest(document, { headers: { "content-type": form }, body });
  return { value: plain(result.body), messages: result.violations.map(({ message }) => message) };
}

test.each([
  ["a text, all that was sent", { type: "string" }, "a=1&b=%20", "a=1&b=%20"],
  ["bytes", { type: "string", format: "binary" }, "%00+x", "%00+x"],
  ["a list, of the only name", { type: "array", items: { type: "integer" } }, "id=1&id=2", [1, 2]],
  ["a list of texts", { type: "array", items: { type: "string" } }, "t=a+b&t=%C3%A9", ["a b", "é"]],
  ["a number", { type: "integer" }, "12", 12],
  [
    "one of several objects",
    {
      oneOf: [
        { required: ["a"], properties: { a: { type: "integer" } } },
        { required: ["b"], type: "object" },
      ],
    },
    "a=1",
    { a: 1 },
  ],
])("a form whose schema is no object's is read as %s", async (_, schema, body, value) => {
  expect(await read(schema, body)).toEqual({ value, messages: [] });
});

test("and validated as such", async () => {
  const list = { type: "array", items: { type: "integer" } };
  expect((await read(list, "id=1&id=x")).messages).toEqual(["Request body property [1] must be integer"]);
  expect((await read(list, "id=1&other=2")).messages).toEqual(["Request body must be array"]);
  expect((await read({ type: "string", maxLength: 3 }, "a=12")).messages).toHaveLength(1);
});
