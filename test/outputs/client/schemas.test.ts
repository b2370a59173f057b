import { describe, expect, test } from "vitest";
import { documentWith, emitted } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

/** Declarations to be type-checked in one go. */
const kept = new Map<string, string>();
let runs = 0;

/** The modules of schemas by the schema's name. Given code to stand beside them, what TypeScript has to say against it. */
async function schemaModules(schemas: object, beside?: { readonly [path: string]: string }) {
  const files = await emitted(documentWith({ schemas }), { target: "package" });
  const modules = new Map<string, string>();
  runs += 1;
  for (const [path, text] of files) {
    if (/^esm\/runtime\/.+\.d\.ts$/.test(path)) kept.set(path.replace("esm/", ""), text);
    const name = /^esm\/schemas\/(.+)\.d\.ts$/.exec(path)?.[1];
    if (name === undefined) continue;
    modules.set(name, text.slice(text.indexOf("\n\n") + 2));
    kept.set(`${runs}/schemas/${name}.d.ts`, text.replace("../runtime/", "../../runtime/"));
  }
  const declarations = new Map([...files].filter(([path]) => path.endsWith(".d.ts")));
  return { modules, faults: beside === undefined ? [] : typeCheck(declarations, beside) };
}

const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });
/** A document of Swagger 2.0 with these definitions. */
const swaggerWith = (definitions: object) => ({
  swagger: "2.0",
  info: { title: "API", version: "1" },
  paths: {},
  definitions,
});
const kind = (name: string) => ({
  type: "object",
  required: ["kind"],
  properties: { kind: { type: "string" }, [name]: { type: "integer" } },
});

