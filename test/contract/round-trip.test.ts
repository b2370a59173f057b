import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type {
  BodyDescription,
  EncodingDescription,
  ParameterDescription,
  ParameterStyle,
  RequestDraft,
} from "../../generator/runtime/core/description.ts";
import { writeForm, writeMultipart, writeQueryString } from "../../generator/runtime/request/body.ts";
import { writeStyled } from "../../generator/runtime/request/parameters.ts";
import { createRequestValidator } from "../../mocks/validation/request-validator.ts";
import { writeQuery } from "../../mocks/writing/write-query.ts";
import { documentWith, operationOf } from "../mocks/validation/validate.ts";

/** A schema, and values of it that have a form on the wire: there is none for what is empty, or null. */
interface Kind {
  readonly schema: object;
  readonly values: fc.Arbitrary<unknown>;
}

const latin = fc.string({ minLength: 1, unit: fc.constantFrom(..."abz09-_.~") });
const any = fc.string({ minLength: 1, unit: "grapheme" });

/** The kinds whose texts are of that alphabet; those with arrays and objects inside of others only where `isDeep`. */
function kindsOf(text: fc.Arbitrary<string>): { readonly flat: readonly Kind[]; readonly deep: readonly Kind[] } {
  const primitives: Kind[] = [
    { schema: { type: "string" }, values: text },
    { schema: { type: "integer" }, values: fc.integer() },
    {
      schema: { type: "number" },
      values: fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((n) => n + 0),
    },
    { schema: { type: "boolean" }, values: fc.boolean() },
  ];
  const arrays = (kinds: readonly Kind[]): Kind[] =>
    kinds.map(({ schema, values }) => ({
      schema: { type: "array", items: schema },
      values: fc.array(values, { minLength: 1, maxLength: 4 }),
    }));
  const objects = (kinds: readonly Kind[]): Kind[] => [
    {
      schema: {
        type: "object",
        properties: Object.fromEntries(kinds.map(({ schema }, index) => [`m${index}`, schema])),
      },
      values: fc
        .record(Object.fromEntries(kinds.map(({ values }, index) => [`m${index}`, values])), { requiredKeys: [] })
        .filter((value) => Object.keys(value).length > 0)
        .map((value) => ({ ...value })),
    },
  ];
  const ofPrimitives = [...arrays(primitives), ...objects(primitives)];
  return {
    flat: [...primitives, ...ofPrimitives],
    deep: [...arrays(ofPrimitives), ...objects([...primitives, ...ofPrimitives])],
  };
}

/** The value that the mock reads of what the client wrote, and what it has against it. */
async function readBack(parameter: ParameterDescription, schema: object, value: unknown): Promise<unknown> {
  const { name, in: place, style, explode, allowReserved, content } = parameter;
  const described = content ? { content: { [content]: { schema } } } : { schema, style, explode, allowReserved };
  const document = documentWith({ parameters: [{ name, in: place, required: place === "path", ...described }] });
  const draft: RequestDraft = { path: {}, query: [], header: {} };
  writeStyled(draft, parameter, value);
  const headers = Object.entries(draft.header).map(([key, text]) => [key.toLowerCase(), String(text)]);
  const { arguments: read, violations } = await createRequestValidator(
    operationOf(document),
    document,
  )({
    variables: new Map(Object.entries(draft.path)),
    query: draft.query.join("&"),
    headers: Object.fromEntries(headers),
    body: new Uint8Array(),
  });
  return { value: plain(read[place][name]), violations: violations.map(({ message }) => message) };
}

/** A value without the prototypes that the mock leaves out. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

type Place = ParameterDescription["in"];
const styles: readonly [place: Place, style: ParameterStyle, explode: boolean, what: "flat" | "deep"][] = [
  ["query", "form", true, "deep"],
  ["query", "form", false, "deep"],
  ["query", "deepObject", true, "deep"],
  ["path", "simple", true, "deep"],
  ["path", "simple", false, "deep"],
  ["path", "label", true, "deep"],
  ["path", "label", false, "deep"],
  ["path", "matrix", true, "deep"],
  ["path", "matrix", false, "deep"],
  ["header", "simple", true, "flat"],
  ["header", "simple", false, "flat"],
  ["cookie", "form", true, "flat"],
  ["cookie", "form", false, "flat"],
];

/** What else the mock knows of a parameter. */
const rest = { place: "query", isRequired: false, allowsEmptyValue: false, mediaType: undefined } as const;

