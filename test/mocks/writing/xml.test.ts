import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { decodeBody } from "../../../mocks/validation/decoding/decode-body.ts";
import { startDecoding } from "../../../mocks/validation/decoding/decoding.ts";
import { documentSchemas } from "../../../mocks/validation/schemas/document-schemas.ts";
import { writeXml } from "../../../mocks/writing/write-xml.ts";
import { documentOf } from "../document.ts";

const text = { type: "string" };
const integer = { type: "integer" };

/** What is written for a value, without the declaration. */
function written(schema: unknown, value: unknown, components: object = {}): string {
  const openapi = documentOf({}, { openapi: "3.1.0", components: { schemas: components } });
  const xml = writeXml(value, schema, documentSchemas(openapi, "response"));
  expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
  return xml.slice(xml.indexOf("\n") + 1);
}

async function decode(schema: unknown, xml: string, components: object = {}) {
  const openapi = documentOf({}, { openapi: "3.1.0", components: { schemas: components } });
  const decoding = startDecoding(documentSchemas(openapi, "request"), "test");
  const bytes = new TextEncoder().encode(xml);
  const { value } = await decodeBody(bytes, { mediaType: "application/xml", schema }, decoding);
  return { value, faults: decoding.faults };
}

async function read(schema: unknown, xml: string, components: object = {}) {
  const { value, faults } = await decode(schema, xml, components);
  return { value: JSON.parse(JSON.stringify(value)) as unknown, faults: faults.map(({ code }) => code) };
}

const list = (xml: object | undefined, items: object = text) => ({
  type: "object",
  xml: { name: "r" },
  properties: { books: { type: "array", items, ...(xml && { xml }) } },
});
const object = (properties: object, xml: object = { name: "r" }) => ({ type: "object", xml, properties });

