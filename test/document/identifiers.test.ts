import { describe, expect, test } from "vitest";
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
  expect(said).toEqual([expect.stringContaining("warning ref-remote")]);
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

describe("a dynamic reference with several targets leads to that of the outermost schema on the way", () => {
  const item = (schema: object) => ({ item: { $dynamicAnchor: "item", ...schema } });
  const list = { items: { $dynamicRef: "#item" }, $defs: item({ not: {} }) };
  const contentsOf = async (schemas: Record<string, object>, files: Record<string, object> = {}) => {
    const { api, said } = await readSchemas(schemas, files);
    expect(said).toEqual([]);
    return new Map(api.schemas.map(({ wanted, schema }) => [wanted, schema]));
  };
  const all = (wanted: Record<string, object>) => ({ anyOf: Object.keys(wanted).map(ref) });

  test.each([
    ["by `$id`", { $id: "list" }, { $ref: "list" }],
    ["without any", {}, ref("List")],
  ])("a generic list, %s", async (_, id, generic) => {
    const lists = {
      Names: { ...generic, $defs: item({ type: "string" }) },
      Sizes: { type: "object", allOf: [generic, { $defs: item(ref("Size")) }] },
    };
    const contents = await contentsOf({
      All: all(lists),
      List: { ...id, ...list },
      Size: { type: "integer" },
      ...lists,
    });
    expect(contents.get("List")).toMatchObject({ items: { $ref: expect.stringMatching(/^#.*List_item/) } });
    expect(contents.get("Names")).toMatchObject({ allOf: [{ $ref: expect.stringMatching(/Names_List/) }] });
    expect(contents.get("Sizes")).toMatchObject({ allOf: [{ $ref: expect.stringMatching(/Size_List/) }, {}] });
    expect(contents.get("Names List")).toMatchObject({ items: { $ref: expect.stringMatching(/Names_item/) } });
    expect(contents.get("Size List")).toMatchObject({ items: ref("Size") });
    expect(contents.get("Names item")).toMatchObject({ type: "string" });
  });

  test("in another file, and inline", async () => {
    const inline = { $ref: "list.json", $defs: item({ type: "boolean" }) };
    const contents = await contentsOf({ A: { properties: { a: inline } } }, { "list.json": list });
    const [, made] = [...contents].find(([wanted]) => wanted.endsWith(" list"))!;
    expect((made as { items: { $ref: string } }).items.$ref).toMatch(/A_a_item/);
  });

  test("through schemas between them, and no further than it makes a difference", async () => {
    const contents = await contentsOf({
      Names: { properties: { page: ref("Page") }, $defs: item({ type: "string" }) },
      Page: { properties: { list: ref("List"), size: ref("Size") } },
      List: list,
      Size: { type: "integer" },
    });
    expect([...contents.keys()].sort()).toEqual(
      ["List", "List item", "Names", "Names List", "Names Page", "Names item", "Page", "Size"].sort(),
    );
    const page = contents.get("Names Page") as { properties: Record<string, { $ref: string }> };
    expect(page.properties["size"]).toEqual(ref("Size"));
    expect(page.properties["list"]!.$ref).toMatch(/Names_List/);
  });

  test("a tree whose nodes are those of the stricter one", async () => {
    const contents = await contentsOf({
      Strict: { $id: "strict", $dynamicAnchor: "node", $ref: "tree", unevaluatedProperties: false },
      Tree: { $id: "tree", $dynamicAnchor: "node", properties: { sub: { items: { $dynamicRef: "#node" } } } },
    });
    expect(contents.get("Tree")).toMatchObject({ properties: { sub: { items: ref("Tree") } } });
    expect(contents.get("Strict Tree")).toMatchObject({ properties: { sub: { items: ref("Strict") } } });
    expect([...contents.keys()].sort()).toEqual(["Strict", "Strict Tree", "Tree"]);
  });

  test("the outermost of several", async () => {
    const contents = await contentsOf({
      Outer: { properties: { a: ref("Inner") }, $defs: item({ type: "string" }) },
      Inner: { ...ref("List"), $defs: item({ type: "integer" }) },
      List: list,
    });
    const of = (name: string) => contents.get(name) as { items: { $ref: string } };
    expect(of("Outer List").items.$ref).toMatch(/Outer_item/);
    expect(of("Inner List").items.$ref).toMatch(/Inner_item/);
  });
});
