import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../generator/document/json.ts";
import { namedSchemas } from "../../generator/schema/references.ts";
import { changeSchemas, childrenOf, schemasIn, withChildren } from "../../generator/schema/walk.ts";
import { hostileNames, schemas } from "./arbitraries.ts";

const text = { type: "string" };
const number = { type: "number" };

describe("the schemas below a schema", () => {
  test("stand in keywords that hold one, a list or a map of them", () => {
    const schema = {
      not: text,
      allOf: [text, true],
      properties: { a: number, b: false },
      items: text,
      prefixItems: [number],
      $defs: { c: text },
    };
    expect(childrenOf(schema)).toEqual([
      { keyword: "not", schema: text },
      { keyword: "allOf", key: 0, schema: text },
      { keyword: "allOf", key: 1, schema: true },
      { keyword: "properties", key: "a", schema: number },
      { keyword: "properties", key: "b", schema: false },
      { keyword: "items", schema: text },
      { keyword: "prefixItems", key: 0, schema: number },
      { keyword: "$defs", key: "c", schema: text },
    ]);
  });

  test("are not what stands in data, in extensions and in what is no keyword", () => {
    const data = { properties: { a: text } };
    const schema = {
      enum: [data],
      const: data,
      default: data,
      example: data,
      examples: [data],
      "x-a": data,
      what: data,
    };
    expect(childrenOf(schema)).toEqual([]);
  });

  test("are a list where `items` is one", () => {
    expect(childrenOf({ items: [text, number] })).toEqual([
      { keyword: "items", key: 0, schema: text },
      { keyword: "items", key: 1, schema: number },
    ]);
  });

  test("are those of properties with the names of keywords", () => {
    const properties = { items: text, properties: number, enum: text, $ref: number };
    expect(childrenOf({ properties }).map(({ key }) => key)).toEqual(Object.keys(properties));
  });

  test("are left out where they are none", () => {
    expect(childrenOf({ properties: { a: 1, b: null, c: [text], d: text }, allOf: text, not: null, items: 3 })).toEqual(
      [{ keyword: "properties", key: "d", schema: text }],
    );
  });

  test.each(hostileNames)("may be called %s", (name) => {
    const properties = JSON.parse(`{ ${JSON.stringify(name)}: { "type": "string" } }`) as JsonObject;
    expect(childrenOf({ properties })).toEqual([{ keyword: "properties", key: name, schema: text }]);
    const changed = withChildren({ properties }, () => number);
    expect(Object.entries(changed["properties"] as object)).toEqual([[name, number]]);
    expect(Object.getPrototypeOf(changed["properties"])).toBe(Object.prototype);
    expect(Object.entries(properties)).toEqual([[name, text]]);
  });
});

describe("changing schemas", () => {
  test("gives back the very schema where nothing is changed", () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        expect(changeSchemas((each) => each)(schema)).toBe(schema);
      }),
    );
  });

  test("changes from the innermost to the outermost, and leaves the original alone", () => {
    const schema = { properties: { a: { items: text } }, anyOf: [text, { not: text }] };
    const before = structuredClone(schema);
    let count = 0;
    const changed = changeSchemas((each) => {
      count += 1;
      return { ...each, title: String(count) };
    })(schema);
    expect(changed).toEqual({
      properties: { a: { items: { type: "string", title: "1" }, title: "2" } },
      anyOf: [
        { type: "string", title: "1" },
        { not: { type: "string", title: "1" }, title: "3" },
      ],
      title: "4",
    });
    expect(schema).toEqual(before);
  });

  test("keeps shared what is shared", () => {
    const changed = changeSchemas((each) => ({ ...each }))({ allOf: [text, text] }) as { allOf: unknown[] };
    expect(changed.allOf[0]).toBe(changed.allOf[1]);
  });

  test("ends where a value holds itself", () => {
    const own: Record<string, unknown> = { type: "object" };
    own["properties"] = { again: own };
    const changed = changeSchemas((each) => ({ ...each, title: "seen" }))(own);
    expect(changed).toMatchObject({ type: "object", title: "seen" });
  });

  test("leaves what is no schema", () => {
    for (const value of [true, false, null, undefined, 1, "a", [text]])
      expect(changeSchemas(() => number)(value)).toBe(value);
  });
});

describe("all schemas below some", () => {
  test("come once each, in the order in which they are written", () => {
    const shared = { title: "shared" };
    const root = { title: "root", properties: { a: shared, b: { title: "b", items: shared } }, not: { title: "not" } };
    expect([...schemasIn([root, shared])].map(({ title }) => title)).toEqual(["root", "shared", "b", "not"]);
  });

  test("come with what is referred to, where references are resolved", () => {
    const contents = new Map<string, unknown>([
      [
        "Node",
        {
          title: "node",
          properties: { next: { $ref: "#/components/schemas/Node" }, leaf: { $ref: "#/components/schemas/Leaf" } },
        },
      ],
      ["Leaf", { title: "leaf" }],
    ]);
    const root = { $ref: "#/components/schemas/Node" };
    expect([...schemasIn([root])]).toEqual([root]);
    const found = [...schemasIn([root], namedSchemas(contents))].flatMap(({ title }) => title ?? []);
    expect(found).toEqual(["node", "leaf"]);
  });

  test("end where a value holds itself", () => {
    const own: Record<string, unknown> = {};
    own["not"] = own;
    expect([...schemasIn([own])]).toEqual([own]);
  });
});