describe("the XML Object", () => {
  // The examples of section 4.8.26.2, and what is like them.
  test.each([
    ["no name, by the property", object({ name: text }), { name: "x" }, "<r><name>x</name></r>"],
    ["a name", object({ name: { ...text, xml: { name: "title" } } }), { name: "x" }, "<r><title>x</title></r>"],
    [
      "an attribute, a prefix and a namespace",
      object({
        id: { ...integer, xml: { attribute: true } },
        name: { ...text, xml: { namespace: "http://a/b", prefix: "s" } },
      }),
      { id: 7, name: "x" },
      '<r id="7"><s:name xmlns:s="http://a/b">x</s:name></r>',
    ],
    [
      "a namespace without a prefix",
      object({ a: text }, { name: "r", namespace: "urn:x" }),
      { a: "1" },
      '<r xmlns="urn:x"><a>1</a></r>',
    ],
    [
      "an attribute with a prefix",
      object({ id: { ...text, xml: { attribute: true, prefix: "p", namespace: "urn:p" } } }),
      { id: "1" },
      '<r xmlns:p="urn:p" p:id="1"/>',
    ],
    ["a list", list(undefined), { books: ["a", "b"] }, "<r><books>a</books><books>b</books></r>"],
    ["a list whose name counts for nothing", list({ name: "aliens" }), { books: ["a"] }, "<r><books>a</books></r>"],
    [
      "a list whose items have a name",
      list(undefined, { ...text, xml: { name: "book" } }),
      { books: ["a", "b"] },
      "<r><book>a</book><book>b</book></r>",
    ],
    [
      "a wrapped list",
      list({ wrapped: true }),
      { books: ["a", "b"] },
      "<r><books><books>a</books><books>b</books></books></r>",
    ],
    [
      "a wrapped list with both names",
      list({ wrapped: true, name: "shelf" }, { ...text, xml: { name: "book" } }),
      { books: ["a"] },
      "<r><shelf><book>a</book></shelf></r>",
    ],
    [
      "a wrapped list with its own name",
      list({ wrapped: true, name: "shelf" }),
      { books: ["a"] },
      "<r><shelf><shelf>a</shelf></shelf></r>",
    ],
    ["an empty wrapped list", list({ wrapped: true }), { books: [] }, "<r><books/></r>"],
    [
      "lists of lists",
      list(undefined, { type: "array", items: integer }),
      { books: [[1, 2], [3]] },
      "<r><books><books>1</books><books>2</books></books><books><books>3</books></books></r>",
    ],
    // OpenAPI 3.2
    [
      "the node type of an element around a list",
      list({ nodeType: "element" }),
      { books: ["a"] },
      "<r><books><books>a</books></books></r>",
    ],
    [
      "the node type attribute",
      object({ id: { ...text, xml: { nodeType: "attribute" } } }),
      { id: "1" },
      '<r id="1"/>',
    ],
    [
      "the node types text and attribute together",
      object({ id: { ...integer, xml: { nodeType: "attribute" } }, value: { ...text, xml: { nodeType: "text" } } }),
      { id: 1, value: "x" },
      '<r id="1">x</r>',
    ],
    [
      "the node type cdata",
      object({ a: { ...text, xml: { nodeType: "cdata" } } }),
      { a: "<b>]]>" },
      "<r><![CDATA[<b>]]]]><![CDATA[>]]></r>",
    ],
    [
      "no node of its own",
      object({ inner: { type: "object", xml: { nodeType: "none" }, properties: { a: integer } } }),
      { inner: { a: 1 } },
      "<r><a>1</a></r>",
    ],
  ])("%s: what is written is read as the same", async (_, schema, value, xml) => {
    expect(written(schema, value)).toBe(xml);
    expect(await read(schema, xml)).toEqual({ value, faults: [] });
  });

  test.each([
    ["of the component", { $ref: "#/components/schemas/Pet" }, "Pet"],
    ["that the component states", { $ref: "#/components/schemas/Named" }, "animal"],
    [
      "beside a reference in allOf",
      { allOf: [{ $ref: "#/components/schemas/Named" }, { xml: { name: "own" } }] },
      "own",
    ],
    ["of the only thing in allOf", { allOf: [{ $ref: "#/components/schemas/Named" }, { description: "d" }] }, "animal"],
    ["not of what it is composed of", { $ref: "#/components/schemas/Dog" }, "Dog"],
    ["or root", { type: "object", properties: { a: text } }, "root"],
  ])("the root has the name %s", (_, schema, name) => {
    const components = {
      Pet: object({ a: text }, {}),
      Named: object({ a: text }, { name: "animal" }),
      Dog: { allOf: [{ $ref: "#/components/schemas/Named" }, object({ b: text }, {})] },
    };
    expect(written(schema, { a: "1" }, components)).toBe(`<${name}><a>1</a></${name}>`);
  });

  test("arrays whose items have one name have an element each, or nobody could tell them apart", async () => {
    const items = { ...text, xml: { name: "item" } };
    const schema = object({
      a: { type: "array", items },
      b: { allOf: [{ type: "array", items: { allOf: [text, { xml: { name: "item" } }] } }] },
      c: { type: "array", items: text },
    });
    const value = { a: ["1", "2"], b: ["3"], c: ["4"] };
    const xml = "<r><a><item>1</item><item>2</item></a><b><item>3</item></b><c>4</c></r>";
    expect(written(schema, value)).toBe(xml);
    expect(await read(schema, xml)).toEqual({ value, faults: [] });
    // and so has an array whose items have the name of another member
    const beside = object({ item: text, a: { type: "array", items } });
    expect(written(beside, { item: "0", a: ["1"] })).toBe("<r><item>0</item><a><item>1</item></a></r>");
    expect(written(object({ a: { type: "array", items } }), { a: ["1"] })).toBe("<r><item>1</item></r>");
  });

  test("names that XML does not have are read as they were written", async () => {
    const names = ["", "first name", "1st", "@id", "a:b", "größe", "toString", "__proto__", "a<b"];
    const properties = Object.fromEntries(names.map((name) => [name, name === "@id" ? integer : text]));
    const schema = JSON.parse(JSON.stringify({ ...object({}), required: names, properties })) as object;
    const value = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:${name === "@id" ? 1 : '"x"'}`)}}`);
    expect(await read(schema, written(schema, value))).toEqual({ value, faults: [] });
  });

  test("null is an element that says so, both ways", async () => {
    const schema = object({ a: { type: ["string", "null"] } });
    const xml = written(schema, { a: null });
    expect(xml).toBe('<r><a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></r>');
    expect(await read(schema, xml)).toEqual({ value: { a: null }, faults: [] });
  });
});

test("whatever is written by a schema is read as the same", async () => {
  const letters = fc
    .string({ unit: "grapheme", minLength: 1 })
    .filter((value) => !/\p{Cc}|[\ufffe\uffff]/u.test(value));
  const schema = object({
    id: { ...integer, xml: { attribute: true } },
    name: text,
    tags: { type: "array", items: { ...text, xml: { name: "tag" } }, xml: { wrapped: true } },
    sizes: { type: "array", items: integer },
    parts: { type: "array", items: object({ label: text, isNew: { type: "boolean" } }, {}) },
    rate: { type: ["number", "null"] },
  });
  const part = fc.record({ label: letters, isNew: fc.boolean() }, { requiredKeys: [], noNullPrototype: true });
  const values = fc.record(
    {
      id: fc.integer(),
      name: letters,
      tags: fc.array(letters),
      sizes: fc.array(fc.integer(), { minLength: 1 }),
      parts: fc.array(part, { minLength: 1 }),
      rate: fc.option(fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((n) => n + 0)),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      expect(await read(schema, written(schema, value))).toEqual({ value, faults: [] });
    }),
  );
});

