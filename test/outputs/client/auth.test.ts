import { describe, expect, test } from "vitest";
import { build, defaultSettings, readSettings, type Settings } from "../../../generator/entry.ts";
import { documentWithOperation, emitted, inOneLine } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const url = (name: string) => `https://accounts.example.com/${name}`;
const code = { authorizationUrl: url("auth"), tokenUrl: url("token"), scopes: { read: "", write: "" } };
const machine = { tokenUrl: url("token"), scopes: { admin: "" } };
const defaults = defaultSettings(["-"], undefined, import.meta.dirname);

/** What one oauth2 scheme with these flows becomes, for an operation that asks for `read`. */
function filesOf(flows: object, settings: Partial<Settings> = {}, more: object = {}) {
  const document = documentWithOperation(
    { security: [{ oauth: ["read"] }] },
    {
      servers: [{ url: "https://api.example.com/v1" }],
      ...more,
    },
  ) as { components: object };
  document.components = { ...document.components, securitySchemes: { oauth: { type: "oauth2", flows } } };
  return emitted(document, settings);
}

async function authOf(...given: Parameters<typeof filesOf>): Promise<string> {
  return inOneLine((await filesOf(...given)).get("auth.ts") ?? "");
}

function functionsIn(text: string | undefined): string[] {
  return [...(text ?? "").matchAll(/\bexport function (\w+)/g)].map(([, name = ""]) => name);
}

