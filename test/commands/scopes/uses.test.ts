import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Workspace } from "../workspace.ts";
import { codeWith, foundIn, usesOf } from "./code.ts";

const client = 'import { createClient } from "./client/index.js";\nconst client = createClient();\n';

/** Code by what it does, and what is used in it; lines count from one. Two of them are those of `client`. */
const forms: Readonly<Record<string, readonly [code: string, ...uses: readonly string[]]>> = {
  "a method": [`${client}await client.getPet({ petId: "1" });`, "3 getPet"],
  "a method that may be missing": [`${client}await client?.getPet?.({ petId: "1" });`, "3 getPet"],
  "a method by a string": [`${client}await client["getPet"]({ petId: "1" });`, "3 getPet"],
  "a method by a template without parts": [`${client}await client[\`getPet\`]({ petId: "1" });`, "3 getPet"],
  destructuring: [`${client}const { getPet } = client;\nawait getPet({ petId: "1" });`, "4 getPet"],
  "destructuring under another name": [
    `${client}const { getPet: load, "listToys": toys } = client;\nawait load({ petId: "1" });\ntoys();\nload;`,
    "4 getPet",
    "5 listToys",
    "6 getPet",
  ],
  "destructuring in an assignment": [`${client}let load;\n({ getPet: load } = client);`, "4 getPet"],
  "destructuring of a parameter": [
    `import type { Client } from "./client/index.js";
export async function load({ getPet, listToys: toys }: Client) {
  await toys();
  return getPet({ petId: "1" });
}`,
    "3 listToys",
    "4 getPet",
  ],
  "the rest of destructuring": [
    `${client}const { getPet, ...others } = client;\nawait others.listToys();`,
    "4 listToys",
  ],
  "an alias of the client": [`${client}const api = client;\nconst other = api;\nawait other.listToys();`, "5 listToys"],
  "an alias of a method": [
    `${client}const load = client.getPet;\nconst again = load;\nawait again({ petId: "1" });`,
    "5 getPet",
  ],
  "a spread of the client": [`${client}const api = { ...client, more: 1 };\nawait api.listToys();`, "4 listToys"],
  "the client as an argument": [
    `import { type Client, createClient } from "./client/index.js";
function load(api: Client) {
  return api.listToys();
}
load(createClient());`,
    "3 listToys",
  ],
  "a part of the client": [
    `import { type Client, createClient } from "./client/index.js";
function load(api: Pick<Client, "listToys">) {
  return api.listToys();
}
load(createClient());`,
    "3 listToys",
  ],
  "the client as an interface of one's own": [
    `${client}interface Toys { listToys(): Promise<unknown> }
function load(api: Toys) {
  return api.listToys();
}
load(client);`,
    "5 listToys",
  ],
  "the client in a generic function": [
    `import { type Client, createClient } from "./client/index.js";
function load<T extends Client>(api: T) {
  return api.listToys();
}
load(createClient());`,
    "3 listToys",
  ],
  "the client in a class": [
    `import { createClient } from "./client/index.js";
export class Toys {
  private readonly api = createClient();
  list() {
    return this.api.listToys();
  }
}`,
    "5 listToys",
  ],
  "the client in a wrapping function": [
    `import { createClient } from "./client/index.js";
const connect = () => ({ api: createClient({ auth: "t" }) });
await connect().api.listToys();`,
    "3 listToys",
  ],
  "a method in a wrapping function": [
    `${client}const retried = <T>(call: T): T => call;
await retried(client.listToys)();`,
    "4 listToys",
  ],
  "a method in an object": [
    `${client}const api = { toys: client.listToys };\nawait api.toys();`,
    "3 listToys",
    "4 listToys",
  ],
  "a method by shorthand": [
    `${client}const { listToys } = client;\nconst api = { listToys };\nawait api.listToys();`,
    "4 listToys",
    "5 listToys",
  ],
  "a default parameter": [
    `${client}async function load(call = client.listToys) {\n  await call();\n}\nload();`,
    "3 listToys",
    "4 listToys",
  ],
  "a bound method": [`${client}const call = client.listToys.bind(client);\ncall();`, "3 listToys"],
  "a chosen method": [
    `${client}const call = Math.random() > 1 ? client.listToys : client.addToy;\nawait call();`,
    "3 addToy",
    "3 listToys",
  ],
  "pages by methods": [
    `${client}for await (const pet of client.listPets.items()) pet;\nfor await (const page of client.listPets.pages()) page;`,
    "3 listPets",
    "4 listPets",
  ],
  "the method of pages, destructured": [
    `${client}const { items } = client.listPets;\nfor await (const pet of items()) pet;`,
    "3 listPets",
  ],
  "pages of a single operation": [
    `import { listPets } from "./client/operations/listPets.js";
import { items } from "./client/pages.js";
import { createTransport } from "./client/transport.js";
for await (const pet of items(listPets, createTransport())) pet;`,
    "4 listPets",
  ],
  "a single operation": [
    `import { getPet } from "./client/operations/getPet.js";
import { createTransport } from "./client/transport.js";
await getPet(createTransport(), { petId: "1" });`,
    "3 getPet",
  ],
  "a single operation under another name": [
    `import { getPet as load } from "./client/operations.js";
import { createTransport } from "./client/transport.js";
await load(createTransport(), { petId: "1" });`,
    "3 getPet",
  ],
  "a namespace": [
    `import * as pets from "./client/operations.js";
import { createTransport } from "./client/transport.js";
await pets.getPet(createTransport(), { petId: "1" });
const { listToys } = pets;
await listToys(createTransport());`,
    "3 getPet",
    "5 listToys",
  ],
  "a module of a tag": [
    `import * as pets from "./client/by-tag/default.js";
import { createTransport } from "./client/transport.js";
await pets.getPet(createTransport(), { petId: "1" });`,
    "3 getPet",
  ],
  "a dynamic import": [
    `const { getPet } = await import("./client/operations/getPet.js");
const { createTransport } = await import("./client/transport.js");
await getPet(createTransport(), { petId: "1" });
await import("./client/operations.js").then((module) => module.listToys(createTransport()));`,
    "3 getPet",
    "4 listToys",
  ],
  "a tool": [
    `import { callTool } from "./client/tools.js";
import { createTransport } from "./client/transport.js";
await callTool(createTransport(), "getPet", { petId: "1" });
const name = "listToys";
await callTool(createTransport(), name);`,
    "3 getPet",
    "5 listToys",
  ],
  "a tool whose name is not known": [
    `import * as tools from "./client/tools.js";
import { createTransport } from "./client/transport.js";
export const call = (name: string) => tools.callTool(createTransport(), name);
export const handlers = [tools.callTool];`,
    "3 ?",
    "4 ?",
  ],
  "names of a few methods": [
    `${client}for (const name of ["listToys", "status"] as const) await client[name]();`,
    "3 listToys",
    "3 status",
  ],
  "a name that is not known": [
    `${client}export const call = (name: keyof typeof client) => client[name];
export const other = (name: string) => (client as never)[name];
for (const name in client) client[name as "getPet" | "listToys"];`,
    "3 ?",
    "5 getPet",
    "5 listToys",
  ],
  "a name of a namespace that is not known": [
    `import * as pets from "./client/operations.js";
export const call = (name: keyof typeof pets) => pets[name];`,
    "2 ?",
  ],
  "a client that becomes anything": [
    `${client}const api: any = client;
api.getPet();
const other = client as unknown;
Object.entries(client);
Reflect.get(client, "getPet");
console.log(client, other);`,
    "3 ?",
    "5 ?",
    "6 ?",
    "7 ?",
  ],
  "a request that is no operation's": [`${client}await client.raw.GET("/pets");`, "3 ?"],
  "an operation that is loaded by a name that is not known": [
    `import "./client/index.js";
export const load = (name: string) => import(\`./client/operations/\${name}.js\`);`,
    "2 ?",
  ],
  "types alone": [
    `import type { Client, getPet } from "./client/index.js";
import { type listToys, createClient } from "./client/index.js";
export type Load = typeof getPet | typeof listToys | Client["listPets"];
export const client = createClient();
export let call: typeof client.addToy;`,
  ],
  "what is imported and not used": [`import { getPet } from "./client/index.js";\nexport * from "./client/pages.js";`],
  "what is only asked about": [
    `import { requirements } from "./client/scopes.js";
import { createClient } from "./client/index.js";
import { getPet } from "./client/operations/getPet.js";
console.log(createClient().can("getPet"), requirements.listToys, getPet.description.path);
const labels: Record<"getPet", string> = { getPet: "a pet" };
console.log(labels.getPet);`,
  ],
  "code that is never reached": [
    `${client}if (false) await client.listToys();\nfunction unused() {\n  client.status();\n}`,
    "3 listToys",
    "5 status",
  ],
  "an operation for which scopes are missing": [
    `import { createClient } from "./client/index.js";
const client = createClient({ scopes: ["toys:read"] });
// @ts-expect-error
await client.addToy();`,
    "4 addToy",
  ],
};

