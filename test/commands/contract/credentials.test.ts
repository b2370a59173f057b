import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { environmentCredentials } from "../../../generator/commands/contract/credentials/from-environment.ts";
import { mockCredentials } from "../../../generator/commands/contract/credentials/from-mock.ts";
import { givenCredentials } from "../../../generator/commands/contract/credentials/given.ts";
import { createSecrets } from "../../../generator/commands/contract/secrets.ts";
import { defaultSettings } from "../../../generator/entry.ts";
import type { Holder, NeededScheme } from "../../../mocks/contract/options.ts";
import { type Mock, startMock } from "../../../mocks/index.ts";

const environment = { TOKEN: "a-token", KEY: " a-key ", USER: "ada:lovelace", TWINSPEC_TOKEN: "the-token" };
const given = (options: Record<string, string[]>, variables: Record<string, string> = environment) =>
  givenCredentials({ texts: (option) => options[option] ?? [] }, variables);

const oauth: NeededScheme = {
  name: "oauth",
  scheme: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: {} } } },
  scopes: ["pets.read", "pets.write"],
};
const valid: Holder = { kind: "valid" };
const settings = defaultSettings([], undefined, ".");

const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

describe("schemes get what the environment has", () => {
  const source = { url: "http://127.0.0.1:1", tokenUrl: undefined, settings };
  const needed = (name: string, scheme: NeededScheme["scheme"]): NeededScheme => ({ name, scheme, scopes: [] });

  test.each<[title: string, scheme: NeededScheme["scheme"], from: string, want: object]>([
    ["a key in a header", { type: "apiKey", in: "header", name: "X-Key" }, "KEY", { headers: [["X-Key", "a-key"]] }],
    ["a key in the query", { type: "apiKey", in: "query", name: "key" }, "KEY", { query: [["key", "a-key"]] }],
    ["a cookie", { type: "apiKey", in: "cookie", name: "sid" }, "KEY", { cookies: [["sid", "a-key"]] }],
    ["basic", { type: "http", scheme: "Basic" }, "USER", { headers: [["Authorization", "Basic YWRhOmxvdmVsYWNl"]] }],
    ["a bearer", { type: "http", scheme: "bearer" }, "TOKEN", { headers: [["Authorization", "Bearer a-token"]] }],
    ["another scheme", { type: "http", scheme: "DPoP" }, "TOKEN", { headers: [["Authorization", "DPoP a-token"]] }],
    ["OAuth", oauth.scheme, "TOKEN", { headers: [["Authorization", "Bearer a-token"]] }],
  ])("%s", async (_, scheme, from, want) => {
    const credentials = environmentCredentials(given({ auth: [`s=env:${from}`] }), source);
    const authorization = await credentials(needed("s", scheme), valid);
    expect(authorization).toMatchObject(want);
    expect([...authorization!.secrets.values()]).toEqual([from === "USER" ? "USER_BASE64" : from]);
    expect(await credentials(needed("s", scheme), { kind: "expired" })).toBeUndefined();
    expect(await credentials(needed("another", scheme), valid)).toBeUndefined();
  });

  test("a token without a name is for every scheme that takes one, and for no key", async () => {
    const credentials = environmentCredentials(given({ auth: ["token"] }), source);
    expect(await credentials(oauth, valid)).toMatchObject({ headers: [["Authorization", "Bearer the-token"]] });
    expect(await credentials(needed("key", { type: "apiKey", in: "header", name: "X" }), valid)).toBeUndefined();
    expect(await credentials(oauth, { kind: "without-scope", scope: "pets.read" })).toBeUndefined();
  });

  test("the token of another organization and one that has expired", async () => {
    const options = { auth: ["token"], "auth-other": ["oauth=env:KEY"], "auth-expired": ["oauth=env:TOKEN"] };
    const credentials = environmentCredentials(given(options), source);
    expect(await credentials(oauth, { kind: "other-tenant" })).toMatchObject({
      headers: [["Authorization", "Bearer a-key"]],
    });
    expect(await credentials(oauth, { kind: "expired" })).toMatchObject({
      headers: [["Authorization", "Bearer a-token"]],
    });
  });
});