/** The same values each time. */
const seed = 1511;

/** Values that the style has a form for. */
function kindsFor(place: Place, style: ParameterStyle, what: "flat" | "deep"): readonly Kind[] {
  const text = place === "header" || place === "cookie" ? latin : any;
  const { flat, deep } = kindsOf(text);
  const kinds = what === "deep" ? [...flat, ...deep] : flat;
  // A whole number or text has no brackets.
  const hasForm = ({ schema }: Kind) => style !== "deepObject" || /^.{0,9}"object/.test(JSON.stringify(schema));
  return kinds.filter(hasForm);
}

describe("what the client writes, the mock reads:", () => {
  test.each(styles)(
    "a parameter in %s, style %s, explode %s",
    { timeout: 60_000 },
    async (...[place, style, explode, what]) => {
      const kinds = kindsFor(place, style, what);
      const drawn = fc.oneof(...kinds.map(({ schema, values }) => values.map((value) => ({ schema, value }))));
      await fc.assert(
        fc.asyncProperty(drawn, async ({ schema, value }) => {
          const read = await readBack({ name: "p", in: place, style, explode }, schema, value);
          expect(read).toEqual({ value: plain(value), violations: [] });
        }),
        { numRuns: 150, seed },
      );
    },
  );

  // Of what separates something in one style or another.
  const separating = fc.string({ maxLength: 5, unit: fc.constantFrom(..."ab1,;.=|[]&+#\t ") });
  const items = {
    text: { schema: { type: "string" }, values: separating },
    list: {
      schema: { type: "array", items: { type: "string" } },
      values: fc.oneof(fc.constant([""]), fc.array(separating, { minLength: 1 })),
    },
    lists: {
      schema: { type: "array", items: { type: "array", items: { type: "string" } } },
      values: fc.array(fc.array(separating, { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    },
    map: {
      schema: {
        type: "object",
        properties: { m: { type: "string" }, n: { type: "string" } },
        additionalProperties: { type: "string" },
      },
      values: fc.record({ m: separating, n: separating }),
    },
  };
  const encoded = styles.filter(([place, style]) => place !== "header" && style !== "deepObject");
  test.each(encoded)("what separates, in %s, style %s, explode %s", async (place, style, explode) => {
    const drawn = fc.oneof(...Object.values(items).map(({ schema, values }) => values.map((value) => [schema, value])));
    await fc.assert(
      fc.asyncProperty(drawn, fc.boolean(), async ([schema, value], allowReserved) => {
        const read = await readBack({ name: "p", in: place, style, explode, allowReserved }, schema as object, value);
        expect(read).toEqual({ value: plain(value), violations: [] });
      }),
      { numRuns: 60, seed },
    );
  });

  test.each([
    ["header", "simple", true, ","],
    ["header", "simple", false, ","],
    ["query", "spaceDelimited", false, " "],
    ["query", "pipeDelimited", false, "|"],
    ["query", "tabDelimited", false, "\t"],
  ] as const)("in %s, style %s, explode %s, an item with what separates is a TypeError", async (...row) => {
    const [place, style, explode, separator] = row;
    const { schema } = items.list;
    const inner = separating
      .filter(Boolean)
      .map((text) => text.replaceAll(/[\t ]/g, place === "header" ? "" : "$&") || "a");
    const check = async (value: readonly string[]) => {
      const reading = readBack({ name: "p", in: place, style, explode }, schema, value);
      if (value.some((text) => text.includes(separator))) await expect(reading).rejects.toThrow(TypeError);
      else expect(await reading).toEqual({ value, violations: [] });
    };
    await fc.assert(fc.asyncProperty(fc.array(inner, { minLength: 1 }), check), { numRuns: 60, seed });
  });

  test("keys of a deepObject, whatever brackets they have", async () => {
    const key = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(..."a[]%25bBD.=&") });
    const text = { type: "string" };
    const map = { type: "object", additionalProperties: text };
    const schema = { type: "object", additionalProperties: map };
    const values = fc.dictionary(key, fc.dictionary(key, any, { minKeys: 1 }), { minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const parameter = { name: "p", in: "query", style: "deepObject", explode: true } as const;
        expect(await readBack(parameter, schema, value)).toEqual({ value: plain(value), violations: [] });
        const draft: RequestDraft = { path: {}, query: [], header: {} };
        writeStyled(draft, parameter, value);
        expect(writeQuery(value, { ...parameter, ...rest, schema })).toBe(draft.query.join("&"));
      }),
      { numRuns: 100, seed },
    );
  });

  test.each(["spaceDelimited", "pipeDelimited"] as const)("an array in a query, style %s", async (style) => {
    // an item with the separator in it has no form of its own (OpenAPI 3.1.1, appendix E)
    const separator = style === "spaceDelimited" ? " " : "|";
    const { flat } = kindsOf(any.filter((text) => !text.includes(separator)));
    const kinds = flat.filter(({ schema }) => JSON.stringify(schema).startsWith('{"type":"array"'));
    const drawn = fc.oneof(...kinds.map(({ schema, values }) => values.map((value) => ({ schema, value }))));
    await fc.assert(
      fc.asyncProperty(drawn, fc.boolean(), async ({ schema, value }, explode) => {
        const read = await readBack({ name: "p", in: "query", style, explode }, schema, value);
        expect(read).toEqual({ value: plain(value), violations: [] });
      }),
    );
  });

  test.each(["application/x-www-form-urlencoded", "application/json", "text/plain"])(
    "a whole query of %s",
    async (content) => {
      const { flat, deep } = kindsOf(any);
      const ofText = flat.filter(({ schema }) => JSON.stringify(schema).startsWith('{"type":"string"'));
      const ofObjects = [...flat, ...deep].filter(({ schema }) =>
        JSON.stringify(schema).startsWith('{"type":"object"'),
      );
      const kinds = content === "text/plain" ? ofText : ofObjects;
      const drawn = fc.oneof(...kinds.map(({ schema, values }) => values.map((value) => ({ schema, value }))));
      await fc.assert(
        fc.asyncProperty(drawn, async ({ schema, value }) => {
          const document = documentWith({
            parameters: [{ name: "p", in: "querystring", content: { [content]: { schema } } }],
          });
          const draft: RequestDraft = { path: {}, query: [], header: {} };
          writeQueryString(draft, { name: "p", in: "query", content }, value);
          const { arguments: read, violations } = await createRequestValidator(
            operationOf(document),
            document,
          )({
            variables: new Map(),
            query: draft.query.join("&"),
            headers: {},
            body: new Uint8Array(),
          });
          expect({ value: plain(read.query["p"]), violations }).toEqual({ value: plain(value), violations: [] });
        }),
        { numRuns: 60 },
      );
    },
  );

  const mediaTypes = ["application/x-www-form-urlencoded", "multipart/form-data"] as const;
  const encodings: readonly [what: string, encoding: EncodingDescription | undefined, places: "any" | "object"][] = [
    ["without an encoding", undefined, "any"],
    ["as JSON", { contentType: "application/json" }, "object"],
    ["in brackets", { style: "deepObject", explode: true }, "object"],
  ];
  test.each(mediaTypes.flatMap((type) => encodings.map((encoding) => [type, ...encoding] as const)))(
    "a body %s, a member %s",
    async (type, _, encoding, places) => {
      const { flat, deep } = kindsOf(any);
      const kinds = [...flat, ...deep].filter(
        ({ schema }) => places === "any" || JSON.stringify(schema).startsWith('{"type":"object"'),
      );
      const drawn = fc.oneof(...kinds.map(({ schema, values }) => values.map((value) => ({ schema, value }))));
      await fc.assert(
        fc.asyncProperty(drawn, async ({ schema, value }) => {
          const encodingOfAll = encoding ? { p: encoding } : {};
          const media = { schema: { type: "object", properties: { p: schema } }, encoding: encodingOfAll };
          const document = documentWith({ requestBody: { content: { [type]: media } } });
          const draft: RequestDraft = { path: {}, query: [], header: {} };
          const write = type === "multipart/form-data" ? writeMultipart : writeForm;
          const body: BodyDescription = { content: [type], writers: [], encoding: encodingOfAll };
          expect(write(draft, body, { p: value })).toBe(true);
          const sent = await new Response(draft.init!.body as BodyInit).arrayBuffer();
          const read = await createRequestValidator(
            operationOf(document),
            document,
          )({
            variables: new Map(),
            query: "",
            headers: { "content-type": String(draft.header["Content-Type"]) },
            body: new Uint8Array(sent),
          });
          expect({ body: plain(read.body), violations: read.violations.map(({ message }) => message) }).toEqual({
            body: { p: plain(value) },
            violations: [],
          });
        }),
        { numRuns: 60 },
      );
    },
  );
});
