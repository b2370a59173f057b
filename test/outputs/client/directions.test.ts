import { beforeAll, describe, expect, test } from "vitest";
import { answers, documentWith, documentWithOperation, emitted, everyOutput } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";
import { packageOf } from "../readme/readme.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const id = { ...text, readOnly: true };
const secret = { ...text, writeOnly: true };
const object = (properties: object, ...required: string[]) => ({ type: "object", properties, required });
const json = (schema: object) => ({ required: true, content: { "application/json": { schema } } });

/** What each direction has of these, and what does not differ. */
const schemas = {
  Key: { ...text, readOnly: true },
  Plain: object({ name: text }, "name"),
  Meta: object({ etag: id, at: { ...id, format: "date-time" } }, "etag"),
  User: object(
    { id, key: ref("Key"), name: text, secret, meta: ref("Meta"), friend: ref("User") },
    "id",
    "name",
    "secret",
    "meta",
  ),
  Person: ref("User"),
  Team: object(
    {
      id,
      users: { type: "array", items: ref("User") },
      byName: { type: "object", additionalProperties: ref("Person") },
    },
    "id",
    "users",
  ),
  Admin: { allOf: [ref("User"), object({ level: { type: "integer" } }, "id", "level")] },
  Cat: object({ id, kind: { const: "cat" }, purr: text }, "id", "kind"),
  Dog: object({ id, kind: { const: "dog" }, bark: text }, "id", "kind", "bark"),
  Pet: {
    oneOf: [ref("Cat"), ref("Dog")],
    discriminator: { propertyName: "kind", mapping: { cat: ref("Cat").$ref, dog: ref("Dog").$ref } },
  },
  Maybe: { oneOf: [ref("Pet"), { type: "null" }] },
};

const both = (operationId: string, schema: object) => ({
  operationId,
  requestBody: json(schema),
  responses: answers(schema),
});

const paths = Object.fromEntries(
  Object.keys(schemas).map((name) => [`/${name}`, { put: both(`put${name}`, ref(name)) }]),
);

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  const form = { required: true, content: { "application/x-www-form-urlencoded": { schema: ref("User") } } };
  const multipart = { required: true, content: { "multipart/form-data": { schema: ref("Team") } } };
  const inline = object(
    { id, name: text, deep: { type: "array", items: object({ id, a: text }, "id", "a") } },
    "id",
    "name",
  );
  files = await emitted(
    documentWith({
      schemas,
      paths: {
        ...paths,
        "/form": { post: { operationId: "postForm", requestBody: form, responses: { 204: { description: "Done" } } } },
        "/parts": {
          post: { operationId: "postParts", requestBody: multipart, responses: { 204: { description: "Done" } } },
        },
        "/inline": { put: both("putInline", inline) },
        "/find": {
          get: {
            operationId: "find",
            parameters: [{ name: "like", in: "query", style: "deepObject", schema: ref("User") }],
            responses: answers({ type: "array", items: ref("User") }),
          },
        },
      },
    }),
    { target: "package", importExtension: "js" },
  );
}, 60_000);

/** The lines that TypeScript has something to say against. */
function faultyLines(lines: readonly string[]): string[] {
  const declarations = new Map([...files].filter(([path]) => path.endsWith(".d.ts")));
  const names = [...declarations.keys()].flatMap((path) => /^esm\/schemas\/(.+)\.d\.ts$/.exec(path)?.[1] ?? []);
  const imports = [
    'import { createClient } from "./index.js";',
    ...names.map((name) => `import type { ${name} } from "./schemas/${name}.js";`),
    'export const client = createClient({ baseUrl: "https://api.example.com" });',
    `export type Used = [${names.join(", ")}];`,
  ];
  const consumer = [...imports, ...lines.map((line, index) => `export async function use${index}() { ${line} }`)];
  const faults = typeCheck(declarations, { "esm/consumer.ts": `${consumer.join("\n")}\n` });
  return faults.map((fault) => {
    const line = /^esm\/consumer\.ts:(\d+):/.exec(fault)?.[1];
    return line === undefined ? fault : (lines[Number(line) - 1 - imports.length] ?? fault);
  });
}