/** Modules that hand operations on to one another, and what is used in them. */
const modules = {
  "src/through/client.ts":
    'import { createClient } from "../client/index.js";\nexport const client = createClient();\nexport const { listToys } = client;\nexport const load = client.getPet;\nexport const kept = client.status;\nexport default client.addToy;\n',
  "src/through/barrel.ts":
    'export * from "./client.js";\nexport { load as fetchPet, default as add } from "./client.js";\nexport { listPets as pets } from "../client/operations/listPets.js";\nexport * as api from "./client.js";\n',
  "src/through/use.ts": `import addToy from "./client.js";
import { add, api, client as own, fetchPet as get, listToys, pets } from "./barrel.js";
await addToy();
await add();
await own.status();
await get({ petId: "1" });
await listToys();
await pets(own);
await api.load({ petId: "1" });
`,
};

let workspace: Workspace;
let found: readonly string[];
beforeAll(async () => {
  const files = Object.values(forms).map(([code], index) => [`src/form-${index}.ts`, `${code}\nexport {};\n`] as const);
  workspace = await codeWith({
    ...Object.fromEntries(files),
    ...modules,
    "src/left-out.test.ts": `${client}await client.deletePet({ petId: "1" });\n`,
    "src/script.js": "export const deletePet = () => undefined;\n",
  });
  found = (await foundIn(workspace)).flatMap(usesOf);
}, 60_000);
afterAll(() => workspace.dispose());

describe("what code calls is found through", () => {
  test.each(Object.entries(forms))("%s", (name, [, ...uses]) => {
    const file = `src/form-${Object.keys(forms).indexOf(name)}.ts`;
    expect(found.filter((use) => use.startsWith(`${file}:`))).toEqual(uses.map((use) => `${file}:${use}`));
  });

  test("modules that export it under other names", () => {
    const through = found.filter((use) => use.startsWith("src/through/"));
    expect(through).toEqual([
      "src/through/client.ts:5 status",
      "src/through/client.ts:6 addToy",
      "src/through/use.ts:3 addToy",
      "src/through/use.ts:4 addToy",
      "src/through/use.ts:5 status",
      "src/through/use.ts:6 getPet",
      "src/through/use.ts:7 listToys",
      "src/through/use.ts:8 listPets",
      "src/through/use.ts:9 getPet",
    ]);
  });

  test("no file that the tsconfig file leaves out", () => {
    expect(found.filter((use) => / deletePet$/.test(use))).toEqual([]);
  });

  test("no module of the client itself", () => {
    expect(found.filter((use) => use.startsWith("src/client/"))).toEqual([]);
  });
});
