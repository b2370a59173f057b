import { describe, expect, test } from "vitest";
import { type DeviceCodeOptions, type DevicePrompt, deviceCode } from "../../../generator/runtime/auth/device-code.ts";
import { memoryStore } from "../../../generator/runtime/auth/provider.ts";
import { startAccessServer } from "../../mocks/oauth/access-server.ts";

const flows = {
  deviceAuthorization: { deviceAuthorizationUrl: "/device", tokenUrl: "/token", scopes: { read: "", write: "" } },
};
const openapi = {
  openapi: "3.2.0",
  paths: {},
  components: { securitySchemes: { oauth: { type: "oauth2", flows } } },
};

/** A mock that grants at once what a device asks for again, and a provider that asks it. */
async function served(settings: object = {}) {
  const mock = await startAccessServer(openapi, { deviceInterval: 0, ...settings });
  const shown: DevicePrompt[] = [];
  const asked: URLSearchParams[] = [];
  const provide = (options: Partial<DeviceCodeOptions> = {}) =>
    deviceCode(
      { tokenUrl: `${mock.url}/token`, deviceAuthorizationUrl: `${mock.url}/device` },
      {
        clientId: "tv",
        prompt: async (prompt) => {
          shown.push(prompt);
          await mock.authorization.approveDevice(prompt.userCode);
        },
        fetch: (url, init) => {
          asked.push(new URLSearchParams(init.body as URLSearchParams));
          return fetch(url, init);
        },
        ...options,
      },
    );
  return Object.assign(mock, { shown, asked, provide });
}

const request = new Request("https://api.example.com/pets");

describe("a device code", () => {
  test("shows the user where to go, and gives a token once the user has consented", async () => {
    await using mock = await served();
    const provider = mock.provide({ scopes: ["read"], parameters: { audience: "pets" } });
    const token = await provider(request);
    expect(mock.shown).toEqual([
      {
        verificationUri: `${mock.url}/device/verify`,
        userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
        verificationUriComplete: expect.stringContaining("/device/verify?user_code="),
        expiresAt: expect.any(Number),
      },
    ]);
    expect(Object.fromEntries(mock.asked[0]!)).toEqual({ client_id: "tv", scope: "read", audience: "pets" });
    expect((await mock.authorization.tokens()).map(({ accessToken }) => accessToken)).toEqual([token]);
    expect(await provider(request)).toBe(token);
    expect(mock.asked).toHaveLength(2);
  });

  test("waits as long as the user takes", async () => {
    await using mock = await served();
    let prompts = 0;
    const provider = mock.provide({
      prompt: ({ userCode }) => {
        prompts += 1;
        setTimeout(() => void mock.authorization.approveDevice(userCode), 250);
      },
    });
    expect(await provider(request)).toEqual(expect.any(String));
    expect(prompts).toBe(1);
    expect(mock.asked.length).toBeGreaterThan(2);
  });

  test("is renewed without the user, and asks again where the consent has ended", async () => {
    await using mock = await served();
    const store = memoryStore();
    const first = await mock.provide({ store })(request);
    const stored = await store.get();
    await store.set({ ...stored!, expiresAt: 1 });
    const second = await mock.provide({ store })(request);
    expect([second === first, mock.shown.length]).toEqual([false, 1]);
    await mock.authorization.revoke(stored!.refreshToken!);
    await store.set({ ...(await store.get())!, expiresAt: 1 });
    expect(await mock.provide({ store })(request)).not.toBe(second);
    expect(mock.shown).toHaveLength(2);
  });

  test("begins with tokens that the program has", async () => {
    await using mock = await served();
    const tokens = { accessToken: "kept", receivedAt: Date.now() };
    expect(await mock.provide({ tokens })(request)).toBe("kept");
    expect(mock.asked).toEqual([]);
  });

  test.each<[string, object, (mock: Awaited<ReturnType<typeof served>>) => Partial<DeviceCodeOptions>, object]>([
    [
      "that the user refused",
      {},
      (mock) => ({ prompt: ({ userCode }) => mock.authorization.denyDevice(userCode) }),
      { code: "refused", error: "access_denied" },
    ],
    ["that the server does not give", {}, () => ({ scopes: ["cars"] }), { code: "refused", error: "invalid_scope" }],
    [
      "whose endpoint responds with something else",
      {},
      () => ({ fetch: async () => Response.json({ fine: true }) }),
      {
        code: "unreadable",
        message: expect.stringContaining("instead of a code"),
      },
    ],
    [
      "whose code the server does not know",
      {},
      () => ({
        prompt: () => undefined,
        fetch: async (url, init) =>
          url.endsWith("/device")
            ? Response.json({
                device_code: "planted-device-code",
                user_code: "b",
                verification_uri: "c",
                expires_in: 0.3,
                interval: 0,
              })
            : fetch(url, init),
      }),
      { code: "refused", error: "invalid_grant" },
    ],
  ])("%s gives an error", async (_, settings, options, want) => {
    await using mock = await served(settings);
    await expect(mock.provide(options(mock))(request)).rejects.toMatchObject({ name: "AuthError", ...want });
  });

  test("ends with its lifetime, and when the program's signal does", async () => {
    await using mock = await served();
    const pending = { error: "authorization_pending" };
    const started = { device_code: "planted-device-code", user_code: "b", verification_uri: "c", interval: 0 };
    const responding = (lifetime: number) => async (url: string) =>
      url.endsWith("/device")
        ? Response.json({ ...started, expires_in: lifetime })
        : Response.json(pending, { status: 400 });
    const short = mock.provide({ prompt: () => undefined, fetch: responding(0.25) });
    await expect(short(request)).rejects.toMatchObject({ code: "consent-needed", error: "expired_token" });
    const signal = AbortSignal.timeout(250);
    const long = mock.provide({ prompt: () => undefined, fetch: responding(600), signal });
    await expect(long(request)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("shows no secret in an error", async () => {
    await using mock = await served();
    const provider = mock.provide({
      fetch: async (url, init) =>
        url.endsWith("/token")
          ? Response.json({ error: "invalid_grant", error_description: `no ${init.body}` }, { status: 400 })
          : fetch(url, init),
    });
    const error = await Promise.resolve(provider(request)).then(
      () => new Error("there was none"),
      (thrown: Error) => thrown,
    );
    expect(error.name).toBe("AuthError");
    const code = mock.asked.at(-1)?.get("device_code") ?? "none";
    expect(error.message).not.toContain(code);
  });

  test.each([["clientId"], ["prompt"]])("needs %s", async (name) => {
    await using mock = await served();
    expect(() => mock.provide({ [name]: undefined })).toThrow(`the option ${name} is missing`);
  });
});
