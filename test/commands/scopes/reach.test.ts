import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Workspace } from "../workspace.ts";
import { codeWith, foundIn, usesOf } from "./code.ts";

const head = `import { type Client, createClient } from "./client/index.js";
interface Toys { listToys(): Promise<unknown> }
function take(api: Toys) { return api.listToys(); }
`;

/** Ways by which a client comes to where it is given to a type of one's own, whose member is called in line 3. */
const ways: Readonly<Record<string, string>> = {
  "a parameter of a callback": `const within = (use: (client: Client) => unknown) => use(createClient());
within((given) => take(given));`,
  "a promise": "Promise.resolve(createClient()).then((given) => take(given));",
  "a record": 'const byName: Record<string, Client> = {};\ntake(byName["main"]!);',
  "values of a record":
    "const byName: Record<string, Client> = {};\nObject.values(byName).forEach((given) => take(given));",
  "a map": 'const map = new Map([["a", createClient()]]);\nfor (const [, given] of map) take(given);',
  "an array": "for (const given of [createClient()]) take(given);",
  "a part of an array": "const [given] = [createClient()] as const;\ntake(given);",
  "a later assignment": "let given;\ngiven = createClient();\ntake(given);",
  "what a function gives": "function make() { const own = createClient(); return own; }\ntake(make());",
  "what a function in a function gives":
    "const make = () => { const inner = () => createClient(); return inner; };\ntake(make()());",
  "a member of a class": "export class Box { own = createClient(); run() { return take(this.own); } }",
  "a private member": "export class Box { #own = createClient(); run() { return take(this.#own); } }",
  "a parameter that is a member": `export class Box {
  private readonly own: Client;
  constructor(own: Client) { this.own = own; }
  run() { return take(this.own); }
}`,
  "a type that is imported where it stands": `type Api = import("./client/index.js").Client;
declare const given: Api;\ntake(given);`,
  "a dynamic import": 'const { createClient: make } = await import("./client/index.js");\ntake(make());',
  "a namespace": 'import * as all from "./client/index.js";\ntake(all.createClient());',
  "a namespace that is given": 'import * as all from "./client/operations.js";\ntake(all as never as typeof all);',
  "a choice that is given": "take(Math.random() > 1 ? createClient() : createClient());",
  "an alternative that is given": "let given: Client | undefined;\ntake(given ?? createClient());",
  "the type of what a function gives":
    "const make = () => createClient();\ndeclare const given: ReturnType<typeof make>;\ntake(given);",
  "a choice": "const given = undefined ?? createClient();\ntake(given);",
  "a generic function": "const same = <T>(value: T): T => value;\ntake(same(createClient()));",
  "a function that is returned": `const outer: () => (client: Client) => unknown = () => {
  return (given) => take(given);
};
outer();`,
  "a method of an object with a type": `interface Handler { on(client: Client): unknown }
const handler: Handler = { on(given) { return take(given); } };
handler.on(createClient());`,
  "a getter": "class Box { get own() { return createClient(); } }\ntake(new Box().own);",
  "a generator": "function* all() { yield createClient(); }\nfor (const given of all()) take(given);",
  "a spread": "take({ ...createClient() });",
  "a global of the project": "take(ambient);",
  "an async function": "const given = await (async () => createClient())();\ntake(given);",
  "a member whose name is a string": 'const box = { "own-client": createClient() };\ntake(box["own-client"]);',
  "a default": "function run(given = createClient()) { return take(given); }\nrun();",
  "a default export": 'import made from "./made.js";\ntake(made);',
  "a module that exports it under another name": 'import { other } from "./made.js";\ntake(other);',
  "an installed package": 'import { sdk } from "../node_modules/sdk/index.js";\ntake(sdk());',
  "a destructured parameter": "const run = ({ api }: { api: Client }) => take(api);\nrun({ api: createClient() });",
  "a part of a client": `const given: Pick<Client, "listToys"> = createClient();\ntake(given);`,
  "a token with its type": `declare function inject<T>(token: { type?: T }): T;
const token: { type?: Client } = {};\nconst given = inject(token);\ntake(given);`,
};

let workspace: Workspace;
let found: readonly string[];
beforeAll(async () => {
  const files = Object.values(ways).map((code, index) => [`src/way-${index}.ts`, head + code] as const);
  workspace = await codeWith({
    ...Object.fromEntries(files.map(([file, code]) => [file, `${code}\nexport {};\n`])),
    "src/made.ts": `import { createClient } from "./client/index.js";
const made = createClient();\nexport { made as other };\nexport default made;\n`,
    "src/globals.d.ts": 'declare const ambient: import("./client/index.js").Client;\n',
    "node_modules/sdk/index.d.ts":
      'import type { Client } from "../../src/client/index.js";\nexport declare function sdk(): Client;\n',
    "node_modules/sdk/index.js": "export {};\n",
  });
  found = (await foundIn(workspace)).flatMap(usesOf);
}, 60_000);
afterAll(() => workspace.dispose());

describe("a client is followed through", () => {
  test.each(Object.keys(ways))("%s", (way) => {
    const file = `src/way-${Object.keys(ways).indexOf(way)}.ts`;
    expect(found.filter((use) => use.startsWith(`${file}:`))).toContain(`${file}:3 listToys`);
  });
});