describe("schemas", () => {
  const cases: [what: string, schema: unknown, want: string][] = [
    [
      "an object is an interface",
      { type: "object", required: ["a"], properties: { a: { type: "string" }, b: { type: "integer" } } },
      "export interface Thing {\n  a: string;\n  b?: number;\n}\n",
    ],
    [
      "names that are no identifiers are quoted",
      { type: "object", properties: { "x-y": { type: "string" }, __proto__: {}, constructor: { type: "string" } } },
      'export interface Thing {\n  "x-y"?: string;\n  constructor?: string;\n}\n',
    ],
    ["a primitive is an alias", { type: "boolean" }, "export type Thing = boolean;\n"],
    ["an enumeration is a union", { type: "string", enum: ["a", 'b"c'] }, 'export type Thing = "a" | "b\\"c";\n'],
    ["a constant is a literal", { const: 7 }, "export type Thing = 7;\n"],
    ["a negative constant is a literal", { const: -7 }, "export type Thing = -7;\n"],
    ["null of OpenAPI 3.1", { type: ["string", "null"] }, "export type Thing = string | null;\n"],
    ["a list", { type: "array", items: { type: "string" } }, "export type Thing = string[];\n"],
    [
      "a map",
      { type: "object", additionalProperties: { type: "integer" } },
      "export interface Thing {\n  [key: string]: number;\n}\n",
    ],
    ["an object of anything", { type: "object" }, "export type Thing = Record<string, unknown>;\n"],
    ["anything", {}, "export type Thing = unknown;\n"],
    ["true is anything", true, "export type Thing = unknown;\n"],
    ["nothing", false, "export type Thing = never;\n"],
    ["binary is a Blob", { type: "string", format: "binary" }, "export type Thing = Blob;\n"],
    [
      "choices are a union",
      { oneOf: [{ type: "string" }, { type: "integer" }] },
      "export type Thing = string | number;\n",
    ],
    [
      "itself",
      { type: "object", properties: { next: refer("Thing") } },
      "export interface Thing {\n  next?: Thing;\n}\n",
    ],
    [
      "read-only properties",
      { type: "object", properties: { id: { type: "string", readOnly: true } } },
      "export interface Thing {\n  readonly id?: string;\n}\n",
    ],
  ];
  test.each(cases)("%s", async (_, schema, want) => {
    const { modules } = await schemaModules({ Thing: schema });
    expect(modules.get("Thing")).toBe(want);
  });

  test("null of OpenAPI 3.0", async () => {
    const files = await emitted({
      ...documentWith({ schemas: { Thing: { type: "string", nullable: true } } }),
      openapi: "3.0.3",
    });
    expect(files.get("schemas/Thing.ts")).toContain("export type Thing = string | null;");
  });

  test.each<[string, object, string]>([
    ["an object", { type: "object", properties: { a: { type: "integer" } } }, "{\n  a?: number;\n} | null"],
    ["a composition", { allOf: [refer("Other")] }, "Other | null"],
    ["a composition with a type", { type: "string", allOf: [refer("Other")] }, "Other | null"],
    ["alternatives", { anyOf: [{ type: "string" }, { type: "integer" }] }, "string | number | null"],
    ["an enumeration", { type: "string", enum: ["a"] }, '"a" | null'],
    ["an array of dates", { type: "array", items: { type: "string", format: "date" } }, "string[] | null"],
  ])("null of OpenAPI 3.0 beside %s", async (_, schema, want) => {
    const schemas = { Thing: { ...schema, nullable: true }, Other: { type: "string" } };
    const files = await emitted({ ...documentWith({ schemas }), openapi: "3.0.3" });
    expect(files.get("schemas/Thing.ts")).toContain(`export type Thing = ${want};`);
  });

  test("null of Swagger 2.0, and subtypes by its discriminator", async () => {
    const files = await emitted(
      swaggerWith({
        Pet: { type: "object", discriminator: "kind", required: ["kind"], properties: { kind: { type: "string" } } },
        Cat: { allOf: [{ $ref: "#/definitions/Pet" }], properties: { age: { type: "integer", "x-nullable": true } } },
      }),
    );
    expect(files.get("schemas/Cat.ts")).toContain('kind: "Cat";');
    expect(files.get("schemas/Cat.ts")).toContain("age?: number | null;");
  });

  test("refer to each other by imports, in circles too", async () => {
    const schemas = {
      A: { type: "object", properties: { b: refer("B"), own: refer("A") } },
      B: { type: "array", items: refer("A") },
    };
    const { modules } = await schemaModules(schemas);
    expect(modules.get("A")).toBe(
      'import type { B } from "./B.js";\n\nexport interface A {\n  b?: B;\n  own?: A;\n}\n',
    );
    expect(modules.get("B")).toBe('import type { A } from "./A.js";\n\nexport type B = A[];\n');
  });

  test("allOf is an intersection, and what it requires of its parts is required", async () => {
    const schemas = {
      Base: { type: "object", properties: { id: { type: "string" } } },
      Thing: { allOf: [refer("Base"), { type: "object", properties: { name: { type: "string" } } }], required: ["id"] },
    };
    const { modules, faults } = await schemaModules(schemas, {
      "good.ts": 'import type { Thing } from "./esm/schemas/Thing.js";\nexport const thing: Thing = { id: "1" };\n',
      "bad.ts": 'import type { Thing } from "./esm/schemas/Thing.js";\nexport const thing: Thing = { name: "1" };\n',
    });
    expect(modules.get("Thing")).toContain('WithRequired<Base, "id">');
    expect(faults).toEqual([expect.stringMatching(/^bad\.ts:2: /)]);
  });

  test("a schema called WithRequired does not hide the type of the runtime", async () => {
    const { modules } = await schemaModules({
      WithRequired: { type: "object", properties: { id: { type: "string" } } },
      Thing: { allOf: [refer("WithRequired")], required: ["id"] },
    });
    expect(modules.get("Thing")).toContain('WithRequired<WithRequired_, "id">');
  });

  test("schemas called as globals get another name, and hide nothing", async () => {
    const names = ["Error", "Array", "Record", "Blob", "Promise", "string", "Omit", "Date"];
    const schemas = Object.fromEntries(
      names.map((name) => [name, { type: "object", properties: { message: { type: "string" } } }]),
    );
    const { modules } = await schemaModules({ ...schemas, Uses: { type: "array", items: refer("Error") } });
    expect(modules.get("ErrorModel")).toContain("export interface ErrorModel {");
    expect(modules.get("Uses")).toBe(
      'import type { ErrorModel } from "./ErrorModel.js";\n\nexport type Uses = ErrorModel[];\n',
    );
    expect([...modules.keys()]).not.toContain("Error");
  });

  test("an optional property takes no undefined under exactOptionalPropertyTypes", async () => {
    const { faults } = await schemaModules(
      { Thing: { type: "object", properties: { a: { type: "string" } } } },
      {
        "bad.ts":
          'import type { Thing } from "./esm/schemas/Thing.js";\nexport const thing: Thing = { a: undefined };\n',
      },
    );
    expect(faults).toHaveLength(1);
  });
});

