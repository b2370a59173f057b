import { describe, expect, test } from "vitest";
import {
  authorizationCode,
  authorizationUrl,
  exchangeCode,
} from "../../../generator/runtime/auth/authorization-code.ts";
import type { AuthDescription } from "../../../generator/runtime/auth/endpoint.ts";
import { memoryStore } from "../../../generator/runtime/auth/provider.ts";
import { clientCredentials, refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { AuthError } from "../../../generator/runtime/core/auth-error.ts";

const api: AuthDescription = {
  authorizationUrl: "/oauth/authorize",
  tokenUrl: "/oauth/token",
  servers: {
    main: { url: "https://api.example.com/v1" },
    tenant: {
      url: "https://{tenant}.example.com:{port}/{base}",
      variables: {
        tenant: { default: "demo" },
        port: { default: "8443", enum: ["8443", "443"] },
        base: { default: "v2" },
      },
    },
    region: { url: "https://api-{region}.example.net", variables: { region: { default: "eu", enum: ["eu", "US"] } } },
    host: {
      url: "{scheme}://{host}/v1",
      variables: { scheme: { default: "https" }, host: { default: "api.example.org" } },
    },
    crowded: { url: "https://{a}-{b}-{c}.crowded.example", variables: { a: {}, b: {}, c: {} } },
  },
};
const centres: AuthDescription = {
  ...api,
  servers: {
    us: { url: "https://desk.example.com", accounts: "https://accounts.example.com" },
    eu: { url: "https://desk.example.eu", accounts: "https://accounts.example.eu" },
    beta: { url: "https://beta.example.eu", accounts: "https://accounts.example.eu" },
  },
};

/** Where a token is asked for before a request to an address; or the error. */
async function asked(near: string | undefined, options: object = {}, description = api): Promise<string> {
  const urls: string[] = [];
  const auth = refreshToken(description, { clientId: "me", refreshToken: "r", fetch: responding(urls), ...options });
  const error = await Promise.resolve(auth(near === undefined ? undefined : new Request(near))).catch(
    (error: unknown) => error,
  );
  if (!(error instanceof AuthError)) return urls[0]!;
  expect([error.code, urls]).toEqual(["endpoint", []]);
  return error.message;
}

function responding(urls: string[]) {
  return async (url: string) => {
    urls.push(url);
    return Response.json({ access_token: "t", refresh_token: "r", token_type: "bearer", expires_in: 3600 });
  };
}

describe("a relative endpoint is on", () => {
  test.each([
    ["https://api.example.com/v1/things", "https://api.example.com"],
    ["https://acme.example.com:8443/v2/things", "https://acme.example.com:8443"],
    ["https://acme.example.com/v2/things", "https://acme.example.com"],
    ["https://ACME.example.com:443/", "https://acme.example.com"],
    ["https://api-us.example.net/things", "https://api-us.example.net"],
    ["https://api.example.org/v1/things", "https://api.example.org"],
  ])("the server of the request %s", async (near, origin) => {
    expect(await asked(near)).toBe(`${origin}/oauth/token`);
  });

  test("the server that is named, as the request or the variables have it", async () => {
    const near = "https://acme.example.com:8443/v2/things";
    expect(await asked(near, { server: "tenant" })).toBe("https://acme.example.com:8443/oauth/token");
    const serverVariables = { tenant: "acme", port: "443" };
    expect(await asked(undefined, { server: "tenant", serverVariables })).toBe("https://acme.example.com/oauth/token");
    expect(await asked("http://127.0.0.1:4010/", { server: "tenant", serverVariables })).toBe(
      "https://acme.example.com/oauth/token",
    );
    expect(await asked("http://127.0.0.1:4010/", { server: "main" })).toBe("https://api.example.com/oauth/token");
  });

  test("the first server where there is no request to follow", async () => {
    expect(await asked(undefined)).toBe("https://api.example.com/oauth/token");
    expect((await authorizationUrl(api, { clientId: "me", redirectUri: "https://a.example" })).url).toMatch(
      /^https:\/\/api\.example\.com\/oauth\/authorize\?/,
    );
  });

  test("a path below the server's own, where it says so", async () => {
    const below = {
      ...api,
      tokenUrl: "token",
      servers: { tenant: { ...api.servers!["tenant"]!, url: "https://{tenant}.example.com/{base}/" } },
    };
    expect(await asked("https://acme.example.com/v2/things", {}, below)).toBe("https://acme.example.com/v2/token");
  });
});

describe("no secret is sent anywhere when a request goes to", () => {
  test.each([
    "http://127.0.0.1:4010/",
    "https://proxy.example.com.evil.example/",
    "http://acme.example.com:8443/",
    "https://acme.example.com:8444/",
    "https://a.b.example.com:8443/",
    "https://evil.example/.example.com:8443",
    "https://api-asia.example.net/",
    "https://api-.example.net/",
    "https://api.eu.example.org/",
    "https://x-y-z.crowded.example/",
  ])("%s, which is not a server of the API", async (near) => {
    expect(await asked(near)).toBe(
      `the request goes to ${new URL(near).origin}, which is not a server of the API: say who gives its tokens, by tokenEndpoint, or by server with serverVariables`,
    );
  });

  test("an address that is none of the many of the server that is named", async () => {
    expect(await asked("http://127.0.0.1:4010/", { server: "tenant", serverVariables: { tenant: undefined } })).toBe(
      'the server "tenant" has many addresses, and http://127.0.0.1:4010, where the request goes, is none of them: give serverVariables, or tokenEndpoint',
    );
  });

  test.each([
    [
      { tenant: "a.b/" },
      'serverVariables: the variable {tenant} of the server "tenant" is needed, as one part of an address',
    ],
    [{ port: "1" }, 'serverVariables: the variable {port} of the server "tenant" must be one of 8443, 443'],
    [{ planted: "x" }, 'serverVariables: the server "tenant" has no variable "planted": tenant, port, base'],
  ])("a server whose variables cannot be %j", async (serverVariables, message) => {
    expect(await asked(undefined, { server: "tenant", serverVariables })).toBe(message);
  });

  test("a proxy, where data centres have accounts addresses", async () => {
    const message =
      "the request goes to https://proxy.example, which is not a server of the API: say who gives its tokens, by tokenEndpoint, or by server";
    expect(await asked("https://proxy.example/", {}, centres)).toBe(message);
    expect(await asked("https://proxy.example/", {}, { ...centres, tokenUrl: "https://accounts.example.com/t" })).toBe(
      message,
    );
    expect(await asked("https://proxy.example/", { server: "eu" }, centres)).toBe(
      "https://accounts.example.eu/oauth/token",
    );
  });
});

test("an absolute endpoint is asked wherever a request goes", async () => {
  const absolute = { ...api, tokenUrl: "https://login.example.com/token" };
  expect(await asked("https://proxy.example/", {}, absolute)).toBe("https://login.example.com/token");
  expect(await asked("https://proxy.example/", {}, { tokenUrl: "https://login.example.com/token" })).toBe(
    "https://login.example.com/token",
  );
  const own = { ...absolute, servers: { ...centres.servers, other: { url: "https://desk.example.org" } } };
  expect(await asked("https://desk.example.org/", {}, own)).toBe("https://login.example.com/token");
});

describe("tokens of one server", () => {
  const us = new Request("https://desk.example.com/tickets");
  const wrong =
    'the tokens are for the server "eu", and the request goes to "us" (https://desk.example.com): give createClient({ server: "eu" })';
  const tokens = { accessToken: "a", refreshToken: "r", receivedAt: 1, server: "eu" };

  test.each([
    ["", {}],
    [", also where they are over", { expiresAt: 2 }],
  ])("are not sent to another%s", async (_, more) => {
    const urls: string[] = [];
    const auth = authorizationCode(centres, {
      clientId: "me",
      tokens: { ...tokens, ...more },
      fetch: responding(urls),
    });
    await expect(auth(us)).rejects.toMatchObject({ code: "endpoint", message: wrong });
    expect(urls).toEqual([]);
    expect(await auth(new Request("https://desk.example.eu/tickets"))).toBe(urls.length ? "t" : "a");
    await expect(auth(us)).rejects.toMatchObject({ code: "endpoint", message: wrong });
  });

  test("are not sent to another where they come from a store", async () => {
    const auth = authorizationCode(centres, { clientId: "me", store: memoryStore(tokens), fetch: responding([]) });
    await expect(auth(us)).rejects.toMatchObject({ code: "endpoint", message: wrong });
  });

  test("are not got for another", async () => {
    const urls: string[] = [];
    const options = { clientId: "me", clientSecret: "s", server: "eu", fetch: responding(urls) };
    await expect(clientCredentials(centres, options)(us)).rejects.toMatchObject({ code: "endpoint", message: wrong });
    expect(await asked(us.url, { server: "eu" }, centres)).toBe(wrong);
    expect(urls).toEqual([]);
  });

  test("are sent to one with the same accounts address, and to none of the API's, such as a mock", async () => {
    const auth = authorizationCode(centres, { clientId: "me", tokens });
    expect(await auth(new Request("https://beta.example.eu/tickets"))).toBe("a");
    expect(await auth(new Request("http://127.0.0.1:4010/tickets"))).toBe("a");
  });

  test("are sent to two servers of one origin", async () => {
    const versions = {
      ...api,
      servers: { one: { url: "https://a.example/v1" }, two: { url: "https://a.example/v2" } },
    };
    const auth = authorizationCode(versions, { clientId: "me", tokens: { ...tokens, server: "two" } });
    expect(await auth(new Request("https://a.example/v2/things"))).toBe("a");
  });

  test("with variables are renewed there, and not sent to another tenant", async () => {
    const urls: string[] = [];
    const serverVariables = { tenant: "acme" };
    const { state, codeVerifier, url } = await authorizationUrl(api, {
      clientId: "me",
      redirectUri: "https://a.example",
      server: "tenant",
      serverVariables,
    });
    expect(url).toMatch(/^https:\/\/acme\.example\.com:8443\/oauth\/authorize\?/);
    const given = await exchangeCode(api, {
      clientId: "me",
      redirectUri: "https://a.example",
      callbackUrl: `/?code=c&state=${state}`,
      state,
      codeVerifier,
      server: "tenant",
      serverVariables,
      fetch: responding(urls),
    });
    expect(given).toMatchObject({ server: "tenant", serverVariables });
    const auth = authorizationCode(api, {
      clientId: "me",
      tokens: { ...given, expiresAt: 2 },
      fetch: responding(urls),
    });
    expect(await auth()).toBe("t");
    expect(urls).toEqual(Array(2).fill("https://acme.example.com:8443/oauth/token"));
    expect(await auth(new Request("https://acme.example.com:8443/v2"))).toBe("t");
    await expect(auth(new Request("https://other.example.com:8443/v2"))).rejects.toThrow(
      'the tokens are for the server "tenant" (https://acme.example.com:8443), and the request goes to "tenant" (https://other.example.com:8443): give createClient({ server: "tenant", serverVariables })',
    );
  });
});