describe("the auth module has", () => {
  test.each<[what: string, flows: object, functions: string[]]>([
    [
      "what codes need where the flow is there",
      { authorizationCode: code },
      ["refreshToken", "authorizationUrl", "exchangeCode", "authorizationCode"],
    ],
    [
      "client credentials where that flow is there",
      { clientCredentials: machine },
      ["refreshToken", "clientCredentials"],
    ],
    [
      "both where both are",
      { authorizationCode: code, clientCredentials: machine },
      ["refreshToken", "clientCredentials", "authorizationUrl", "exchangeCode", "authorizationCode"],
    ],
    [
      "a device code where that flow is there",
      { deviceAuthorization: { deviceAuthorizationUrl: url("device"), tokenUrl: url("token"), scopes: {} } },
      ["refreshToken", "deviceCode"],
    ],
    ["a refresh token alone for a password flow", { password: machine }, ["refreshToken"]],
  ])("%s", async (_, flows, functions) => {
    expect(functionsIn(await authOf(flows))).toEqual(functions);
  });

  test("what finds endpoints where the scheme names its metadata, for the compiler too", async () => {
    const document = documentWithOperation(
      { security: [{ oauth: ["read"] }] },
      { openapi: "3.2.0", servers: [{ url: "https://api.example.com/v1" }] },
    ) as { components: object };
    const oauth = { type: "oauth2", flows: { clientCredentials: machine }, oauth2MetadataUrl: "/metadata" };
    document.components = { securitySchemes: { oauth } };
    const files = await emitted(document);
    expect(functionsIn(files.get("auth.ts"))).toEqual(["refreshToken", "clientCredentials", "discoverEndpoints"]);
    expect(inOneLine(files.get("auth.ts")!)).toMatch(/metadataUrl: "\/metadata", servers: \{ \S+ \{ url: /);
    expect(files.get("README.md")).toContain("`refreshToken({ ...(await discoverEndpoints()), … })`");
    const sources = new Map([...files].filter(([path]) => path.endsWith(".ts")));
    const beside = `import * as auth from "./auth.js";
export const a = auth.clientCredentials({ ...(await auth.discoverEndpoints()), clientId: "me", clientSecret: "s" });
export const b = auth.refreshToken({ ...(await auth.discoverEndpoints({ timeout: 1 })), clientId: "me", refreshToken: "r" });
auth.discoverEndpoints({ metadata: "x" });
`;
    expect(typeCheck(sources, { "use.ts": beside })).toEqual([
      expect.stringMatching(/^use\.ts:4: .*'metadata' does not/),
    ]);
  });

  test("the endpoints, each flow its own", async () => {
    const text = await authOf({
      authorizationCode: { ...code, refreshUrl: url("refresh") },
      clientCredentials: { ...machine, tokenUrl: url("machine") },
    });
    expect(text).toContain(
      'const api: AuthDescription = { authorizationUrl: "https://accounts.example.com/auth", tokenUrl: "https://accounts.example.com/token", refreshUrl: "https://accounts.example.com/refresh" };',
    );
    expect(text).toContain(
      'return clientCredentials_({ ...api, tokenUrl: "https://accounts.example.com/machine" }, options);',
    );
    expect(text).toContain("type Scope = KnownScope;");
    expect(text).toContain("type Server = never;");
  });

  test("the servers where endpoints are relative to them", async () => {
    const text = await authOf({ clientCredentials: { ...machine, tokenUrl: "/oauth/token" } });
    expect(text).toMatch(/tokenUrl: "\/oauth\/token", servers: \{ \S+ \{ url: "https:\/\/api.example.com\/v1" \} \}/);
  });

  test("the servers with their variables, and options for both", { timeout: 60_000 }, async () => {
    const variables = { tenant: { default: "demo" }, port: { default: "8443", enum: ["8443", "443"] } };
    const files = await filesOf(
      { authorizationCode: { ...code, tokenUrl: "/token" }, clientCredentials: machine },
      {},
      { servers: [{ url: "https://{tenant}.example.com:{port}", description: "Tenant", variables }] },
    );
    expect(inOneLine(files.get("auth.ts")!)).toContain(
      'servers: { tenant: { url: "https://{tenant}.example.com:{port}", variables: { tenant: { default: "demo" }, port: { default: "8443", enum: ["8443", "443"] } } } }',
    );
    const beside = `import * as auth from "./auth.js";
const client = { clientId: "me", clientSecret: "s", server: "tenant", serverVariables: { tenant: "acme", port: "443" } } as const;
const auths = [auth.refreshToken({ ...client, refreshToken: "r" }), auth.clientCredentials(client), auth.authorizationCode(client)];
export const { url, ...kept } = await auth.authorizationUrl({ ...client, redirectUri: "https://x" });
export const tokens: auth.Tokens = await auth.exchangeCode({ ...client, ...kept, redirectUri: "https://x", callbackUrl: "/" });
auth.clientCredentials({ ...client, serverVariables: { tenat: "acme" } });
auth.clientCredentials({ ...client, serverVariables: { port: "1" } });
`;
    const sources = new Map([...files].filter(([path]) => path.endsWith(".ts")));
    expect(typeCheck(sources, { "use.ts": beside })).toEqual([
      expect.stringMatching(/^use\.ts:6: .*'tenat' does not exist/),
      expect.stringMatching(/^use\.ts:7: Type '"1"' is not assignable to type '"8443" \| "443"/),
    ]);
  });

  test("no option for a server where none has an endpoint of its own, and the compiler says so", async () => {
    const files = await filesOf({ authorizationCode: code, clientCredentials: machine });
    const sources = new Map([...files].filter(([path]) => path.endsWith(".ts")));
    const beside = `import * as auth from "./auth.js";
auth.clientCredentials({ clientId: "me", clientSecret: "s", server: "main" });
export const tokens: auth.Tokens = await auth.exchangeCode({ clientId: "me", redirectUri: "https://x", callbackUrl: "/", state: "s", codeVerifier: "v" });
`;
    expect(typeCheck(sources, { "use.ts": beside })).toEqual([
      expect.stringMatching(
        /^use\.ts:2: Object literal may only specify known properties, and 'server' does not exist/,
      ),
    ]);
  });

  test("all servers where one has an accounts address", async () => {
    const servers = new Map([
      ["main", { url: "https://api.example.com" }],
      ["eu", { url: "https://api.example.eu", accounts: "https://accounts.example.eu" }],
    ]);
    expect(await authOf({ authorizationCode: code }, { client: { ...defaults.client, servers } })).toContain(
      'servers: { main: { url: "https://api.example.com" }, eu: { url: "https://api.example.eu", accounts: "https://accounts.example.eu" } }',
    );
  });

  test("what the settings say, and it compiles", { timeout: 60_000 }, async () => {
    const files = await filesOf(
      { authorizationCode: { ...code, tokenUrl: "/token" }, clientCredentials: machine },
      {
        authPrefix: "Token",
        auth: {
          ...defaults.auth,
          clientAuthentication: "client_secret_post",
          scopeSeparator: ",",
          authorizationParameters: { access_type: "offline" },
          accountsParameter: "accounts-server",
          sessionCookies: ["JSESSIONID"],
        },
        client: {
          ...defaults.client,
          servers: new Map([["eu", { url: "https://api.example.eu", accounts: "https://accounts.example.eu" }]]),
        },
      },
    );
    expect(inOneLine(files.get("auth.ts")!)).toContain(
      'tokenUrl: "/token", clientAuthentication: "client_secret_post", scopeSeparator: ",", prefix: "Token", authorizationParameters: { access_type: "offline" }, accountsParameter: "accounts-server", servers: { eu: { url: "https://api.example.eu", accounts: "https://accounts.example.eu" } }, sessionCookies: ["JSESSIONID"] };',
    );
    expect(files.get("client.ts")).toContain('transport.use(refuseSessionCookies(["JSESSIONID"]));');
    const good = `import { type Auth, createClient } from "./index.js";
import * as auth from "./auth.js";
const client = { clientId: "me", clientSecret: "s" };
const one: Auth = auth.refreshToken({ ...client, refreshToken: "r", server: "eu", scopes: ["read", "another" as string], store: auth.storageStore(localStorage) });
const { url, state, codeVerifier } = await auth.authorizationUrl({ clientId: "me", redirectUri: "https://x", scopes: ["write"] });
const tokens: auth.Tokens<"eu"> = await auth.exchangeCode({ ...client, redirectUri: "https://x", callbackUrl: new URL(url), state, codeVerifier });
const two = auth.authorizationCode({ ...client, tokens, store: auth.memoryStore(), fetch, signal: AbortSignal.timeout(1) });
const three = auth.clientCredentials({ ...client, margin: 1, timeout: 1, clientAuthentication: "client_secret_basic" });
createClient({ auth: one }); createClient({ auth: two }); createClient({ auth: three }); createClient({ auth: (request?: Request) => request?.url });
export const isRefused = (error: unknown) => error instanceof auth.AuthError && error.code === "refused";
`;
    const sources = new Map([...files].filter(([path]) => path.endsWith(".ts")));
    const bad = `import * as auth from "./auth.js";
auth.refreshToken({ clientId: "me", refreshToken: "r", server: "us" });
auth.refreshToken({ clientId: "me" });
auth.clientCredentials({ clientId: "me" });
`;
    const faults = typeCheck(sources, { "good.ts": good, "bad.ts": bad });
    expect(faults.map((fault) => fault.split(": ")[0])).toEqual(["bad.ts:2", "bad.ts:3", "bad.ts:4"]);
    expect(faults[0]).toContain(`Type '"us"' is not assignable to type '"eu"'`);
  });

  test("nothing of the text of a document but literals", { timeout: 60_000 }, async () => {
    const hostile = '"; process.exit(); //*/\n`$`{x}';
    const files = await filesOf({
      authorizationCode: {
        authorizationUrl: hostile,
        tokenUrl: hostile,
        scopes: { [hostile]: "", ["__proto__"]: "", constructor: "" },
      },
    });
    expect(typeCheck(new Map([...files].filter(([path]) => path.endsWith(".ts"))))).toEqual([]);
    expect(inOneLine(files.get("auth.ts")!)).toContain(String.raw`tokenUrl: "\"; process.exit(); //*/\n`);
  });
});

describe("there is no auth module", () => {
  test.each<[what: string, flows: object]>([
    ["without a flow", {}],
    ["for the implicit flow alone", { implicit: { authorizationUrl: url("auth"), scopes: {} } }],
    ["where the endpoint is no text", { clientCredentials: { tokenUrl: { url: "x" }, scopes: {} } }],
  ])("%s, and nothing that it needs", async (_, flows) => {
    const files = await filesOf(flows, { target: "package" });
    expect([...files.keys()].filter((path) => /^esm\/auth\.|\/auth\//.test(path))).toEqual([]);
    const { dependencies, exports } = JSON.parse(files.get("package.json")!) as Record<string, object>;
    expect(Object.keys(dependencies!)).toEqual(["openapi-fetch"]);
    expect(exports).not.toHaveProperty("./auth");
  });

  test("unless the settings name the endpoint", async () => {
    const settings = { auth: { ...defaults.auth, tokenUrl: url("token") } };
    expect(functionsIn(await authOf({}, settings))).toEqual(["refreshToken"]);
    const files = await filesOf({}, { ...settings, target: "package" });
    const { dependencies, exports } = JSON.parse(files.get("package.json")!) as Record<string, Record<string, unknown>>;
    expect(dependencies).toHaveProperty("oauth4webapi");
    expect(exports?.["./auth"]).toEqual({ types: "./esm/auth.d.ts", default: "./esm/auth.js" });
  });
});

test("a tag cannot take the module's name", async () => {
  const files = await filesOf({ authorizationCode: code }, {}, {});
  expect(files.has("by-tag/auth.ts")).toBe(false);
  const document = documentWithOperation({ tags: ["auth"] });
  expect([...(await emitted(document)).keys()].filter((path) => path.startsWith("by-tag/"))).toEqual([
    "by-tag/auth_.ts",
  ]);
});

test("Zoho Desk has nine data centres, each with its accounts address", async () => {
  const { settings } = readSettings("spec/zoho-desk/twinspec.yaml", process.cwd());
  const { model } = await build(settings!);
  expect(model?.servers.map(({ name, url, accounts }) => [name, url, accounts])).toEqual([
    ["us", "https://desk.zoho.com", "https://accounts.zoho.com"],
    ["eu", "https://desk.zoho.eu", "https://accounts.zoho.eu"],
    ["in", "https://desk.zoho.in", "https://accounts.zoho.in"],
    ["au", "https://desk.zoho.com.au", "https://accounts.zoho.com.au"],
    ["jp", "https://desk.zoho.jp", "https://accounts.zoho.jp"],
    ["cn", "https://desk.zoho.com.cn", "https://accounts.zoho.com.cn"],
    ["sa", "https://desk.zoho.sa", "https://accounts.zoho.sa"],
    ["uk", "https://desk.zoho.uk", "https://accounts.zoho.uk"],
    ["ca", "https://desk.zohocloud.ca", "https://accounts.zohocloud.ca"],
  ]);
  expect(model?.oauth).toMatchObject({
    authorizationUrl: "/oauth/v2/auth",
    tokenUrl: "/oauth/v2/token",
    clientAuthentication: "client_secret_post",
    scopeSeparator: ",",
  });
  expect(model?.oauth?.scopes).toContain("Desk.basic.READ");
  expect(model?.oauth?.scopes).not.toContain("Desk.basic.read");
});
