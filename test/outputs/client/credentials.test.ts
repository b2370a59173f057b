import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build, defaultSettings, type Settings } from "../../../generator/entry.ts";
import { type Mock, startMock } from "../../../mocks/index.ts";
import { documentWith, emitted, everyOutput, inOneLine } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const timeout = 60_000;
const defaults = defaultSettings(["-"], "client", import.meta.dirname);

const schemes = {
  petKey: { type: "apiKey", in: "header", name: "X-Pet-Key", description: "Of a shop */" },
  "q-key": { type: "apiKey", in: "query", name: "api key" },
  session: { type: "apiKey", in: "cookie", name: "sid" },
  login: { type: "http", scheme: "basic" },
  oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: { read: "", write: "" } } } },
  id: { type: "openIdConnect", openIdConnectUrl: "https://id.example.com" },
  bearer: { type: "http", scheme: "Bearer" },
  mtls: { type: "mutualTLS" },
  whole: { type: "apiKey", in: "header", name: "Authorization" },
};
type Name = keyof typeof schemes;

/** A document whose operations `GET /<name>` have these requirements; undefined: none is said. */
function documentOf(
  needs: { readonly [operation: string]: unknown },
  names: readonly Name[],
  more: object = {},
): object {
  const operation = (operationId: string, security: unknown) => ({
    get: { operationId, ...(security !== undefined && { security }), responses: { 204: { description: "Done" } } },
  });
  return {
    ...documentWith({
      paths: Object.fromEntries(Object.entries(needs).map(([name, each]) => [`/${name}`, operation(name, each)])),
      ...more,
    }),
    components: { securitySchemes: Object.fromEntries(names.map((name) => [name, schemes[name]])) },
  };
}

async function modelOf(document: object, settings: Partial<Settings> = {}) {
  const { model } = await build({ ...defaults, ...settings }, { standardInput: JSON.stringify(document) });
  return model!;
}

/** What operations send by what the documents say, and what the rest of an API's requests do. */
async function needsOf(document: object) {
  const { operations, security } = await modelOf(document);
  const own = operations.map(({ name, auth, isWithoutAuth }) => [name, isWithoutAuth ? "nothing" : auth]);
  return { ...security, own: Object.fromEntries(own.filter(([, value]) => value !== undefined)) };
}

describe("an operation that asks for what the API's operations ask for says nothing of it", () => {
  test.each<[what: string, needs: object, names: Name[], want: object]>([
    [
      "one token",
      { a: [{ oauth: ["read"] }], b: [{ oauth: ["write"] }], c: [{ oauth: [] }, {}] },
      ["oauth"],
      { needs: [["oauth"]], unnamed: ["oauth"], own: {} },
    ],
    [
      "nothing said",
      { a: undefined },
      ["oauth", "petKey"],
      { needs: [["oauth"], ["petKey"]], unnamed: ["oauth"], own: {} },
    ],
    [
      "most of them",
      { a: [{ petKey: [] }], b: [{ petKey: [] }], c: [{ oauth: [] }, { login: [], petKey: [] }] },
      ["petKey", "oauth", "login"],
      { needs: [["petKey"]], unnamed: ["oauth"], own: { c: [["oauth"], ["login", "petKey"]] } },
    ],
    [
      "none of it",
      { a: [{ petKey: [] }], b: [], c: [{}] },
      ["petKey"],
      { needs: [["petKey"]], unnamed: ["petKey"], own: { b: "nothing", c: "nothing" } },
    ],
    [
      "a certificate",
      { a: [{ mtls: [], petKey: [] }], b: [{ mtls: [] }] },
      ["petKey", "mtls"],
      { needs: [["petKey"]], unnamed: ["petKey"], own: { b: [] } },
    ],
    [
      "what is not described",
      { a: [{ petKey: [] }], b: [{ other: [] }], c: [{ other: [], session: [] }] },
      ["petKey", "session"],
      { needs: [["petKey"]], unnamed: [], own: { c: [["session"]] } },
    ],
  ])("%s", async (_, needs, names, want) => {
    expect(await needsOf(documentOf({ ...needs }, names))).toEqual(want);
  });

  test("and nothing of the schemes is in a package whose operations all ask for one token", async () => {
    const needs = { a: [{ oauth: ["read"] }], b: [{}, { oauth: ["write"] }], c: [] };
    const files = await emitted(documentOf(needs, ["oauth", "petKey"]));
    for (const name of ["a", "b", "c"]) expect(files.get(`operations/${name}.ts`)).not.toContain("auth:");
    expect(inOneLine(files.get("transport.ts")!)).toContain(
      'auth: typeof options.auth === "object" ? options.auth?.oauth : options.auth',
    );
    expect([...files.keys()]).not.toContain("runtime/auth/credentials.ts");
  });

  test("nor in one whose documents describe none", async () => {
    const files = await emitted(documentOf({ a: undefined }, []));
    expect(files.get("transport.ts")).toContain("return createTransport_(options);");
    expect(files.get("transport.ts")).not.toContain("Credentials");
  });

  test("and its comment says what it asks for where that differs", async () => {
    const needs = { a: [{ petKey: [] }], b: [{ petKey: [] }], c: [{ oauth: [] }, { login: [], petKey: [] }] };
    const files = await emitted(documentOf(needs, ["petKey", "oauth", "login"]));
    expect(files.get("operations/c.ts")).toContain(" * Auth: `oauth`, or `login` and `petKey`\n");
    expect(inOneLine(files.get("operations/c.ts")!)).toContain('auth: [["oauth"], ["login", "petKey"]],');
    expect(files.get("operations/a.ts")).not.toMatch(/auth/i);
  });
});