describe("discriminators", () => {
  const narrows = (type: string, value: string, member: string) =>
    `import type { ${type} } from "./esm/schemas/${type}.js";
export const read = (pet: ${type}): number | undefined => (pet.kind === ${JSON.stringify(value)} ? pet.${member} : undefined);\n`;

  test("oneOf narrows by the names of its schemas", async () => {
    const { faults, modules } = await schemaModules(
      {
        Cat: kind("lives"),
        Dog: kind("barks"),
        Pet: { oneOf: [refer("Cat"), refer("Dog")], discriminator: { propertyName: "kind" } },
      },
      { "use.ts": narrows("Pet", "Cat", "lives") },
    );
    expect(modules.get("Pet")).toContain('({ kind: "Cat" } & Cat) | ({ kind: "Dog" } & Dog)');
    expect(modules.get("Cat")).toContain("kind: string");
    expect(faults).toEqual([]);
  });

  test("a value of its own changes nothing that the document says of a property", async () => {
    const described = { ...kind("barks"), properties: { kind: { type: "string", description: "Which pet" } } };
    const extending = { allOf: [refer("Dog"), { type: "object", properties: { size: { type: "integer" } } }] };
    const { modules } = await schemaModules({
      ...{ Cat: kind("lives"), Dog: described, Hound: extending },
      Pet: { oneOf: [refer("Cat"), refer("Dog"), refer("Hound")], discriminator: { propertyName: "kind" } },
    });
    expect(modules.get("Cat")).toBe("export interface Cat {\n  kind: string;\n  lives?: number;\n}\n");
    expect(modules.get("Dog")).toBe("export interface Dog {\n  /** Which pet */\n  kind: string;\n}\n");
    expect([...modules.values()].join()).not.toContain("openapi-typescript");
  });

  test("oneOf narrows by its mapping", async () => {
    const discriminator = { propertyName: "kind", mapping: { meow: "#/components/schemas/Cat", woof: "Dog" } };
    const { faults, modules } = await schemaModules(
      { Cat: kind("lives"), Dog: kind("barks"), Pet: { oneOf: [refer("Cat"), refer("Dog")], discriminator } },
      { "use.ts": narrows("Pet", "meow", "lives"), "dog.ts": narrows("Pet", "woof", "barks") },
    );
    expect(modules.get("Pet")).toContain('({ kind: "meow" } & Cat) | ({ kind: "woof" } & Dog)');
    expect(faults).toEqual([]);
  });

  test("allOf gives each schema that extends its own value", async () => {
    const { faults, modules } = await schemaModules(
      {
        Pet: { ...kind("age"), discriminator: { propertyName: "kind", mapping: { meow: "#/components/schemas/Cat" } } },
        Cat: { allOf: [refer("Pet"), { type: "object", properties: { lives: { type: "integer" } } }] },
      },
      {
        "use.ts":
          'import type { Cat } from "./esm/schemas/Cat.js";\nexport const cat: Cat = { kind: "meow", age: 1, lives: 7 };\n',
      },
    );
    expect(modules.get("Cat")).toContain('kind: "meow"');
    expect(faults).toEqual([]);
  });
});

