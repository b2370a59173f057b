import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createTransport, type Middleware, type Transport } from "../../../generator/runtime/core/transport.ts";
import { createFetch, type RetryEvent } from "../../../generator/runtime/fetch/create-fetch.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { isApiError, unwrap } from "../../../generator/runtime/response/api-error.ts";
import { serveScripts } from "./scripted-server.ts";

const planted = {
  token: "1000.planted0token1aaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
  refreshToken: "1000.planted0refresh1aaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
  apiKey: "planted-api-key-7f",
  cookie: "planted-cookie-5d",
  password: "planted-password",
};

const server = serveScripts();

const getThing: Operation<[args: { api_key: string; zapikey: string; q: string }], unknown, unknown> = operation({
  name: "getThing",
  method: "GET",
  path: "/things",
  parameters: [
    { name: "api_key", in: "query" },
    { name: "zapikey", in: "query" },
    { name: "q", in: "query" },
  ],
});

/** Everything that a program may print or log of a value, as far as it is shown without asking for it. */
function shown(value: unknown): string {
  const { message, stack } = value as Partial<Error>;
  return [message, stack, String(value), JSON.stringify(value), inspect(value, { depth: 10 })].join("\n");
}

function expectNoSecrets(value: unknown): void {
  const text = shown(value);
  for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
}

function call(transport: Transport, options: object = {}): Promise<unknown> {
  const args = { api_key: planted.apiKey, zapikey: planted.apiKey, q: "harmless" };
  const headers = { Cookie: `JSESSIONID=${planted.cookie}`, "X-Api-Key": planted.apiKey };
  return unwrap(getThing(transport, args, { headers, ...options }));
}

const echoing = JSON.stringify({
  errorCode: "INVALID_OAUTH",
  message: `The token ${planted.token} of Zoho-oauthtoken ${planted.token} is invalid, cookie=${planted.cookie}; Bearer ${planted.apiKey}`,
  instance: `/things?api_key=${planted.apiKey}&refresh_token=${planted.refreshToken}`,
  access_token: planted.token,
  request: { headers: { authorization: planted.token, cookie: planted.cookie }, password: planted.password },
});

describe("no secret is in what is shown of", () => {
  test("a response that is an error and repeats the request", async () => {
    const headers = { "Set-Cookie": `JSESSIONID=${planted.cookie}`, "X-Request-Id": "request-1" };
    server.script = [{ status: 401, headers, body: echoing }];
    const transport = createTransport({ baseUrl: server.url, auth: planted.token, fetch: createFetch() });
    const error = await call(transport).catch((thrown: unknown) => thrown);
    expectNoSecrets(error);
    if (!isApiError(error)) throw error;
    expect(shown(error)).toContain("INVALID_OAUTH");
    expect(error.request).toEqual({
      method: "GET",
      url: `${server.url}/things?api_key=[redacted]&zapikey=[redacted]&q=harmless`,
    });
    expect(error.body).toEqual(JSON.parse(echoing));
    expect(error.response.status).toBe(401);
  });

  test.each(["planted1hex2f00d", "planted/secret+x==", "planted-word", "planted uuid"])(
    "a response that repeats the token %s, the key or the cookie in words of its own",
    async (token) => {
      const message = `The access token ${token} has expired, key ${planted.apiKey}, session ${planted.cookie}`;
      const body = JSON.stringify({
        message,
        nested: { said: [message] },
        url: `x?k=${encodeURIComponent(planted.apiKey)}`,
      });
      server.script = [{ status: 403, body }];
      const renewed: Middleware = { onResponse: ({ response }) => new Response(response.body, response) };
      const transport = createTransport({
        baseUrl: server.url,
        auth: token,
        fetch: createFetch(),
        middleware: [renewed],
      });
      const error = await call(transport).catch((thrown: unknown) => thrown);
      expectNoSecrets(error);
      expect(shown(error)).not.toContain(token);
      expect((error as Error).message).toContain("The access token [redacted] has expired, key [redacted]");
    },
  );

  test("a response that repeats the user and the password of basic authentication", async () => {
    server.script = [{ status: 401, body: JSON.stringify({ message: `login of me:${planted.password} failed` }) }];
    const auth = btoa(`me:${planted.password}`);
    const transport = createTransport({ baseUrl: server.url, auth, authPrefix: "Basic", fetch: createFetch() });
    const error = await call(transport).catch((thrown: unknown) => thrown);
    expectNoSecrets(error);
    expect((error as Error).message).toContain("login of [redacted] failed");
  });

  test.each([
    ["a failing network", { fault: "reset" }, {}],
    ["a timeout", { fault: "none" }, { timeout: 20 }],
    ["a deadline", { fault: "none" }, { deadline: 20 }],
  ] as const)("%s", async (_, response, limits) => {
    server.script = [response];
    const events: RetryEvent[] = [];
    const onRetry = (event: RetryEvent) => void events.push(event);
    const fetch = createFetch({ onRetry, random: () => 0 });
    const transport = createTransport({ baseUrl: server.url, auth: planted.token, fetch });
    const error = await call(transport, limits).catch((thrown: unknown) => thrown);
    expectNoSecrets(error);
    expect(shown(error)).toContain("q=harmless");
    for (const event of events) expectNoSecrets(event);
    if (!("deadline" in limits)) expect(events.length).toBe(2);
  });

  test("a failure of the network whose text repeats the address", async () => {
    const own = new TypeError(`fetch failed for ${server.url}/?api_key=${planted.apiKey} with token=${planted.token}`);
    own.stack = "";
    const fetch = createFetch({ retry: false, fetch: () => Promise.reject(own) });
    const error = (await fetch(server.url).catch((thrown: unknown) => thrown)) as Error;
    expectNoSecrets(error);
  });
});
