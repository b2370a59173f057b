import { describe, expect, test } from "vitest";
import { startMock } from "../../../mocks/index.ts";
import { startAccessServer } from "./access-server.ts";

const grant_type = "urn:ietf:params:oauth:grant-type:device_code";
const flows = {
  deviceAuthorization: {
    deviceAuthorizationUrl: "https://accounts.example.com/oauth/device",
    tokenUrl: "https://accounts.example.com/oauth/token",
    scopes: { "pets:read": "", "pets:write": "" },
  },
};
const openapi = {
  openapi: "3.2.0",
  info: { title: "Pets", version: "1" },
  paths: { "/pets": { get: { security: [{ oauth: ["pets:read"] }], responses: { 200: { description: "ok" } } } } },
  components: {
    securitySchemes: {
      oauth: { type: "oauth2", flows, oauth2MetadataUrl: "/.well-known/oauth-authorization-server" },
    },
  },
};

async function started(form: Record<string, string> = {}, settings = {}) {
  const mock = await startAccessServer(openapi, settings);
  const { status, body } = await mock.post("/oauth/device", { client_id: "tv", ...form });
  const ask = (more: Record<string, string> = {}) =>
    mock.post("/oauth/token", { grant_type, client_id: "tv", device_code: body["device_code"] ?? "", ...more });
  return Object.assign(mock, { status, body, ask, userCode: body["user_code"] ?? "" });
}

describe("the device authorization endpoint", () => {
  test("gives codes, and the page where the user consents", async () => {
    await using mock = await started({ scope: "pets:read" });
    expect([mock.status, mock.body]).toEqual([
      200,
      {
        device_code: expect.stringMatching(/^[\w-]{43}$/),
        user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
        verification_uri: `${mock.url}/oauth/device/verify`,
        verification_uri_complete: `${mock.url}/oauth/device/verify?user_code=${mock.userCode}`,
        expires_in: 600,
        interval: 5,
      },
    ]);
  });

  test.each<[string, Record<string, string>, number, string]>([
    ["without a client", { client_id: "" }, 401, "invalid_client"],
    ["for a scope that the API does not have", { scope: "cars" }, 400, "invalid_scope"],
  ])("refuses a request %s", async (_, form, status, error) => {
    await using mock = await started(form);
    expect([mock.status, mock.body["error"]]).toEqual([status, error]);
  });

  test("is asked by POST", async () => {
    await using mock = await started();
    const response = await fetch(`${mock.url}/oauth/device`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("the token endpoint", () => {
  test("lets a device wait, slows it down, and gives tokens once the user has consented", async () => {
    await using mock = await started({ scope: "pets:read" });
    const first = await mock.ask();
    expect([first.status, first.body["error"]]).toEqual([400, "authorization_pending"]);
    expect((await mock.ask()).body["error"]).toBe("slow_down");
    mock.pass(5);
    expect((await mock.ask()).body["error"]).toBe("slow_down");
    mock.pass(15);
    expect((await mock.ask()).body["error"]).toBe("authorization_pending");
    expect(await mock.authorization.approveDevice(mock.userCode.toLowerCase().replace("-", " "))).toBe(true);
    const { status, body } = await mock.ask();
    expect([status, body["scope"], typeof body["refresh_token"]]).toEqual([200, "pets:read", "string"]);
    const headers = { authorization: `Bearer ${body["access_token"]}` };
    expect((await fetch(`${mock.url}/pets`, { headers })).status).toBe(200);
    expect((await mock.ask()).body["error"]).toBe("invalid_grant");
  });

  test("tells that the user refused, once", async () => {
    await using mock = await started();
    expect(await mock.authorization.denyDevice(mock.userCode)).toBe(true);
    expect((await mock.ask()).body["error"]).toBe("access_denied");
    expect((await mock.ask()).body["error"]).toBe("invalid_grant");
    expect(await mock.authorization.approveDevice(mock.userCode)).toBe(false);
  });

  test("tells that the code has ended", async () => {
    await using mock = await started({}, { deviceCodeLifetime: 60 });
    mock.pass(60);
    expect(await mock.authorization.approveDevice(mock.userCode)).toBe(false);
    expect((await mock.ask()).body["error"]).toBe("expired_token");
  });

  test.each<[Record<string, string>, string]>([
    [{ client_id: "other" }, "invalid_grant"],
    [{ device_code: "none" }, "invalid_grant"],
    [{ device_code: "" }, "invalid_request"],
  ])("refuses %j", async (form, error) => {
    await using mock = await started();
    expect((await mock.ask(form)).body["error"]).toBe(error);
  });
});

describe("the page for users", () => {
  const decide = async (mock: { url: string }, form: Record<string, string>) =>
    fetch(`${mock.url}/oauth/device/verify`, { method: "POST", body: new URLSearchParams(form) });

  test("shows the code of its address, and nothing that is no code", async () => {
    await using mock = await started();
    const page = await fetch(mock.body["verification_uri_complete"] ?? "");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain(`name="user_code" value="${mock.userCode}"`);
    const hostile = await fetch(`${mock.url}/oauth/device/verify?user_code=${encodeURIComponent('"><script>')}`);
    expect(await hostile.text()).not.toContain("script");
  });

  test("takes the consent, or the refusal", async () => {
    await using mock = await started();
    const unknown = await decide(mock, { user_code: "none" });
    expect([unknown.status, await unknown.text()]).toEqual([400, expect.stringContaining("No device waits")]);
    const given = await decide(mock, { user_code: mock.userCode, consent: "given" });
    expect([given.status, await given.text()]).toEqual([200, expect.stringContaining("may go on")]);
    expect((await mock.ask()).status).toBe(200);
    await using other = await started();
    expect((await decide(other, { user_code: other.userCode, consent: "denied" })).status).toBe(200);
    expect((await other.ask()).body["error"]).toBe("access_denied");
  });
});

test("the metadata that the document names tell where everything is", async () => {
  await using mock = await started();
  const response = await fetch(`${mock.url}/.well-known/oauth-authorization-server`);
  expect(await response.json()).toMatchObject({
    issuer: mock.url,
    token_endpoint: `${mock.url}/oauth/token`,
    device_authorization_endpoint: `${mock.url}/oauth/device`,
    grant_types_supported: expect.arrayContaining([grant_type]),
    scopes_supported: ["pets:read", "pets:write"],
  });
});

test("a mock lists the endpoints, and its control consents", async () => {
  const { mkdtemp, rm, writeFile } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const folder = await mkdtemp(join(tmpdir(), "twinspec-device-"));
  try {
    await writeFile(join(folder, "pets.json"), JSON.stringify(openapi));
    await using mock = await startMock({ spec: join(folder, "pets.json") });
    expect(mock.endpoints).toEqual(
      expect.arrayContaining(["POST /oauth/device", "GET /oauth/device/verify", "POST /oauth/token"]),
    );
    const body = new URLSearchParams({ client_id: "tv" });
    const device = (await (await fetch(`${mock.url}/oauth/device`, { method: "POST", body })).json()) as {
      user_code: string;
    };
    expect(await mock.approveDevice("none")).toBe(false);
    expect(await mock.approveDevice(device.user_code)).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
