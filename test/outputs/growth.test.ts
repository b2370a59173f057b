import { expect, test } from "vitest";
import { documentWith, emitted, everyOutput } from "../emit/emitted.ts";

/** A document where each of many operations has a tag and a schema of its own, and all have the same body. */
function documentOf(size: number): object {
  const numbers = [...Array(size).keys()];
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } };
  const kinds = numbers.map((number) => [`kind ${String(number)}`, `#/components/schemas/Thing${String(number)}`]);
  const subtype = (number: number) => ({
    allOf: [
      { $ref: "#/components/schemas/Thing" },
      { properties: { next: { $ref: `#/components/schemas/Thing${String((number + 1) % size)}` } } },
    ],
  });
  return documentWith({
    paths: Object.fromEntries(
      numbers.map((number) => [
        `/things${String(number)}`,
        {
          post: {
            operationId: `makeThing${String(number)}`,
            tags: [`tag ${String(number)}`],
            requestBody: { required: true, content },
            responses: { 200: { description: "", content } },
          },
        },
      ]),
    ),
    schemas: {
      Thing: {
        type: "object",
        required: ["kind", "id"],
        properties: { kind: { type: "string" }, id: { type: "integer", format: "int64" } },
        discriminator: { propertyName: "kind", mapping: Object.fromEntries(kinds) },
      },
      ...Object.fromEntries(numbers.map((number) => [`Thing${String(number)}`, subtype(number)])),
    },
  });
}

/** The CPU time that all outputs of a document take, in microseconds. */
async function costOf(size: number): Promise<number> {
  const document = documentOf(size);
  const before = process.cpuUsage();
  await emitted(document, { outputs: everyOutput });
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

test("four times the operations cost about four times as much", async () => {
  await costOf(300); // what is compiled while it runs for the first time
  expect((await costOf(4000)) / (await costOf(1000))).toBeLessThan(6);
}, 120_000);