describe("the compiler takes", () => {
  const check = async (document: object, lines: readonly string[], settings: Partial<Settings> = {}) => {
    const files = await emitted(document, settings);
    const text = `import { createClient, createTransport } from "./index.js";\n${lines.join("\n")}\nexport {};\n`;
    const sources = new Map([...files].filter(([path]) => path.endsWith(".ts")));
    return typeCheck(sources, { "use.ts": text }).map((fault) => fault.replace(/^use\.ts:(\d+): /, "$1 "));
  };
  const every = documentOf(
    Object.fromEntries(
      Object.keys(schemes).map((name) => [
        `get${name.replace(/\W/g, "")}`,
        [{ [name]: name === "oauth" ? ["read"] : [] }],
      ]),
    ),
    Object.keys(schemes) as Name[],
  );

  test("each scheme by its name, with a value or a function that gives it", { timeout }, async () => {
    expect(
      await check(
        every,
        [
          'createClient({ auth: { petKey: "K", "q-key": () => "K", session: async () => "K" } });',
          'createClient({ auth: { login: { username: "me", password: "secret" }, oauth: "T" } });',
          'createTransport({ auth: { login: async () => ({ username: "me", password: "secret" }) } });',
          "createClient({ auth: { petKey: undefined, oauth: (request?: Request) => request?.url } });",
          'createClient({ auth: "T" });',
          'createClient({ auth: () => "T" });',
          "createClient({ auth: undefined });",
          'import { clientCredentials } from "./auth.js";',
          'const provider = clientCredentials({ clientId: "me", clientSecret: "s", tokenEndpoint: "https://a.example/t" });',
          "createClient({ auth: provider });",
          'createClient({ auth: { oauth: provider, petKey: "K" }, scopes: ["read"] });',
          'import { withScopes } from "./scopes.js";',
          "withScopes(createTransport({ auth: { oauth: provider } }), { auth: { oauth: provider } });",
        ],
        { outputs: everyOutput },
      ),
    ).toEqual([]);
  });

  test("each of schemes that are called as what every object has", { timeout }, async () => {
    const names = ["constructor", "toString", "hasOwnProperty", "__proto__"];
    const key = { type: "apiKey", in: "header", name: "X-Key" };
    const more = Object.fromEntries(names.map((name) => [name, key]));
    const security = [...names, "petKey"].map((name) => ({ [name]: [] }));
    const document = {
      ...documentWith({ paths: { "/pet": { get: { operationId: "getPet", security, responses: { 204: {} } } } } }),
      components: { securitySchemes: { ...more, ["__proto__"]: key, petKey: schemes.petKey } },
    };
    expect(
      await check(document, [
        'createClient({ auth: { petKey: "K" } });',
        'createClient({ auth: { constructor: "K", toString: () => "K", hasOwnProperty: "K", ["__proto__"]: "K" } });',
      ]),
    ).toEqual([]);
  });

  test("no other name, and no value of another kind", { timeout }, async () => {
    const faults = await check(every, [
      'createClient({ auth: { petkey: "K" } });',
      "createClient({ auth: { mtls: {} } });",
      'createClient({ auth: { login: "me:secret" } });',
      'createClient({ auth: { login: { username: "me" } } });',
      "createClient({ auth: { petKey: 1 } });",
      'createTransport({ auth: { oauth: { username: "me", password: "x" } } });',
    ]);
    expect(faults.map((fault) => fault.slice(0, 1))).toEqual(["2", "3", "4", "5", "6", "7"]);
    expect(faults[0]).toMatch(/'petkey' does not exist in type|did you mean to write 'petKey'/);
  });

  test.each<[what: string, names: Name[], good: string[], bad: string[]]>([
    ["the only key", ["petKey"], ['"K"', '() => "K"', '{ petKey: "K" }'], ["{ oauth: 1 }"]],
    ["a token beside keys", ["petKey", "bearer"], ['"T"', '{ bearer: "T", petKey: "K" }'], ['{ Bearer: "T" }']],
    ["no key of several", ["petKey", "session"], ['{ petKey: "K", session: "C" }'], ['"K"', '() => "K"']],
    [
      "the only user, encoded",
      ["login"],
      ['"bWU6c2VjcmV0"', '{ login: { username: "me", password: "s" } }'],
      ['{ login: "me" }'],
    ],
  ])("without a name %s", { timeout }, async (_, names, good, bad) => {
    const document = documentOf(Object.fromEntries(names.map((name) => [`get${name}`, [{ [name]: [] }]])), names);
    const use = (auth: string) => `createClient({ auth: ${auth} });`;
    const faults = await check(document, [...good, ...bad].map(use));
    const lines = faults.map((fault) => Number(fault.split(" ")[0]) - 2 - good.length);
    expect([...new Set(lines)]).toEqual(bad.map((_, index) => index));
  });

  test("tokens where only the settings know of them", { timeout }, async () => {
    const settings = { auth: { ...defaults.auth, tokenUrl: "https://accounts.example.com/token" } };
    const use = [
      'import { refreshToken } from "./auth.js";',
      'createClient({ auth: refreshToken({ clientId: "me", refreshToken: "r" }) });',
    ];
    for (const names of [["whole"], ["petKey", "session"], []] as Name[][]) {
      const document = documentOf(Object.fromEntries(names.map((name) => [`get${name}`, [{ [name]: [] }]])), names);
      expect(await check(document, use, settings)).toEqual([]);
    }
  });

  test("schemes whose names and texts are hostile, inertly", { timeout }, async () => {
    const hostile = '"]; process.exit(1); /* */ `x`\n\u2028';
    const securitySchemes = JSON.parse(
      `{"__proto__": {"type": "apiKey", "in": "header", "name": "X"}, "constructor": {"type": "http", "scheme": ${JSON.stringify(hostile)}}}`,
    );
    securitySchemes[hostile] = { type: "apiKey", in: "query", name: hostile, description: hostile };
    const security = [JSON.parse('{"__proto__": []}'), { constructor: [] }, { [hostile]: [] }];
    const paths = { "/a": { get: { operationId: "getA", security, responses: { 204: { description: "" } } } } };
    const document = { ...documentWith({ paths }), components: { securitySchemes } };
    expect(await check(document, ['createClient({ auth: { ["__proto__"]: "K", constructor: "D" } });'])).toEqual([]);
  });
});