describe("what is written is well-formed, whatever the value", () => {
  test.each([
    ["<script>", "_script_"],
    ["1st", "_1st"],
    ["a b", "a_b"],
    ["ns:a", "ns:a"],
    ["a:b:c", "a_b_c"],
    ["__proto__", "__proto__"],
    ["größe", "größe"],
  ])("the name %s", (name, want) => {
    const value = JSON.parse(JSON.stringify({ [name]: 1 }).replace("{}", '{"__proto__":1}')) as object;
    expect(written(object({}), value)).toBe(`<r><${want}>1</${want}></r>`);
  });

  test("characters that XML does not have are replaced", () => {
    expect(written(object({}), { a: "\0\x1b\ufffe<&>" })).toBe("<r><a>\ufffd\ufffd\ufffd&lt;&amp;&gt;</a></r>");
  });

  test("and another parser reads the same texts", () => {
    const parser = new XMLParser({
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
      ignoreAttributes: false,
      attributeNamePrefix: "",
    });
    const schema = object({ id: { ...text, xml: { attribute: true } }, a: text });
    const texts = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((value) => !/\p{Cc}|[\ufffe\uffff]/u.test(value));
    fc.assert(
      fc.property(texts, texts, (id, a) => {
        const parsed = parser.parse(`${written(schema, { id, a })}`) as unknown;
        expect(parsed).toEqual({ r: { id, a } });
      }),
    );
  });
});

describe("XML that is sent", () => {
  const schema = object({
    id: { ...integer, xml: { attribute: true } },
    tags: { type: "array", items: text },
    price: { type: "number" },
    isNew: { type: "boolean" },
    big: { type: "integer", format: "int64" },
  });

  test("is read by types, whatever the order, prefixes, comments and spaces", async () => {
    const xml = `<?xml version="1.0"?><!-- c --><p:r xmlns:p="urn:p" id="7">
      <tags>a</tags> <isNew> true </isNew><tags><![CDATA[<b>]]></tags><?pi x?><price>1.5</price>
    </p:r>`;
    expect(await read(schema, xml)).toEqual({
      value: { id: 7, tags: ["a", "<b>"], price: 1.5, isNew: true },
      faults: [],
    });
  });

  test("and what no property describes has its own name", async () => {
    const xml = "<r><other>1</other><more><a>1</a></more><many>1</many><many>2</many></r>";
    expect((await read(schema, xml)).value).toEqual({ other: "1", more: { a: "1" }, many: ["1", "2"] });
  });

  test.each([
    ["an end that is missing", "<r>"],
    ["text", "nothing"],
    ["two roots", "<r/><r/>"],
    ["nothing but a comment", "<!-- -->"],
    ["an unknown entity", "<r>&nbsp;</r>"],
    ["an entity of its own", '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'],
    ["a file as an entity", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r>&a;</r>'],
    [
      "entities that multiply",
      '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><r><tags>&b;&b;&b;</tags></r>',
    ],
    ["elements nested without end", "<r>".repeat(100_000)],
    ["more elements than a message has", `<r>${"<a/>".repeat(200_001)}</r>`],
    ["more attributes than an element has", `<r ${Array.from({ length: 2_000 }, (_, at) => `a${at}="1"`).join(" ")}/>`],
  ])("is refused with %s", async (_, xml) => {
    expect((await read(schema, xml)).faults).toEqual(["xml"]);
  });

  test.each([
    ["<r>&a;</r>", "is not well-formed XML"],
    ['<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "has an entity of its document type, which is not read"],
    ['<!DOCTYPE r [<!ENTITY a "b">]><r>', "is not well-formed XML"],
  ])("%s says why it is refused", async (xml, why) => {
    expect((await decode(schema, xml)).faults).toMatchObject([{ predicate: why }]);
  });

  test("is refused with another root than the document states", async () => {
    expect((await read(schema, "<other/>")).faults).toEqual(["xml-root"]);
    expect((await read(object({}, {}), "<other/>")).faults).toEqual([]);
  });

  test("costs little, however many names there are", async () => {
    const xml = `<r>${Array.from({ length: 100_000 }, (_, at) => `<a${at}/>`).join("")}</r>`;
    const before = process.cpuUsage();
    await read(schema, xml);
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(5);
  });

  test("does not follow a schema that holds itself without an element between", async () => {
    const Self = { type: "object", xml: { name: "r" }, properties: { self: { $ref: "#/components/schemas/None" } } };
    const None = { ...Self, xml: { nodeType: "none" } };
    expect((await read({ $ref: "#/components/schemas/Self" }, "<r/>", { Self, None })).faults).toEqual([]);
  });
});
