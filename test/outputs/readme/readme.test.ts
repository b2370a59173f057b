import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build, defaultSettings, readSettings } from "../../../generator/entry.ts";
import { answers, documentWith, documentWithOperation } from "../../emit/emitted.ts";
import { codeBlocks } from "./example-modules.ts";
import { faultsIn, packageOf, sectionOf } from "./readme.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const defaults = defaultSettings(["-"], undefined, import.meta.dirname);

function titlesIn(readme: string): string[] {
  return [...readme.matchAll(/^## (.*)$/gm)].map(([, title = ""]) => title);
}

const servers = { servers: [{ url: "https://api.example.com/v1" }] };
const plain = documentWithOperation(
  { responses: answers({ type: "object", properties: { name: { type: "string" } } }) },
  servers,
);

const oauth = {
  type: "oauth2",
  flows: {
    clientCredentials: { tokenUrl: "https://accounts.example.com/token", scopes: { "things:read": "" } },
    authorizationCode: {
      tokenUrl: "https://accounts.example.com/token",
      authorizationUrl: "https://accounts.example.com/authorize",
      scopes: { "things:read": "" },
    },
  },
};
const Thing = {
  type: "object",
  required: ["id", "kind", "made"],
  properties: {
    id: { type: "integer", format: "int64", example: 17 },
    kind: { type: "string", enum: ["a", "b"] },
    made: { type: "string", format: "date-time", example: "2026-01-31T12:00:00Z" },
    size: { allOf: [{ $ref: "#/components/schemas/Size" }], description: "How big" },
  },
};
const thing = { $ref: "#/components/schemas/Thing" };
const id = {
  name: "id",
  in: "path",
  required: true,
  schema: { type: "integer", format: "int64" },
  example: 4_611_686_018_427,
};
const page = {
  type: "object",
  required: ["data"],
  properties: { data: { type: "array", items: thing }, next_cursor: { type: "string" } },
};

/** A document with something for every section. */
const everything = {
  ...documentWith({
    security: [{ oauth: ["things:read"] }],
    servers: [
      {
        url: "https://{region}.example.com/{version}",
        description: "Production",
        variables: { region: { default: "eu", enum: ["eu", "us"] }, version: { default: "v1" } },
      },
      { url: "https://test.example.com", description: "Test" },
    ],
    paths: {
      "/things": {
        get: {
          operationId: "listThings",
          tags: ["things"],
          parameters: [
            { name: "cursor", in: "query", schema: { type: "string" } },
            { name: "limit", in: "query", schema: { type: "integer" } },
            { name: "tenant", in: "query", schema: { type: "string" }, example: "t-1" },
          ],
          responses: answers(page),
        },
        post: {
          operationId: "createThing",
          tags: ["making"],
          requestBody: {
            required: true,
            content: { "application/json": { schema: thing, example: { id: 17, kind: "c", made: "2026", more: 1 } } },
          },
          responses: answers(thing),
        },
      },
      "/things/{id}": {
        get: {
          operationId: "getThing",
          tags: ["things"],
          parameters: [id],
          "x-web-url": "/portal/{workspace}/things/{id}",
          responses: {
            ...answers(thing),
            404: { description: "None", content: { "application/json": { schema: page } } },
          },
        },
      },
      "/things/{id}/photo": {
        post: {
          operationId: "addPhoto",
          tags: ["things"],
          parameters: [id],
          security: [{ oauth: [], key: [] }, { basic: [] }, { query: [] }, { cookie: [] }, { header: [] }],
          requestBody: {
            content: {
              "multipart/form-data": {
                schema: {
                  type: "object",
                  required: ["caption"],
                  properties: {
                    caption: { type: "string" },
                    photo: { type: "string", format: "binary", example: "x" },
                  },
                },
              },
            },
          },
          responses: { 204: { description: "Added" } },
        },
      },
      "/events": {
        get: { operationId: "followThings", tags: ["things"], responses: answers(thing, "text/event-stream") },
      },
      "/export": {
        get: { operationId: "exportThings", tags: ["things"], responses: answers(thing, "application/x-ndjson") },
      },
      "/status": {
        get: {
          operationId: "getStatus",
          tags: ["things"],
          security: [],
          servers: [{ url: "https://status.example.com" }],
          responses: { 204: { description: "Good" } },
        },
      },
    },
  }),
  components: {
    schemas: { Thing, Size: { type: "string", enum: ["small", "big"] } },
    securitySchemes: {
      oauth,
      key: { type: "apiKey", in: "header", name: "X-API-Key" },
      header: { type: "apiKey", in: "header", name: "Authorization" },
      query: { type: "apiKey", in: "query", name: "api_key" },
      cookie: { type: "apiKey", in: "cookie", name: "sid" },
      basic: { type: "http", scheme: "basic" },
      unused: { type: "http", scheme: "digest" },
    },
  },
};
const client = {
  ...defaults.client,
  parameters: new Map([["tenant", { in: "header" as const, exclude: ["getThing"] }]]),
};

describe("the README of the flagship", () => {
  let files: ReadonlyMap<string, string>;
  let readme: string;
  beforeAll(async () => {
    const { settings } = readSettings(join(root, "spec", "zoho-desk", "twinspec.yaml"), root);
    ({ files: files = new Map() } = await build(settings!));
    readme = files.get("README.md")!;
  }, 60_000);

  test("has examples that compile against the package", { timeout: 120_000 }, () => {
    expect(codeBlocks(readme).length).toBeGreaterThan(12);
    expect(faultsIn(files)).toEqual([]);
  });

  test("has no more than fits a page or two", () => {
    const [written = "", generated = ""] = readme.split("## Getting started");
    expect(written.split("\n").length).toBeLessThan(100);
    expect(generated.split("\n").length).toBeLessThan(270);
  });
});

describe("the README of an API with everything", () => {
  test.each([
    ["string", "string"],
    ["bigint", "Date"],
    ["number", "string"],
  ] as const)(
    "has examples that compile against the package, with integers as %s and dates as %s",
    { timeout: 120_000 },
    async (int64, dates) => {
      const values = { int64, dates, enums: "open" as const, baseSchemas: "own" as const };
      const { files, readme } = await packageOf(everything, { client: { ...client, values } });
      expect(titlesIn(readme)).toEqual([
        "Getting started",
        "Servers",
        "Authentication",
        "Scopes",
        "Results and errors",
        "Limits",
        "Pages",
        "Streams",
        "Values",
        "Files",
        "Links",
        "Assistants",
        "Middleware",
        "Operations",
      ]);
      expect(faultsIn(files)).toEqual([]);
    },
  );

  test("says of servers their names, variables, defaults and choices", async () => {
    const { readme } = await packageOf(everything, { client });
    const servers = sectionOf(readme, "Servers");
    expect(servers).toContain(
      'createClient({ server: "production", serverVariables: { region: "eu", version: "v1" } });',
    );
    expect(servers).toContain(
      '- `"production"`: `https://{region}.example.com/{version}`; Production; `region` is `"eu"` or `"us"`, by default `"eu"`; `version` is any string, by default `"v1"`',
    );
    expect(servers).toContain('- `"test"`: Test');
  });

  test("gives a variable a value that it may have where its default is another", { timeout: 60_000 }, async () => {
    const variables = { name: { default: "{name}", enum: ["a", "b"] } };
    const servers = [{ url: "https://{name}.example.com", variables }];
    const { files, readme } = await packageOf({ ...documentWithOperation({}), servers });
    expect(sectionOf(readme, "Servers")).toContain('createClient({ serverVariables: { name: "a" } });');
    expect(faultsIn(files)).toEqual([]);
  });

  test("says what to send for each scheme that operations ask for", async () => {
    const { readme } = await packageOf(everything, { client });
    const said = sectionOf(readme, "Authentication");
    expect(said).toContain(
      "import { authorizationCode, authorizationUrl, clientCredentials, exchangeCode, refreshToken, storageStore }",
    );
    expect(said).toContain(
      'createClient({ auth: { basic: { username: "me", password: "a password" }, cookie: "a key", header: "a key", key: "a key", oauth: token, query: "a key" } });',
    );
    expect(said).toContain(`- \`basic\`: a user and a password
- \`cookie\`: a key, as the cookie \`sid\`; a browser sends its own cookies alone, with \`credentials: "include"\`
- \`header\`: a key, which is all of the header \`Authorization\`
- \`key\`: a key, in the header \`X-API-Key\`
- \`oauth\`: a token, sent as \`Authorization: Bearer <token>\`
- \`query\`: a key, in the query as \`api_key\``);
    expect(said).toContain("of several ways the first whose credentials are all given.");
    expect(said).toContain("`auth: token`, without a name, is for `oauth`.");
    expect(said).not.toContain("unused");
  });

  test("says when a client sends again, as the settings have it", async () => {
    const retry = { attempts: 4, methods: ["GET", "POST"], statuses: [503], respectRetryAfter: false, stop: ["SPENT"] };
    const { readme } = await packageOf(everything, { client: { ...client, retry, concurrency: 5 } });
    expect(sectionOf(readme, "Limits")).toContain(
      "A client sends a request of method `GET` and `POST` up to 4 times, after network errors, timeouts and the statuses `503`, with back-off. A response with the code `SPENT` is final. It has at most 5 requests on the way at one time.",
    );
    const once = await packageOf(everything, { client: { ...client, retry: { attempts: 1 } } });
    expect(sectionOf(once.readme, "Limits")).toContain("A client sends no request again unless `retry` says so.");
  });

  test("shows operations that have what a section is about", async () => {
    const { readme } = await packageOf(everything, { client });
    expect(sectionOf(readme, "Pages")).toContain("client.listThings.pages({}, { maximum: 200, pageSize: 50 })");
    expect(sectionOf(readme, "Streams")).toContain(
      "for await (const value of await unwrap(client.exportThings())) console.log(value);",
    );
    expect(sectionOf(readme, "Files")).toContain(
      'await client.addPhoto({ id: "4611686018427", body: { caption: "…", photo: file } });',
    );
    expect(sectionOf(readme, "Links")).toContain('links.getThing({ workspace: "…", id: "…" })');
    expect(sectionOf(readme, "Links")).toContain(
      'links.withLinks(await client.getThing({ id: "4611686018427" }), { workspace: "…" });',
    );
    expect(sectionOf(readme, "Middleware")).toContain(
      "`getStatus` goes to the server that the documents name for it, unless `baseUrl` is given: without the token and `tenant`",
    );
    expect(sectionOf(readme, "Getting started")).toContain(
      "`tenant` is given once. It is sent as a header with every request to the API but `getThing`, and",
    );
  });
});

describe("the README of a small API", () => {
  test("has what every package can do, and nothing of what this one has not", { timeout: 60_000 }, async () => {
    const { files, readme } = await packageOf(plain);
    expect(titlesIn(readme)).toEqual([
      "Getting started",
      "Servers",
      "Authentication",
      "Results and errors",
      "Limits",
      "Assistants",
      "Middleware",
      "Operations",
    ]);
    expect(sectionOf(readme, "Getting started")).toContain("const client = createClient();");
    expect(sectionOf(readme, "Servers")).toContain(
      "Requests go to `https://api.example.com/v1`. `baseUrl` names another",
    );
    expect(sectionOf(readme, "Authentication")).toContain(
      "The documents describe no authentication. Where the API wants a token: `auth` is a token",
    );
    expect(readme).not.toMatch(/scope|client\/auth|orgId/i);
    expect(faultsIn(files)).toEqual([]);
  });

  test("says what baseUrl ends with where the documents name a path alone", async () => {
    const { readme } = await packageOf({ ...plain, servers: [{ url: "/api/v3/" }] });
    expect(readme).toContain('createClient({ baseUrl: "https://api.example.com/api/v3" })');
    expect(sectionOf(readme, "Servers")).toContain(
      "the root of all paths; it ends with `/api/v3`, which is all that they say.",
    );
  });

  test.each([
    ["a key in a header", { type: "apiKey", in: "header", name: "X-Key" }, '{ auth: "a key" }'],
    [
      "a key in the header of tokens",
      { type: "apiKey", in: "header", name: "authorization" },
      '{ auth: { scheme: "a key" } }',
    ],
    [
      "a user and a password",
      { type: "http", scheme: "Basic" },
      '{ auth: { scheme: { username: "me", password: "a password" } } }',
    ],
    ["another scheme of HTTP", { type: "http", scheme: "Digest" }, '{ auth: { scheme: "a key" } }'],
    ["a bearer token", { type: "http", scheme: "Bearer" }, '{ auth: "an access token" }'],
    ["a key in the query", { type: "apiKey", in: "query", name: "key" }, '{ auth: "a key" }'],
    ["a key in a cookie", { type: "apiKey", in: "cookie", name: "sid" }, '{ auth: "a key" }'],
    ["a certificate", { type: "mutualTLS" }, ""],
  ])("begins with %s", async (_, scheme, options) => {
    const components = { securitySchemes: { scheme } };
    const { files, readme } = await packageOf({ ...plain, components });
    expect(sectionOf(readme, "Getting started")).toContain(`const client = createClient(${options});`);
    expect(faultsIn(files)).toEqual([]);
  });

  test.each<[what: string, security: object[], options: string]>([
    ["one of several ways", [{ a: [] }, { b: [] }], '{ auth: { a: "a key" } }'],
    ["several keys together", [{ a: [], b: [] }], '{ auth: { a: "a key", b: "a key" } }'],
    ["a token and a key", [{ a: [], c: [] }], '{ auth: "an access token" }'],
  ])("begins with %s, where keys may be in one place", async (_, security, options) => {
    const key = { type: "apiKey", in: "header", name: "X-Key" };
    const components = { securitySchemes: { a: key, b: key, c: { type: "http", scheme: "bearer" } } };
    const { files, readme } = await packageOf({ ...documentWithOperation({ security }), components, ...servers });
    expect(sectionOf(readme, "Getting started")).toContain(`const client = createClient(${options});`);
    expect(faultsIn(files)).toEqual([]);
  });

  test("leaves the refresh token out where a program has only its own credentials", async () => {
    const { clientCredentials } = oauth.flows;
    const { readme } = await packageOf({
      ...documentWithOperation({ security: [{ oauth: ["things:read"] }] }),
      components: { securitySchemes: { oauth: { ...oauth, flows: { clientCredentials } } } },
    });
    expect(sectionOf(readme, "Authentication")).toContain("import { clientCredentials } from");
  });

  test("says so when there is nothing to import", async () => {
    const { files, readme } = await packageOf(documentWith({}));
    expect(readme).toContain("0 operations");
    expect(faultsIn(files)).toEqual([]);
  });
});

describe("a key in the query", () => {
  let folder: string;
  beforeAll(() => {
    // Below the repository, so that the package finds openapi-fetch.
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache", "readme-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is added as the README says, to each attempt, and no error shows it", async () => {
    const body = { required: true, content: { "application/json": { schema: { type: "object" } } } };
    const { files, readme } = await packageOf({
      ...documentWithOperation({ requestBody: body }, { method: "put" }),
      components: { securitySchemes: { scheme: { type: "apiKey", in: "query", name: "api key" } } },
    });
    const sent: string[] = [];
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += String(chunk);
      sent.push(`${request.method} ${request.url} ${text}`);
      if (sent.length > 1) request.socket.destroy();
      else response.writeHead(503).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const written = codeBlocks(readme).find((block) => block.includes('auth: { scheme: "a key" }'))!;
    const text = written
      .replace(
        "createClient({",
        "export const client = createClient({ retry: { attempts: 2, backOff: { initial: 1 } },",
      )
      .replace("auth:", `baseUrl: "${baseUrl}", auth:`)
      .replace('"a key"', "key");
    for (const [path, content] of [
      ...files,
      ["example.mjs", `import { createClient } from "client";\nconst key = "planted-secret";\n${text}`] as const,
    ]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const { client } = (await import(pathToFileURL(join(folder, "example.mjs")).href)) as {
      client: { doThing(args: object): Promise<unknown> };
    };
    const error: unknown = await client.doThing({ body: { a: 1 } }).catch((thrown: unknown) => thrown);
    server.close();
    expect(sent).toEqual(Array(2).fill('PUT /things?api%20key=planted-secret {"a":1}'));
    expect(error).toMatchObject({ name: "NetworkError", attempts: 2 });
    expect(inspect(error)).not.toContain("planted-secret");
  });
});

test("tags stand below the tags that they are in, by their summaries, and a badge lists names alone", async () => {
  const get = (operationId: string, ...tags: string[]) => ({
    get: { operationId, tags, responses: { 204: { description: "Done" } } },
  });
  const { readme } = await packageOf({
    ...documentWith({
      paths: { "/a": get("getA", "cats", "beta"), "/b": get("getB", "dogs"), "/c": get("getC", "toys") },
    }),
    openapi: "3.2.0",
    tags: [
      { name: "dogs", parent: "pets" },
      { name: "toys" },
      { name: "beta", kind: "badge" },
      { name: "cats", summary: "Cats | all", parent: "pets", kind: "nav" },
      { name: "pets", summary: "Pets" },
    ],
  });
  expect(sectionOf(readme, "Operations").match(/^(?:###|badge).*$/gm)).toEqual([
    "### toys (`things-client/toys`)".replace("things-client", readme.split("\n")[0]!.slice(2)),
    expect.stringMatching(/^### beta \(/),
    "badge: `getA`",
    expect.stringMatching(/^### Pets \/ dogs \(/),
    expect.stringMatching(/^### Pets \/ Cats \\\| all \(/),
  ]);
});