test.each([
  ["header", "X Key"],
  ["header", "X-Key:"],
  ["cookie", "a;b"],
  ["header", ""],
])("a key is none where no %s can be called %j", async (place, name) => {
  const security = [{ odd: [] }, { "q-key": [] }];
  const document = documentOf({ a: security, b: [{ odd: [] }] }, ["q-key"]);
  const odd = { type: "apiKey", in: place, name };
  const { components } = document as { components: { securitySchemes: object } };
  const model = await modelOf({ ...document, components: { securitySchemes: { ...components.securitySchemes, odd } } });
  expect(model.securitySchemes.map((scheme) => scheme.name)).toEqual(["q-key"]);
  expect(model.security.needs).toEqual([["q-key"]]);
});

test.each(["iam-oauth2", "constructor", "__proto__", "name"])("the only token may be called %s", async (name) => {
  const securitySchemes = JSON.parse(`{"${name}": {"type": "http", "scheme": "bearer"}}`) as object;
  const security = [JSON.parse(`{"${name}": []}`)] as object[];
  const paths = { "/a": { get: { operationId: "getA", security, responses: { 204: { description: "" } } } } };
  const files = await emitted({ ...documentWith({ paths }), components: { securitySchemes } });
  const use = `import { createTransport } from "./index.js";
createTransport({ auth: { ["${name}"]: "T" } }); createTransport({ auth: () => "T" }); createTransport({ auth: "T" });
createTransport({ auth: { other: "T" } });
`;
  const sources = new Map([...files].filter(([path]) => path.endsWith(".ts")));
  expect(typeCheck(sources, { "use.ts": use })).toEqual([
    expect.stringMatching(/^use\.ts:3: .*'other' does not exist/),
  ]);
});

