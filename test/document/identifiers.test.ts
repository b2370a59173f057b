import { expect, test } from "vitest";
import { answered, answers, openApi, read } from "./read.ts";

/** Reads schemas of which an operation answers with the first. */
async function readSchemas(schemas: Record<string, object>, files: Record<string, object> = {}) {
  const [first] = Object.keys(schemas);
  const paths = { "/a": { get: answers({ $ref: `#/components/schemas/${first}` }) } };
  const found = await read({ "api.json": openApi(paths, { schemas }), ...files }, ["api.json"]);
  return { ...found, contentOf: (wanted: string) => found.api.schemas.find((each) => each.wanted === wanted)?.schema };
}

const ref = (id: string) => ({ $ref: `#/components/schemas/${id}` });

test("a reference to an anchor leads to the schema that has it, in this file or another", async () => {
  const { said, contentOf } = await readSchemas(
    {
      Box: { properties: { name: { $ref: "#name" }, size: { $ref: "parts.json#size" } } },
      Name: { $anchor: "name", type: "string" },
    },
    { "parts.json": { definitions: { Size: { $anchor: "size", type: "integer" } } } },
  );
  expect(said).toEqual([]);
  expect(contentOf("Box")).toEqual({ properties: { name: ref("Name"), size: ref("Size") } });
});

test("a reference to an $id leads to the schema that has it, and those below are relative to it", async () => {
  const { said, contentOf } = await readSchemas({
    A: { properties: { absolute: { $ref: "https://example.test/box" }, plain: { $ref: "#/components/schemas/Box" } } },
    Box: {
      $id: "https://example.test/box",
      properties: {
        width: { type: "number" },
        height: { $ref: "#/properties/width" },
        lid: { $ref: "lid" },
        whole: { $ref: "#" },
        elsewhere: { $ref: "#/components/schemas/A" },
      },
    },
    Lid: { $id: "https://example.test/lid", type: "string" },
  });
  expect(said).toEqual([]);
  expect(contentOf("A")).toEqual({ properties: { absolute: ref("Box"), plain: ref("Box") } });
  expect(contentOf("Box")).toMatchObject({
    properties: { lid: ref("Lid"), whole: ref("Box"), elsewhere: ref("A") },
  });
  expect(contentOf("Box width")).toEqual({ type: "number" });
});

test("an $id in an example, a default, an extension or the name of a property is no identifier", async () => {
  const data = { $id: "https://example.test/box", $anchor: "name" };
  const { said } = await readSchemas({
    A: {
      $ref: "#name",
      examples: [data],
      default: data,
      enum: [data],
      "x-more": data,
      properties: { $id: { type: "string" }, $anchor: { type: "string" } },
    },
  });
  expect(said).toEqual([
    expect.stringContaining('warning ref-not-found: cannot find "#name": there is no such anchor'),
  ]);
});

test("an anchor that is nearly right is suggested", async () => {
  const { diagnostics } = await readSchemas({ A: { items: { $ref: "#naem" } }, Name: { $anchor: "name" } });
  expect(diagnostics).toMatchObject([{ code: "ref-not-found", help: 'did you mean "#name"?' }]);
});

test("an $id is not fetched, and one that nothing has is a remote reference", async () => {
  const { said } = await readSchemas({ A: { items: { $ref: "https://example.test/box" } } });
  expect(said).toEqual([expect.stringContaining("error ref-remote")]);
});

test("a dynamic reference leads to the only schema with that dynamic anchor", async () => {
  const { api, said, contentOf } = await readSchemas({
    Node: {
      $dynamicAnchor: "node",
      properties: { children: { type: "array", items: { $dynamicRef: "#node", description: "below" } } },
    },
  });
  expect(said).toEqual([]);
  expect(answered(api)).toEqual(ref("Node"));
  expect(contentOf("Node")).toMatchObject({
    properties: { children: { items: { ...ref("Node"), description: "below" } } },
  });
});

test("a dynamic reference with several targets takes any value, which is said", async () => {
  const { said, contentOf } = await readSchemas({
    List: { $id: "list", items: { $dynamicRef: "#item" }, $defs: { item: { $dynamicAnchor: "item" } } },
    Names: { $id: "names", $ref: "list", $defs: { item: { $dynamicAnchor: "item", type: "string" } } },
  });
  expect(said).toEqual([
    expect.stringMatching(/warning ref-unsupported: several schemas have the dynamic anchor "item"/),
  ]);
  expect(contentOf("List")).toMatchObject({ items: { $dynamicRef: "#item" } });
});