describe("client credentials", () => {
  const variables = { TWINSPEC_CLIENT_ID: "us", TWINSPEC_CLIENT_SECRET: "the-secret" };

  /** An authorization server that gives the scopes it is asked for, or those of the client. */
  async function authorizationServer(respond: (scopes: string | null) => object) {
    const asked: (string | null)[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += String(chunk)));
      request.on("end", () => {
        const scope = new URLSearchParams(body).get("scope");
        asked.push(scope);
        const told = respond(scope);
        response.writeHead("error" in told ? 400 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify({ token_type: "Bearer", expires_in: 3600, ...told }));
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    running.push({ close: () => server.close() });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = { url, tokenUrl: undefined, settings };
    return { asked, credentials: environmentCredentials(given({ auth: ["client-credentials"] }, variables), source) };
  }

  test("are asked for once, and again for fewer scopes", async () => {
    const { asked, credentials } = await authorizationServer((scope) => ({
      access_token: `token of ${scope}`.replaceAll(" ", "-"),
      ...(scope !== null && { scope }),
    }));
    const authorizations = await Promise.all([credentials(oauth, valid), credentials(oauth, valid)]);
    expect(authorizations[0]).toMatchObject({ headers: [["Authorization", "Bearer token-of-null"]] });
    expect(await credentials(oauth, { kind: "without-scope", scope: "pets.read" })).toMatchObject({
      headers: [["Authorization", "Bearer token-of-pets.write"]],
    });
    expect(asked).toEqual([null, "pets.write"]);
  });

  test("a server that gives every scope whatever is asked has no token of fewer", async () => {
    const { credentials } = await authorizationServer(() => ({ access_token: "t", scope: "pets.read pets.write" }));
    expect(await credentials(oauth, valid)).toBeDefined();
    expect(await credentials(oauth, { kind: "without-scope", scope: "pets.read" })).toBeUndefined();
  });

  test("a server that gives none by itself is asked for what is needed", async () => {
    const { asked, credentials } = await authorizationServer((scope) =>
      scope === null ? { error: "invalid_scope" } : { access_token: "t", scope },
    );
    expect(await credentials(oauth, valid)).toBeDefined();
    expect(asked).toEqual([null, "pets.read pets.write"]);
  });

  test("a refusal is an error without the secret", async () => {
    const { credentials } = await authorizationServer(() => ({ error: "invalid_client" }));
    await expect(credentials(oauth, valid)).rejects.toThrow(/invalid_client/);
    await expect(credentials(oauth, valid)).rejects.not.toThrow(/the-secret/);
  });
});

describe("what cannot be is said, and no secret is repeated", () => {
  test.each<[auth: string, want: RegExp]>([
    ["tokken", /not "tokken"/],
    ["s3cr3t-of-somebody", /^"--auth" must be token, refresh-token, client-credentials or scheme=env:NAME$/],
    ["key=s3cr3t-of-somebody", /^"--auth key=…" must name a variable/],
    ["key=env:NOT_SET", /the environment has no NOT_SET/],
    ["client-credentials", /the environment has no TWINSPEC_CLIENT_ID/],
  ])("--auth %s", (auth, want) => {
    expect(() => given({ auth: [auth] }, {})).toThrow(want);
    expect(() => given({ auth: [auth] }, {})).not.toThrow(/s3cr3t/);
  });
});

describe("a mock issues its own", () => {
  const spec = new URL("../../../spec/zoho-desk", import.meta.url).pathname;

  test("valid, expired, of fewer scopes, and of another organization where it knows some", async () => {
    const mock: Mock = await startMock({ spec, auth: "strict" });
    running.push(mock);
    const needed = { ...oauth, scopes: ["Desk.basic.READ", "Desk.tickets.READ"] };
    const credentials = mockCredentials(mock, { prefix: "Zoho-oauthtoken", knowsOrganizations: true });
    const authorization = await credentials(needed, valid);
    expect(authorization?.headers?.[0]?.[1]).toMatch(/^Zoho-oauthtoken \S+$/);
    expect(await credentials(needed, valid)).toEqual(authorization);
    for (const holder of ["expired", "other-tenant"] as const) await credentials(needed, { kind: holder });
    await credentials(needed, { kind: "without-scope", scope: "Desk.basic.READ" });
    expect(
      (await mock.tokens()).map(({ scopes, organization, expiresAt }) => [
        scopes.length,
        organization !== undefined,
        (expiresAt ?? 0) > Date.now(),
      ]),
    ).toEqual([
      [2, false, true],
      [2, false, false],
      [2, true, true],
      [1, false, true],
    ]);
    const closed = mockCredentials(mock, { prefix: "Bearer", knowsOrganizations: false });
    expect(await closed(needed, { kind: "other-tenant" })).toBeUndefined();
  });
});

describe("secrets", () => {
  const secret = 'ca"nary/1 +2';

  test("are taken out of whatever a server sends back, in all their forms", async () => {
    const secrets = createSecrets();
    const authorization = { headers: [["X", secret]], secrets: new Map([[secret, "KEY"]]) } as const;
    await secrets.noted(async () => authorization)(oauth, valid);
    const shown = JSON.stringify(
      secrets.without({
        url: `http://x/?key=${encodeURIComponent(secret)}&again=${new URLSearchParams({ k: secret })}`,
        body: [`you sent ${secret}`, JSON.stringify({ key: secret }), { [secret]: 1 }],
        headers: [["authorization", `Basic ${Buffer.from(secret).toString("base64")}`]],
      }),
    );
    expect(shown).not.toMatch(/nary|bmFye/);
    expect(shown.match(/\[redacted\]/g)?.length).toBe(6);
  });

  test("what is too short to be one stays", () => {
    const secrets = createSecrets();
    secrets.note("1");
    expect(secrets.without("1 of 11")).toBe("1 of 11");
  });
});