interface Loaded {
  createClient(options: object): { [name: string]: (args?: object) => Promise<{ response: Response }> };
  createTransport(options: object): unknown;
  [operation: string]: unknown;
}

describe("a package and the mock agree", () => {
  let folder: string;
  beforeAll(() => {
    // Below the repository, so that the package finds openapi-fetch.
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache", "credentials-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The package that a document becomes, loaded, and the mock of the document. */
  async function serve(name: string, document: object): Promise<{ loaded: Loaded; mock: Mock }> {
    const files = await emitted(document, { target: "package", outputs: everyOutput });
    const spec = join(folder, `${name}.json`);
    writeFileSync(spec, JSON.stringify(document));
    for (const [path, content] of files) {
      const file = join(folder, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const { exports } = JSON.parse(files.get("package.json")!) as { exports: { ".": { default: string } } };
    const loaded = (await import(pathToFileURL(join(folder, name, exports["."].default)).href)) as Loaded;
    return { loaded, mock: await startMock({ spec }) };
  }

  const needs = {
    byHeader: [{ petKey: [] }],
    byQuery: [{ "q-key": [] }],
    byCookie: [{ session: [] }],
    byLogin: [{ login: [] }],
    byToken: [{ oauth: ["read"] }],
    byBoth: [{ petKey: [], login: [] }],
    byEither: [{ session: [] }, { oauth: ["write"] }],
    byChoice: [{ login: [] }, {}],
    byNothing: [],
  };
  const names = ["petKey", "q-key", "session", "login", "oauth"] as const;
  const login = { username: "me", password: "secret" };

  test("on who may do what, whatever is given", async () => {
    const { loaded, mock } = await serve("all", documentOf(needs, names));
    await using _ = mock;
    const oauth = (await mock.issueToken({ scopes: ["read", "write"] })).accessToken;
    const statuses = async (auth: object | string, operations = Object.keys(needs)) => {
      const client = loaded.createClient({ baseUrl: mock.url, auth });
      const results = operations.map(async (name) => [name, (await client[name]!()).response.status] as const);
      return Object.fromEntries(await Promise.all(results));
    };
    const good = Object.fromEntries(Object.keys(needs).map((name) => [name, 204]));
    expect(await statuses({ petKey: "K", "q-key": "Q", session: "C", login, oauth })).toEqual(good);
    expect(await statuses(oauth)).toEqual({
      ...Object.fromEntries(Object.keys(needs).map((name) => [name, 401])),
      ...{ byToken: 204, byEither: 204, byChoice: 204, byNothing: 204 },
    });
    expect(await statuses({ petKey: "K" }, ["byHeader", "byBoth", "byEither"])).toEqual({
      ...{ byHeader: 204, byBoth: 401, byEither: 401 },
    });
    const reading = (await mock.issueToken({ scopes: ["read"] })).accessToken;
    expect(await statuses({ oauth: reading }, ["byToken", "byEither"])).toEqual({ byToken: 204, byEither: 403 });
  });

  test("for single operations, for tools, and in Swagger 2.0", async () => {
    const operation = (operationId: string, security: object[]) => ({
      get: { operationId, security, responses: { 204: { description: "Done" } } },
    });
    const swagger = {
      ...{ swagger: "2.0", info: { title: "Things", version: "1" } },
      paths: {
        "/k": operation("byKey", [{ "a key": [] }]),
        "/b": operation("byLogin", [{ login: [] }]),
        "/o": operation("byToken", [{ oauth: ["read"] }]),
      },
      securityDefinitions: {
        "a key": { type: "apiKey", in: "query", name: "key" },
        login: { type: "basic" },
        oauth: { type: "oauth2", flow: "application", tokenUrl: "https://a.example/token", scopes: { read: "" } },
      },
    };
    const { loaded, mock } = await serve("swagger", swagger);
    await using _ = mock;
    const oauth = (await mock.issueToken({ scopes: ["read"] })).accessToken;
    const auth = { "a key": "K", login, oauth };
    const transport = loaded.createTransport({ baseUrl: mock.url, auth });
    for (const name of ["byKey", "byLogin", "byToken"]) {
      const call = loaded[name] as (transport: unknown) => Promise<{ response: Response }>;
      expect((await call(transport)).response.status).toBe(204);
    }
    const { callTool } = (await import(pathToFileURL(join(folder, "swagger", "esm", "tools.js")).href)) as {
      callTool(client: unknown, name: string, args: object): Promise<{ error?: unknown }>;
    };
    const client = loaded.createClient({ baseUrl: mock.url, auth });
    for (const name of ["byKey", "byLogin", "byToken"])
      expect(await callTool(client, name, {})).toMatchObject({ error: null });
  });
});
