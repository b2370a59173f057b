import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PrefixSyntaxError, startMocks } from "../../../mocks/index.ts";
import { createExchange } from "../../../mocks/pipeline/exchange.ts";
import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-front-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A document whose one operation responds with its name. */
function spec(name: string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `openapi: 3.1.0
info: { title: ${name}, version: "1" }
servers: [{ url: https://api.example.com/api/v1 }]
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://accounts.example.com/oauth/v2/token, scopes: { ${name}.read: "" } } } }
paths:
  /things:
    get:
      operationId: listThings
      security: [{ oauth: [${name}.read] }]
      responses: { "200": { description: ok, content: { application/json: { example: ${name} } } } }
`,
  );
  return file;
}

const anyToken = { headers: { authorization: "Bearer any" } };

async function ask(url: string): Promise<unknown> {
  return (await fetch(url, anyToken)).json();
}

describe("several APIs on one port", () => {
  test.each(["/.well-known/oauth-authorization-server/desk", "/desk/.well-known/openid-configuration"])(
    "%s describes the authorization server of one",
    async (path) => {
      await using mocks = await startMocks({ apis: { "": { spec: spec("root") }, "/desk": { spec: spec("desk") } } });
      expect(await ask(mocks.url + path)).toMatchObject({
        issuer: `${mocks.url}/desk`,
        token_endpoint: `${mocks.url}/desk/oauth/v2/token`,
      });
    },
  );

  test("each has the paths below its prefix, the longest prefix that fits wins, and the root has the rest", async () => {
    const open = (name: string) => ({ spec: spec(name), auth: "lenient" as const });
    await using mocks = await startMocks({
      apis: { "": open("root"), "/desk": open("desk"), "/desk/v2": open("desk2") },
    });
    expect(mocks.apis["/desk/v2"].url).toBe(`${mocks.url}/desk/v2`);
    expect(await ask(`${mocks.url}/things`)).toBe("root");
    expect(await ask(`${mocks.apis["/desk"].url}/things`)).toBe("desk");
    expect(await ask(`${mocks.url}/desk/api/v1/things?x=1`)).toBe("desk");
    expect(await ask(`${mocks.url}/desk/v2/things`)).toBe("desk2");
    expect(await ask(`${mocks.url}/desk/v2?x=1`)).toMatchObject({
      status: 404,
      detail: "The document has no path for /.",
    });
    // A prefix is whole segments: this path is the root's.
    expect(await ask(`${mocks.url}/desktop/things`)).toMatchObject({
      detail: "The document has no path for /desktop/things.",
    });
    expect(mocks.apis["/desk"].requests.map(({ url }) => url)).toEqual(["/things", "/api/v1/things?x=1"]);
  });

  test("a path under no prefix gets 404 that names those there are, and is logged", async () => {
    const log: RequestLogEntry[] = [];
    await using mocks = await startMocks({
      apis: { "/desk": { spec: spec("desk") }, "/crm": { spec: spec("crm") } },
      log: (entry) => log.push(entry),
    });
    const response = await fetch(`${mocks.url}/dsek/things?token=s3cret`);
    expect(response.status).toBe(404);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toMatchObject({
      title: "No API under this path",
      detail: 'There is no API under /dsek/things; there are /desk, /crm; did you mean "/desk"?',
    });
    expect(log).toMatchObject([{ url: "/dsek/things?token=[redacted]", status: 404, operation: undefined }]);
  });

  test("each grants and checks its own access, at token endpoints below its prefix", async () => {
    await using mocks = await startMocks({ apis: { "/desk": { spec: spec("desk") }, "/crm": { spec: spec("crm") } } });
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id: "a", client_secret: "b" });
    const response = await fetch(`${mocks.url}/desk/oauth/v2/token`, { method: "POST", body });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const statusAt = async (prefix: string) =>
      (await fetch(`${mocks.url}${prefix}/things`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([response.status, await statusAt("/desk"), await statusAt("/crm")]).toEqual([200, 200, 401]);
    expect(await mocks.apis["/crm"].tokens()).toEqual([]);
    expect(mocks.apis["/desk"].endpoints).toContain("POST /oauth/v2/token");
  });

  test("a token of one is not a token of another, also where each has given as many", async () => {
    await using mocks = await startMocks({ apis: { "/desk": { spec: spec("desk") }, "/crm": { spec: spec("desk") } } });
    const tokens = await Promise.all(
      (["/desk", "/crm"] as const).map((prefix) => mocks.apis[prefix].issueToken({ scopes: ["desk.read"] })),
    );
    const statuses = ["/desk", "/crm"].flatMap((prefix) =>
      tokens.map(async ({ accessToken }) => {
        const headers = { authorization: `Bearer ${accessToken}` };
        return (await fetch(`${mocks.url}${prefix}/things`, { headers })).status;
      }),
    );
    expect(await Promise.all(statuses)).toEqual([200, 401, 401, 200]);
  });

  test("an API keeps its tokens in a shared place when another one comes beside it", async () => {
    const storage = join(folder, "storage");
    const desk = { spec: spec("desk") };
    const alone = await startMocks({ apis: { "/desk": desk }, storage });
    const { accessToken } = await alone.apis["/desk"].issueToken({ scopes: ["desk.read"] });
    await alone.close();
    await using mocks = await startMocks({ apis: { "/desk": desk, "/crm": { spec: spec("crm") } }, storage });
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await fetch(`${mocks.url}/desk/things`, { headers })).status).toBe(200);
  });

  test.each(["/desk/things", "http://mock.example/desk/things?x=1", "/desk", "/desk?x=1"])(
    "the root of an API that is asked for %s has its prefix",
    (url) => {
      const request = { url, method: "GET", headers: { host: "mock.example" } } as IncomingMessage;
      const target = url
        .replace("http://mock.example", "")
        .replace("/desk", "")
        .replace(/^(?!\/)/, "/");
      expect(createExchange(request, target, {} as ServerResponse).root).toBe("http://mock.example/desk");
    },
  );

  test("what a test scripts at one stays there, and closing one closes all", async () => {
    await using mocks = await startMocks({
      apis: { "/desk": { spec: spec("desk"), auth: "off" }, "/crm": { spec: spec("crm"), auth: "off" } },
    });
    mocks.apis["/crm"].respond("listThings", { status: 200, body: "scripted" });
    expect(await ask(`${mocks.url}/crm/things`)).toBe("scripted");
    expect(await ask(`${mocks.url}/desk/things`)).toBe("desk");
    await mocks.apis["/crm"].close();
    await expect(fetch(`${mocks.url}/desk/things`)).rejects.toThrow();
  });

  test.each(["desk", "/desk/", "/", "/..", "/a b", "/%64esk", "/.hidden", "//desk"])(
    "%j is not a valid prefix",
    async (prefix) => {
      await expect(startMocks({ apis: { [prefix]: { spec: spec("desk") } } })).rejects.toThrow(PrefixSyntaxError);
    },
  );
});