describe("types", () => {
  test("are two only for schemas that reach a member which one direction lacks", () => {
    const names = [...files.keys()].flatMap((path) => /^esm\/schemas\/(.+)\.d\.ts$/.exec(path)?.[1] ?? []);
    const divided = ["User", "Person", "Team", "Admin", "Cat", "Dog", "Pet", "Maybe", "Meta"];
    expect(names.sort()).toEqual(["Key", "Plain", ...divided.flatMap((name) => [name, `${name}Input`])].sort());
  });

  test("ask requests for nothing that only responses have, and promise no secrets", { timeout: 60_000 }, () => {
    const good = [
      'await client.putUser({ body: { name: "n", secret: "s", meta: {} } });',
      'await client.putPerson({ body: { name: "n", secret: "s", meta: {} } });',
      'await client.putTeam({ body: { users: [{ name: "n", secret: "s", meta: {} }] } });',
      'await client.putAdmin({ body: { name: "n", secret: "s", meta: {}, level: 1 } });',
      'await client.putPet({ body: { kind: "dog", bark: "w" } });',
      "await client.putMaybe({ body: null });",
      'await client.postForm({ body: { name: "n", secret: "s", meta: {} } });',
      "await client.postParts({ body: { users: [] } });",
      'await client.putInline({ body: { name: "n", deep: [{ a: "" }] } });',
      'await client.find({ like: { name: "n", secret: "s", meta: {} } });',
      'const user: User = { id: "1", name: "n", meta: { etag: "" } }; return user;',
      "const { data } = await client.putUser({ body: {} as UserInput }); return data!.id + data!.meta.etag;",
      "const { data } = await client.putPet({ body: {} as PetInput }); return data?.kind === 'dog' ? data.bark + data.id : '';",
      "const { data } = await client.putInline({ body: { name: '' } }); return data!.id + data!.deep?.[0]?.id;",
      "const pets: Pet[] = [{ id: '', kind: 'cat' }]; return pets;",
    ];
    expect(faultyLines(good)).toEqual([]);
    const bad = [
      'await client.putUser({ body: { name: "n", meta: {} } });',
      'await client.putUser({ body: { id: "1", name: "n", secret: "s", meta: {} } });',
      'await client.putUser({ body: { name: "n", key: "k", secret: "s", meta: {} } });',
      'await client.putTeam({ body: { id: "1", users: [] } });',
      'await client.putPet({ body: { kind: "dog" } });',
      'await client.putPet({ body: { kind: "cat", bark: "w" } });',
      "const { data } = await client.putUser({ body: {} as UserInput }); return data!.secret;",
      "const { data } = await client.find(); return data![0]!.secret;",
    ];
    expect(faultyLines(bad)).toEqual(bad);
  });

  test("let what was read be changed and written", { timeout: 60_000 }, () => {
    // what requests alone have was never read
    const good = [
      "const u = {} as User; await client.putUser({ body: { ...u, name: '', secret: '', friend: {} as UserInput } });",
      "const t = {} as Team; await client.putTeam({ body: { ...t, users: [], byName: {} } });",
      "const m = {} as Meta; await client.putMeta({ body: m }); await client.putMeta({ body: { ...m } });",
      "const d = {} as Dog; await client.putDog({ body: { ...d, bark: '' } });",
      "const p = {} as Pet; await client.putPet({ body: p });",
      "const p = {} as Maybe; await client.putMaybe({ body: p });",
    ];
    expect(faultyLines(good)).toEqual([]);
  });
});

test("a schema that is the same in both directions stays one, and its lock line as it was", async () => {
  const one = await emitted(documentWith({ schemas: { Plain: schemas.Plain } }));
  expect([...one.keys()].filter((path) => path.startsWith("schemas/"))).toEqual(["schemas/Plain.ts"]);
});

