import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { sampled } from "./sampled.ts";

const text = { type: "string" };
const integer = { type: "integer" };
const formatted = (format: string, ...patterns: string[]) => ({
  ...{ ...text, format },
  ...(patterns.length === 1 ? { pattern: patterns[0] } : { allOf: patterns.map((pattern) => ({ pattern })) }),
});
const matched = (pattern: string, rest: object = {}) => ({ ...text, pattern, ...rest });
const object = (properties: object, rest: object = {}) => ({ type: "object", properties, ...rest });
const array = (items: object, rest: object = {}) => ({ type: "array", items, ...rest });

/** A keyword that looks like a method of promises. */
const consequence = "then";

/** Each schema with a value that satisfies it: what is made up has no excuse. */
const kinds: Readonly<Record<string, Readonly<Record<string, readonly [schema: object, witness: unknown]>>>> = {
  "a format beside a pattern": {
    "a moment in UTC": [formatted("date-time", "Z$"), "2020-01-01T00:00:00Z"],
    "a moment of this century": [formatted("date-time", "^20"), "2020-01-01T00:00:00Z"],
    "a moment with an offset": [formatted("date-time", "[+-]\\d{2}:\\d{2}$"), "2020-01-01T00:00:00+01:00"],
    "a moment with milliseconds": [formatted("date-time", "\\.\\d{3}Z$"), "2020-01-01T00:00:00.123Z"],
    "a moment of another century": [formatted("date-time", "^19"), "1920-01-01T00:00:00Z"],
    "a moment at midnight": [formatted("date-time", "T00:00:00"), "2020-01-01T00:00:00Z"],
    "a first of the month": [formatted("date", "-01$"), "2020-02-01"],
    "a last of a short month": [formatted("date", "-02-29$"), "2020-02-29"],
    "a date of one year": [formatted("date", "^1999-"), "1999-01-01"],
    "a time at the full hour": [formatted("time", ":00:00"), "10:00:00Z"],
    "a duration of days": [formatted("duration", "^P\\d+D$"), "P3D"],
    "a duration of seconds": [formatted("duration", "^PT\\d+S$"), "PT3S"],
    "an address of a domain": [formatted("email", "@corp\\.test$"), "a@corp.test"],
    "an address of one of two domains": [formatted("email", "^[a-z]+@(?:one|two)\\.test$"), "a@one.test"],
    "an address with a tag": [formatted("email", "\\+"), "a+b@example.com"],
    "a secure address": [formatted("uri", "^https://"), "https://a.test"],
    "an address of another scheme": [formatted("uri", "^(?:s3|gs)://"), "s3://a"],
    "an address of a name": [formatted("uri", "^urn:isbn:\\d{10}$"), "urn:isbn:0123456789"],
    "an address of one host": [formatted("uri", "^https://api\\.corp\\.test/v\\d+/"), "https://api.corp.test/v1/"],
    "an address with a query": [formatted("uri", "\\?page=\\d+$"), "http://a.test?page=1"],
    "an address with an end": [formatted("uri", "\\.png$"), "http://a.test/b.png"],
    "an identifier of version 4": [
      formatted("uuid", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
      "095be615-a8ad-4c33-8e9c-c7612fbf6c9f",
    ],
    "an identifier of version 7": [formatted("uuid", "^.{14}7"), "095be615-a8ad-7c33-8e9c-c7612fbf6c9f"],
    "an identifier in capitals": [formatted("uuid", "^[0-9A-F-]+$"), "095BE615-A8AD-4C33-8E9C-C7612FBF6C9F"],
    "an identifier that begins": [formatted("uuid", "^00000000-"), "00000000-a8ad-4c33-8e9c-c7612fbf6c9f"],
    "a network": [formatted("ipv4", "^10\\."), "10.0.0.1"],
    "another network": [formatted("ipv4", "^172\\.(?:1[6-9]|2\\d|3[01])\\."), "172.16.0.1"],
    "the end of a network": [formatted("ipv4", "\\.255$"), "10.0.0.255"],
    "a local address": [formatted("ipv6", "^fe80:"), "fe80::1"],
    "a host below a domain": [formatted("hostname", "\\.corp\\.test$"), "a.corp.test"],
    "a host of one label": [formatted("hostname", "^[a-z]+$"), "localhost"],
    "bytes that begin": [formatted("byte", "^iVBOR"), "iVBORaaa"],
    "a pointer into a part": [formatted("json-pointer", "^/components/"), "/components/a"],
    "a path from the root": [formatted("uri-reference", "^/v1/"), "/v1/"],
    "two patterns": [formatted("email", "^support", "\\.test$"), "support@a.test"],
    "a format that says nothing": [formatted("sku", "^[A-Z]{3}$"), "ABC"],
    "two formats": [{ ...text, allOf: [{ format: "uri" }, { format: "ipv6" }] }, "fe80::1"],
    "two formats without a type": [{ format: "uri-reference", oneOf: [{ format: "ipv6" }] }, "fe80::1"],
    "three formats": [
      { ...formatted("hostname", "^095"), anyOf: [{ format: "uuid" }], oneOf: [{ format: "uri-reference" }] },
      "095be615-a8ad-4c33-8e9c-c7612fbf6c9f",
    ],
    "an encoding that gives way": [matched("^.{2,2}$", { contentEncoding: "base64" }), "90"],
    "an encoding that gives way to a length": [{ ...text, contentEncoding: "base64", minLength: 1, maxLength: 1 }, "9"],
    "an encoding that does not": [matched("^.{8}$", { contentEncoding: "base64" }), "c3RyaW5n"],
    "a length besides": [
      { ...formatted("uri", "^https://"), minLength: 30, maxLength: 40 },
      `https://${"a".repeat(26)}`,
    ],
  },
  "what a pattern looks around for": {
    "another beginning": [matched("^(?!foo)"), "a"],
    "another beginning of letters": [matched("^(?!s)[a-z]+$"), "a"],
    "none of several words": [matched("^(?!(?:string|lorem|ipsum)$)\\w+$"), "a"],
    "a password": [matched("^(?=.*\\d)(?=.*[A-Z]).{8,}$"), "aaaaaaA1"],
    "a password of four classes": [
      matched("^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[@$!%*?&])[A-Za-z\\d@$!%*?&]{8,64}$"),
      "aaaaaA1@",
    ],
    "a password of a length": [
      matched("(?=.*[0-9])(?=.*[A-Z])(?=.*[^A-Za-z0-9])", { minLength: 12, maxLength: 12 }),
      "aaaaaaaaaA1@",
    ],
    "a password without spaces": [matched("^(?=\\S{6,12}$)(?=.*?[0-9]{2}).*$"), "aaaa12"],
    "no two hyphens": [matched("^(?!.*--)[a-z](?:[a-z-]*[a-z])?$", { minLength: 12 }), "a-b-c-d-e-f-g"],
    "no end": [matched("^[a-z-]{3,}(?<!-)$"), "abc"],
    "what stands before": [matched("(?<=id:)\\d+$"), "id:1"],
    "what does not stand before": [matched("^[a-z]+(?<!string)$"), "a"],
    "not only noughts": [matched("^(?!0+$)\\d{4}$"), "0001"],
    "no social security number of noughts": [
      matched("^(?!000|666)[0-8]\\d{2}-(?!00)\\d{2}-(?!0000)\\d{4}$"),
      "123-45-6789",
    ],
    "within a repetition": [matched("^(?:(?!ab)[ab]){4}$"), "bbbb"],
    "an edge of words": [matched("\\bcat\\b.*\\bdog\\b"), "cat dog"],
    "no edge of words": [matched("^\\w+\\Bs\\b!$"), "cats!"],
    "a host by its labels": [matched("^(?=.{5,20}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\\.)+[a-z]{2,}$"), "a.corp"],
    "beside a denial": [{ ...matched("^[a-z]{3,8}$"), not: { pattern: "^[a-m]" } }, "zoo"],
    "beside two denials": [
      { ...text, minLength: 3, allOf: [{ not: { pattern: "^s" } }, { not: { pattern: "[aeiou]" } }] },
      "xyz",
    ],
    "beside a denial of letters": [{ ...text, not: { pattern: "[a-z]" }, minLength: 4 }, "1234"],
    "beside a denial of a format": [{ ...matched("^[\\da-f.:]+$"), not: { format: "ipv4" }, minLength: 7 }, "aaaaaaa"],
    "all of a rare kind": [matched("^(?:AB\\d{2}){3}$", { allOf: [{ pattern: "7.*7.*7" }] }), "AB17AB17AB17"],
  },
  "what is denied of arrays": {
    "what is contained": [array(integer, { not: { contains: { const: 0 } } }), [1]],
    "what is contained, of several types": [
      array({ type: ["integer", "string"] }, { minItems: 3, not: { contains: integer } }),
      ["a", "b", "c"],
    ],
    "that some are contained": [
      array(integer, { minItems: 3, not: { contains: { minimum: 5 }, minContains: 2 } }),
      [1, 2, 3],
    ],
    "distinct items": [array(integer, { not: { uniqueItems: true } }), [1, 1]],
    "distinct items, of many": [array(text, { minItems: 4, not: { uniqueItems: true } }), ["a", "a", "b", "c"]],
    "distinct objects": [
      array(object({ id: integer }, { required: ["id"] }), { not: { uniqueItems: true } }),
      [{ id: 1 }, { id: 1 }],
    ],
    "items of a kind": [array({ type: ["integer", "string"] }, { not: { items: integer } }), ["a"]],
    "items of a limit": [array(integer, { not: { items: { minimum: 0 } }, minItems: 2 }), [-1, 1]],
    "an empty list": [array(integer, { not: { maxItems: 0 } }), [1]],
    "lists of two": [array(integer, { not: { minItems: 2 } }), [1]],
    "the first item": [array(integer, { minItems: 2, not: { prefixItems: [{ const: 0 }] } }), [1, 0]],
    "without a type": [{ not: { contains: { const: 0 } } }, []],
    "items without a type": [{ type: ["array", "null"], not: { items: integer } }, ["a"]],
    "a list of a number of items": [array(integer, { not: { minItems: 1, maxItems: 3 } }), []],
  },
  "what is denied of others": {
    "two members at once": [
      object({ a: text, b: text }, { required: ["a"], not: { required: ["a", "b"] } }),
      { a: "a" },
    ],
    "any of two members": [
      object({ a: text, b: text, c: text }, { not: { anyOf: [{ required: ["a"] }, { required: ["b"] }] } }),
      { c: "a" },
    ],
    "a pattern": [{ ...text, not: { pattern: "^[a-s]" } }, "t"],
    "a pattern of all words": [{ ...text, not: { pattern: "^[a-z ]*$" } }, "1"],
    multiples: [{ ...integer, not: { multipleOf: 2 } }, 1],
    "multiples of several": [
      { ...integer, minimum: 0, allOf: [{ not: { multipleOf: 2 } }, { not: { multipleOf: 3 } }] },
      1,
    ],
    "multiples beside multiples": [{ ...integer, multipleOf: 5, not: { multipleOf: 10 }, minimum: 10 }, 15],
    "whole steps": [{ type: "number", not: { multipleOf: 1 } }, 0.5],
    "one number of a range": [{ ...integer, minimum: 1, maximum: 2, not: { const: 1 } }, 2],
    "a range in a range": [{ ...integer, minimum: 0, maximum: 20, not: { minimum: 0, maximum: 18 } }, 19],
    "closed objects": [
      object({ a: text }, { not: { additionalProperties: false, properties: { a: true } } }),
      { b: 1 },
    ],
    "names of members": [{ type: "object", not: { propertyNames: { pattern: "^x-" } } }, { a: 1 }],
    "members of a pattern": [
      { type: "object", minProperties: 1, not: { patternProperties: { "^x-": integer } } },
      { "x-a": "a" },
    ],
    "what needs another": [object({ a: text, b: text }, { not: { dependentRequired: { a: ["b"] } } }), { a: "a" }],
    "a format": [{ ...text, format: "ipv4", not: { pattern: "^192\\." } }, "10.0.0.1"],
    "all but a few": [{ enum: [1, "a", null, [1], { a: 1 }], not: { enum: [1, "a", null, [1]] } }, { a: 1 }],
    "a condition": [{ ...integer, not: { if: { minimum: 0 }, [consequence]: { maximum: 10 } } }, 11],
    alternatives: [{ not: { anyOf: [text, integer, { type: "null" }, { type: "boolean" }] } }, []],
    "exactly one": [{ ...integer, not: { oneOf: [{ minimum: 0 }, { maximum: 50 }] } }, 7],
    everything: [{ anyOf: [{ not: {} }, { not: { description: "Any." } }, { const: 1 }] }, 1],
    "many things that nest": [
      {
        allOf: [
          { oneOf: [{ enum: [3] }, { not: { required: ["x-one"] } }] },
          {
            not: {
              anyOf: [matched("^(?!foo)"), { ...text, allOf: [{ not: {} }, { format: "uri", pattern: "(?<!z)$" }] }],
            },
          },
          {
            not: {
              allOf: [
                { not: { pattern: "4[0-9a-f]{3}" }, pattern: "[aeiou]" },
                object(
                  { c: {}, kind: {} },
                  {
                    ...{
                      additionalProperties: false,
                      patternProperties: { "^x-": { type: "null" } },
                      maxProperties: 4,
                    },
                    not: { properties: { c: { type: "null" } }, required: ["c"] },
                  },
                ),
              ],
            },
          },
          {
            if: { type: "number", maximum: 3.25 },
            [consequence]: { type: "number", allOf: [{ minimum: -13.75 }, { not: { multipleOf: 1 } }] },
            else: object(
              { c: {}, kind: {} },
              {
                ...{ additionalProperties: { anyOf: [{}, { type: "null" }] }, minProperties: 2, maxProperties: 3 },
                ...{ propertyNames: { pattern: "^.{1,5}$" }, dependentSchemas: { a: { required: ["kind"] } } },
                not: { required: ["a", "kind"] },
              },
            ),
          },
        ],
      },
      { c: "AB12-CD34", kind: {} },
    ],
    "an object within": [
      object(
        { a: object({ b: integer }, { required: ["b"] }) },
        {
          required: ["a"],
          not: { properties: { a: { properties: { b: { minimum: 0 } } } } },
        },
      ),
      { a: { b: -1 } },
    ],
  },
  conditions: {
    "of a value": [
      object(
        { kind: { enum: ["a", "b"] }, size: integer },
        {
          required: ["kind"],
          if: { properties: { kind: { const: "a" } } },
          [consequence]: { required: ["size"], properties: { size: { minimum: 10 } } },
          else: { properties: { size: false } },
        },
      ),
      { kind: "b" },
    ],
    "that only the other branch fulfils": [
      object(
        { kind: { enum: ["a", "b"] } },
        { required: ["kind"], if: { properties: { kind: { const: "a" } } }, [consequence]: false },
      ),
      { kind: "b" },
    ],
    "of a number": [
      { ...integer, minimum: 1, if: { multipleOf: 2 }, [consequence]: { minimum: 100 }, else: { maximum: 5 } },
      1,
    ],
    "of a text": [
      { ...text, if: { pattern: "^[a-z]" }, [consequence]: { minLength: 20 }, else: { maxLength: 4 } },
      "A",
    ],
    several: [
      object(
        { country: { enum: ["US", "CA", "NL"] }, zip: text },
        {
          required: ["country", "zip"],
          allOf: [
            {
              if: { properties: { country: { const: "US" } } },
              [consequence]: { properties: { zip: { pattern: "^\\d{5}$" } } },
            },
            {
              if: { properties: { country: { const: "CA" } } },
              [consequence]: { properties: { zip: { pattern: "^[A-Z]\\d[A-Z]$" } } },
            },
            {
              if: { properties: { country: { const: "NL" } } },
              [consequence]: { properties: { zip: { pattern: "^\\d{4} [A-Z]{2}$" } } },
            },
          ],
        },
      ),
      { country: "US", zip: "12345" },
    ],
    "without a consequence": [{ ...integer, if: { minimum: 3 } }, 1],
    "within a condition": [
      object(
        { a: integer, b: integer, c: integer },
        {
          if: { required: ["a"] },
          [consequence]: { if: { required: ["b"] }, [consequence]: { required: ["c"] }, else: { required: ["d"] } },
        },
      ),
      {},
    ],
    "of schemas beside members": [
      object(
        { card: text, address: text },
        { dependentSchemas: { card: { required: ["address"], properties: { address: { minLength: 20 } } } } },
      ),
      {},
    ],
    "of schemas that exclude each other": [
      object(
        { a: text, b: text },
        { dependentSchemas: { a: { properties: { b: false } }, b: { properties: { a: false } } }, minProperties: 1 },
      ),
      { a: "a" },
    ],
    "of a schema that refuses": [object({ a: text, b: text }, { dependentSchemas: { a: false } }), { b: "a" }],
  },
  "what is contained": {
    "two of several distinct ones": [
      array(integer, { contains: { minimum: 5 }, minContains: 2, maxContains: 3, uniqueItems: true, minItems: 5 }),
      [5, 6, 0, 1, 2],
    ],
    "exactly one of an enumeration": [
      array({ enum: ["a", "b", "c"] }, { contains: { const: "a" }, maxContains: 1, uniqueItems: true, minItems: 3 }),
      ["a", "b", "c"],
    ],
    "all of few": [
      array({ enum: [1, 2, 3, 4] }, { contains: { minimum: 3 }, minContains: 2, uniqueItems: true, minItems: 4 }),
      [1, 2, 3, 4],
    ],
    "two different ones": [
      {
        ...{ type: "array", uniqueItems: true, items: { type: ["string", "integer", "boolean"] }, minItems: 4 },
        allOf: [
          { contains: { const: true }, maxContains: 1 },
          { contains: text, minContains: 2, maxContains: 2 },
        ],
      },
      [true, "a", "b", 1],
    ],
    "of a tuple": [
      { type: "array", prefixItems: [text, integer], contains: { const: 7 }, minItems: 2, maxItems: 2, items: false },
      ["a", 7],
    ],
    "of a tuple's first": [
      { type: "array", prefixItems: [integer, text], contains: { const: 7 }, minItems: 2, maxItems: 2, items: false },
      [7, "a"],
    ],
    "three distinct ones of anything, by a condition that never holds": [
      {
        ...{ items: { anyOf: [{ type: "array" }, {}] }, uniqueItems: true, oneOf: [{ contains: {}, minContains: 3 }] },
        ...{ if: { format: "ipv4", not: {} }, else: { not: { items: { type: "null" } } } },
      },
      [{}, ["a"], { b: 1 }],
    ],
    "no more than one of anything": [{ prefixItems: [{}, {}], contains: {}, maxContains: 1 }, [1]],
    "no more than two of any objects": [
      array(object({ a: text }), { prefixItems: [{}, {}, {}], contains: { type: "object" }, maxContains: 2 }),
      [{}],
    ],
    "one of a kind, and one in all": [
      { prefixItems: [{}, {}], contains: { enum: [3] }, oneOf: [{ contains: {}, minContains: 0, maxContains: 1 }] },
      [3],
    ],
    "one item for two": [
      array(integer, { maxItems: 1, allOf: [{ contains: { minimum: 5 } }, { contains: { multipleOf: 7 } }] }),
      [7],
    ],
    "objects by a member": [
      array(object({ role: { enum: ["owner", "member"] } }, { required: ["role"] }), {
        ...{ contains: { properties: { role: { const: "owner" } } }, minContains: 1, maxContains: 1, minItems: 3 },
      }),
      [{ role: "owner" }, { role: "member" }, { role: "member" }],
    ],
    "distinct booleans": [array({ type: "boolean" }, { uniqueItems: true, minItems: 2 }), [true, false]],
    "distinct booleans in objects": [
      array(object({ a: { type: "boolean" } }, { required: ["a"], additionalProperties: false }), {
        ...{ uniqueItems: true, minItems: 2 },
      }),
      [{ a: true }, { a: false }],
    ],
  },
  alternatives: {
    "that overlap": [
      {
        oneOf: [
          { ...integer, minimum: 0 },
          { ...integer, maximum: 10 },
        ],
      },
      -1,
    ],
    "that overlap by members": [
      { oneOf: [object({ a: text }, { required: ["a"] }), object({ b: text }, { required: ["b"] })] },
      { a: "a" },
    ],
    "of which one takes all": [{ oneOf: [object({}), object({ a: text }, { required: ["a"] })] }, {}],
    "of which one is narrower": [{ oneOf: [text, { ...text, maxLength: 5 }] }, "aaaaaa"],
    "of patterns": [{ ...text, oneOf: [{ pattern: "^[a-m]" }, { pattern: "[n-z]$" }, { pattern: "q" }] }, "a"],
    "of steps": [{ ...integer, oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] }, 3],
    "of steps up to a limit": [{ ...integer, minimum: 15, oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] }, 18],
    "of enumerations": [{ oneOf: [{ enum: ["a", "b"] }, { enum: ["a", "b", "c"] }] }, "c"],
    "of arrays": [{ oneOf: [array(text), array(integer)] }, [1]],
    "of objects without required members": [{ oneOf: [object({ a: text }), object({ a: integer })] }, { a: 1 }],
    "of objects that are closed": [
      {
        oneOf: [
          object({ a: text, b: text }, { additionalProperties: false }),
          object({ a: text, c: text }, { additionalProperties: false }),
        ],
      },
      { b: "a" },
    ],
    "beside others": [
      { ...integer, anyOf: [{ minimum: 10 }, { maximum: -10 }], oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }] },
      10,
    ],
    "three that overlap": [{ ...integer, oneOf: [{ minimum: 0 }, { minimum: 10 }, { maximum: 5 }] }, -1],
    "numbers and whole numbers": [{ oneOf: [{ type: "number" }, integer] }, 0.5],
  },
  "enumerations of several schemas": {
    two: [{ allOf: [{ enum: ["a", "b"] }, { enum: ["b", "c"] }] }, "b"],
    three: [{ allOf: [{ enum: [1, 2, 3] }, { enum: [2, 3, 4] }, { enum: [3, 4, 5] }] }, 3],
    "of objects in another order": [
      { allOf: [{ enum: [{ a: 1, b: 2 }] }, { enum: [{ b: 2, a: 1 }, 3] }] },
      { a: 1, b: 2 },
    ],
    "beside limits": [{ enum: [1, 5, 10], allOf: [{ minimum: 4 }, { not: { const: 5 } }] }, 10],
    "beside a pattern": [{ enum: ["a", "b1", "c"], pattern: "\\d" }, "b1"],
    "beside a format": [{ ...text, enum: ["a", "2020-01-01"], format: "date" }, "2020-01-01"],
    "beside a length": [{ enum: ["a", "bb", "ccc"], minLength: 2, maxLength: 2 }, "bb"],
    "beside required members": [{ enum: [{ a: 1 }, { b: 2 }], required: ["b"] }, { b: 2 }],
    "beside items": [{ enum: [[1], ["a"], []], items: text, minItems: 1 }, ["a"]],
    "of members": [
      { allOf: [object({ k: { enum: ["a", "b"] } }, { required: ["k"] }), object({ k: { enum: ["b", "c"] } })] },
      { k: "b" },
    ],
    "of alternatives": [{ enum: ["a", "b", "c"], anyOf: [{ const: "x" }, { const: "c" }] }, "c"],
    "a constant of them": [{ allOf: [{ enum: ["a", "b"] }, { const: "b" }] }, "b"],
  },
};

describe.each(Object.entries(kinds))("what is made up satisfies %s", (_, schemas) => {
  test.each(Object.entries(schemas))("%s", (__, [schema, witness]) => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    expect(validate(witness), "the schema is satisfied").toBe(true);
    const { values, unsatisfied } = sampled(schema);
    expect(values.filter((value) => !validate(value)).map((value) => JSON.stringify(value))).toEqual([]);
    expect(unsatisfied).toEqual([]);
  });
});