describe("schemas that say they are themselves", () => {
  const animal = (name: string) => ({
    [name]: { ...kind("age"), discriminator: { propertyName: "kind" }, oneOf: [refer("Cat"), refer("Dog")] },
    Cat: { allOf: [refer(name), { type: "object", properties: { lives: { type: "integer" } } }] },
    Dog: { allOf: [refer(name), { type: "object", properties: { barks: { type: "integer" } } }] },
  });

  test.each(["Animal", "Pet"])("a base, here %s, lists its subclasses, which extend it", async (name) => {
    const { modules, faults } = await schemaModules(animal(name), {
      "use.ts": `import type { ${name} } from "./esm/schemas/${name}.js";
import type { Cat } from "./esm/schemas/Cat.js";
export const cat: Cat = { kind: "Cat", age: 1, lives: 7 };
export const read = (each: ${name}): number | undefined => (each.kind === "Cat" ? each.lives : each.barks);
`,
    });
    expect(modules.get(name)).toBe(`import type { Cat } from "./Cat.js";
import type { Dog } from "./Dog.js";

export type ${name} = Cat | Dog;
`);
    expect(modules.get("Cat")).toContain("age?: number");
    expect(faults).toEqual([]);
  });

  test("a choice of itself is left out", async () => {
    const { modules } = await schemaModules({
      Choice: { oneOf: [refer("Choice"), { type: "string" }] },
      Whole: { allOf: [refer("Whole"), { type: "object", properties: { a: { type: "string" } } }] },
      One: { anyOf: [refer("Other"), { type: "integer" }] },
      Other: { anyOf: [refer("One"), { type: "boolean" }] },
    });
    expect(modules.get("Choice")).toBe("export type Choice = string;\n");
    expect(modules.get("Whole")).toBe("export interface Whole {\n  a?: string;\n}\n");
    // what is Other is One as well
    expect(modules.get("One")).toBe("export type One = boolean | number;\n");
    expect(modules.get("Other")).toContain("export type Other = One | boolean;\n");
  });

  test("choices of one another are each all that any of them is", async () => {
    const all = '[1, "a", true, null, { list: [] }]';
    const { faults } = await schemaModules(
      {
        A: { oneOf: [refer("B"), refer("C"), { type: "string" }] },
        B: { description: "B", oneOf: [refer("A"), refer("C"), { type: "integer" }] },
        C: { anyOf: [{ anyOf: [refer("A")] }, refer("B"), refer("C"), refer("Leaf"), { type: "boolean" }] },
        Leaf: { oneOf: [{ type: "object", properties: { list: { type: "array", items: refer("A") } } }, refer("D")] },
        D: { type: ["null"] },
      },
      {
        "use.ts":
          ["A", "B", "C"].map((name) => `import type { ${name} } from "./esm/schemas/${name}.js";\n`).join("") +
          `export const [a, b, c]: [A[], B[], C[]] = [${all}, ${all}, ${all}];\n`,
      },
    );
    expect(faults).toEqual([]);
  });
});