test.each<[what: string, version: string, member: object, isAsked: boolean]>([
  ["beside a reference in 3.1", "3.1.0", { ...ref("Plain"), readOnly: true }, false],
  ["beside a reference in 3.0, where it is nothing", "3.0.3", { ...ref("Plain"), readOnly: true }, true],
  ["in a part", "3.0.3", { allOf: [ref("Plain"), { readOnly: true }] }, false],
  ["beside parts", "3.0.3", { allOf: [ref("Plain")], readOnly: true, nullable: true }, false],
  ["of what is referred to", "3.0.3", ref("Key"), false],
  ["of an alternative that is not null", "3.1.0", { anyOf: [id, { type: "null" }] }, false],
  ["of items, where it is nothing", "3.1.0", { type: "array", items: id }, true],
])("a member is readOnly: %s", async (_, version, member, isAsked) => {
  const Thing = { ...object({ tested: member, other: text }, "tested", "other"), description: "d" };
  const described = documentWithOperation(
    { requestBody: json(ref("Thing")), responses: answers(ref("Thing")) },
    { method: "put", schemas: { ...schemas, Thing }, openapi: version },
  );
  const files = await emitted(described);
  expect(files.get("schemas/Thing.ts")).toContain("tested");
  expect(files.get("schemas/Thing.ts")).not.toContain("tested?");
  expect(files.has("schemas/ThingInput.ts")).toBe(!isAsked);
  if (!isAsked) expect(files.get("schemas/ThingInput.ts")).not.toContain("tested");
});

test("a body that says of itself as a whole what is said of members is as it is", async () => {
  const whole = { ...object({ a: text }, "a"), readOnly: true };
  const described = documentWithOperation(
    { requestBody: json(whole), responses: answers({ ...whole, readOnly: false, writeOnly: true }) },
    { method: "put" },
  );
  const module = (await emitted(described)).get("operations/doThing.ts")!;
  expect(module.match(/\ba: string/g)).toHaveLength(2);
});

test("tools take no argument that only responses have", async () => {
  const described = documentWithOperation(
    { requestBody: json(ref("User")), responses: answers(ref("User")) },
    { method: "put", schemas },
  );
  const tools = (await emitted(described, { outputs: everyOutput })).get("tools.ts")!;
  expect(tools).toContain('$ref: "#/$defs/UserInput"');
  const input = tools.slice(tools.indexOf("UserInput:"), tools.indexOf("const tools"));
  expect(input).toContain("secret: ");
  expect(input).not.toMatch(/\b(?:id|key): \{/);
  expect(input).toContain('required: ["name", "secret", "meta"]');
});

test("values are written and read in either", async () => {
  const long = { type: "integer", format: "int64" };
  const Item = object(
    { id: { ...long, readOnly: true }, size: long, pin: { ...long, writeOnly: true } },
    "id",
    "size",
    "pin",
  );
  const described = documentWithOperation(
    { requestBody: json(ref("Item")), responses: answers(ref("Item")) },
    { method: "put", schemas: { Item } },
  );
  const module = (await emitted(described)).get("operations/doThing.ts")!;
  const written = module.slice(module.indexOf("jsonValues("));
  expect(module).toContain("body: ItemInput");
  expect(written).toMatch(/size: 1[\s\S]*pin: 1|pin: 1[\s\S]*size: 1/);
});

test("examples hold what a request may hold", { timeout: 60_000 }, async () => {
  const example = { id: "17", name: "Ada", secret: "s" };
  const User = { ...object({ id, name: text, secret }, "id", "name", "secret"), example };
  const { readme } = await packageOf(
    documentWithOperation(
      { requestBody: json(ref("User")), responses: answers(ref("User")) },
      { method: "post", schemas: { User } },
    ),
  );
  expect(readme).toContain('client.doThing({ body: { name: "Ada", secret: "s" } })');
});