describe("comments of properties", () => {
  const commentOf = async (property: object) => {
    const files = await emitted(documentWith({ schemas: { Thing: { type: "object", properties: { a: property } } } }));
    return /\{\n([\s\S]*) {2}a\?:/.exec(files.get("schemas/Thing.ts")!)?.[1];
  };

  test("title, description, default and example", async () => {
    expect(await commentOf({ type: "integer", title: "Size", description: "How many", default: 5, example: 7 })).toBe(
      "  /**\n   * Size\n   *\n   * How many\n   *\n   * @default 5\n   * @example 7\n   */\n",
    );
  });

  test("a limit that JavaScript cannot hold is not told with other digits", async () => {
    const limits = (maximum: number) => ({ type: "integer", minimum: 0, maximum });
    expect(await commentOf(limits(2 ** 63))).toBe("  /** @minimum 0 */\n");
    expect(await commentOf(limits(Number.MAX_SAFE_INTEGER))).toContain("@maximum 9007199254740991\n");
    expect(await commentOf({ type: "number", maximum: 1e30 })).toBe("  /** @maximum 1e+30 */\n");
  });

  test("what is required of values, where the type does not show it", async () => {
    const numbers = { type: "number", minimum: 0, exclusiveMinimum: -1, maximum: 10, exclusiveMaximum: 11.5 };
    expect(await commentOf(numbers)).toBe(
      "  /**\n   * @minimum 0\n   * @maximum 10\n   * @exclusiveMinimum -1\n   * @exclusiveMaximum 11.5\n   */\n",
    );
    const string = { type: "string", minLength: 1, maxLength: 5, pattern: "^\\d+$", format: "phone" };
    expect(await commentOf({ description: "A number", ...string })).toBe(
      "  /**\n   * A number\n   *\n   * @minLength 1\n   * @maxLength 5\n   * @pattern ^\\d+$\n   * @format phone\n   */\n",
    );
    expect(await commentOf({ type: "array", items: {}, minItems: 1, maxItems: 3, uniqueItems: true })).toBe(
      "  /**\n   * @minItems 1\n   * @maxItems 3\n   * @uniqueItems true\n   */\n",
    );
    expect(await commentOf({ type: "string", format: "date" })).toBe("  /** @format date */\n");
  });

  test("no more of a pattern than fits, and on one line", async () => {
    expect(await commentOf({ type: "string", pattern: "a".repeat(201) })).toBe("");
    expect(await commentOf({ type: "string", pattern: "a\n@deprecated */ b" })).toBe(
      "  /** @pattern a \\@deprecated *\\/ b */\n",
    );
  });

  test("one line where that is enough", async () => {
    expect(await commentOf({ type: "string", description: "How many" })).toBe("  /** How many */\n");
  });

  test("nothing where nothing is said", async () => {
    expect(await commentOf({ type: "string", enum: ["a"] })).toBe("");
  });

  test("texts that are no texts are left out", async () => {
    expect(await commentOf({ type: "string", description: { a: 1 } })).toBe("");
  });
});

test("all declarations of the tests above type-check", () => {
  expect(kept.size).toBeGreaterThan(30);
  expect(typeCheck(kept)).toEqual([]);
});

test.each(["100%", "#/%", "%E0%A4%A"])(
  "a property may be called %j, at any depth and above a discriminator",
  async (name) => {
    const choice = { oneOf: [refer("Cat")], discriminator: { propertyName: "kind" } };
    const { modules } = await schemaModules({
      Cat: kind("lives"),
      Thing: { type: "object", properties: { inner: { type: "object", properties: { [name]: choice } } } },
    });
    expect(modules.get("Thing")).toContain(`${JSON.stringify(name)}?: { kind: "Cat" } & Cat`);
  },
);

test("the entry exports the types of schemas, but for names of the client and of operations", async () => {
  const names = ["Pet", "Client", "Result", "GetPetData", "GetPetErrors", "ApiError", "Scope", "MissingScopeError"];
  const schemas = Object.fromEntries(names.map((name) => [name, { type: "object", properties: { a: {} } }]));
  const files = await emitted(
    documentWith({ paths: { "/pet": { get: { operationId: "getPet", responses: {} } } }, schemas }),
  );
  const index = files.get("index.ts")!;
  const exported = [...index.matchAll(/from "\.\/schemas\/(\w+)\.js"/g)].map(([, name]) => name);
  expect(exported).toEqual(["Pet"]);
  expect(index).toContain('export type { Pet } from "./schemas/Pet.js";');
  const consumer = `import type { Client, GetPetData, Pet } from "./index.js";
import type { GetPetData as Other } from "./schemas/GetPetData.js";
export const pet = (client: Client): Promise<{ data?: GetPetData }> => client.getPet();
export const a = ({ a }: Pet, other: Other): unknown => a ?? other.a;
`;
  expect(typeCheck(files, { "consumer.ts": consumer })).toEqual([]);
});
