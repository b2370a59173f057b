import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const described = (content?: object) => ({
  description: "",
  ...(content && { content: { "application/json": content } }),
});
const ok = described();
const failure = { type: "object", required: ["code"], properties: { code: { type: "integer" } } };

/** A GET that needs a key and the scope of a token, with these responses. */
function guarded(responses: object, security: object[] = [{ key: [] }]) {
  return documentOf(
    { "/x": { get: { operationId: "getX", security, responses } } },
    {
      components: {
        securitySchemes: {
          key: { type: "apiKey", in: "header", name: "X-Key" },
          oauth: {
            type: "oauth2",
            flows: { clientCredentials: { tokenUrl: "/token", scopes: { read: "", write: "" } } },
          },
        },
      },
    },
  );
}

/** A POST of an integer `id`, with these responses. */
function checked(responses: object) {
  const schema = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
  const requestBody = { required: true, content: { "application/json": { schema } } };
  return documentOf({ "/x": { post: { requestBody, responses } } });
}

function sendWrong(url: string): Promise<Response> {
  return fetch(`${url}/x`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"id":"one"}' });
}

describe("a request without access gets what the operation describes", () => {
  test.each([
    ["by its status", { "200": ok, "401": described({ example: { error: "nope" } }) }, { error: "nope" }],
    ["by its range", { "200": ok, "4XX": described({ schema: failure }) }, { code: expect.any(Number) }],
    ["by the default", { "200": ok, default: described({ schema: failure }) }, { code: expect.any(Number) }],
  ])("%s, with the challenge and why", async (_, responses, body) => {
    const { url } = await serve(guarded(responses));
    const response = await fetch(`${url}/x`);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('ApiKey in="header", name="X-Key"');
    expect(response.headers.get("sl-violations")).toContain("getX needs X-Key in the header");
    expect(await response.json()).toEqual(body);
  });

  test("for a scope that is missing its 403", async () => {
    const responses = { "200": ok, "401": described(), "403": described({ example: { error: "scope" } }) };
    const mock = await serve(guarded(responses, [{ oauth: ["write"] }]));
    const { accessToken } = await mock.issueToken({ scopes: ["read"] });
    const response = await fetch(`${mock.url}/x`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect([response.status, await response.json()]).toEqual([403, { error: "scope" }]);
    expect(response.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
  });

  test("without a body where none is described", async () => {
    const { url } = await serve(guarded({ "200": ok, "401": described() }));
    const response = await fetch(`${url}/x`);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([401, null, ""]);
    expect(response.headers.get("www-authenticate")).toContain("ApiKey");
  });

  test("whatever it accepts", async () => {
    const { url } = await serve(guarded({ "200": ok, "401": described({ example: { error: "nope" } }) }));
    const response = await fetch(`${url}/x`, { headers: { accept: "text/csv" } });
    expect([response.status, await response.json()]).toEqual([401, { error: "nope" }]);
  });

  test.each([
    ["nothing is described", { "200": ok }],
    ["a default says nothing", { "200": ok, default: described() }],
    ["a default describes what succeeds", { default: described({ example: { isFine: true } }) }],
  ])("and a problem where %s", async (_, responses) => {
    const { url } = await serve(guarded(responses));
    const response = await fetch(`${url}/x`);
    expect([response.status, response.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
  });

  test("and the settings' own where they have one", async () => {
    const mock = await serve(guarded({ "200": ok, "401": described({ example: { error: "nope" } }) }), {
      oauth: { errors: { missingToken: { status: 401, body: { errorCode: "UNAUTHORIZED" } } } },
    });
    expect(await (await fetch(`${mock.url}/x`)).json()).toEqual({ errorCode: "UNAUTHORIZED" });
  });

  test("which is no violation of the test's", async () => {
    const mock = await serve(guarded({ "200": ok, "401": described({ schema: failure }) }));
    await fetch(`${mock.url}/x`);
    expect(mock.unexpectedViolations).toEqual([]);
  });
});

describe("a request that breaks the document gets what the operation describes", () => {
  test.each([400, 422])("without a body where its %i has none", async (status) => {
    const { url } = await serve(checked({ "204": ok, [status]: described() }));
    const response = await sendWrong(url);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([status, null, ""]);
    expect(response.headers.get("sl-violations")).toContain("id must be integer");
  });

  test("by its 400 before its range and its default", async () => {
    const responses = {
      "204": ok,
      "400": described({ example: { is: "own" } }),
      "4XX": described({ example: { is: "range" } }),
      default: described({ example: { is: "default" } }),
    };
    const response = await sendWrong((await serve(checked(responses))).url);
    expect([response.status, await response.json()]).toEqual([400, { is: "own" }]);
  });

  test.each([
    ["range", { "4xx": described({ example: { is: "range" } }), default: described({ example: { is: "default" } }) }],
    ["default", { default: described({ example: { is: "default" } }) }],
  ])("by its %s as 422", async (is, responses) => {
    const response = await sendWrong((await serve(checked({ "204": ok, ...responses }))).url);
    expect([response.status, await response.json()]).toEqual([422, { is }]);
  });
});

describe("of several examples for a failure", () => {
  const examples = { short: { value: { why: "short" } }, long: { value: { why: "long" } } };
  const wrong = described({ schema: { type: "object" }, examples });
  const bodyOf = async (response: Response) => [response.status, ((await response.json()) as { why?: string }).why];

  test.each([
    ["the first", {}, "", "short"],
    ["that which the client prefers with the status", { prefer: "code=422, example=long" }, "", "long"],
    ["the same in the query", {}, "?__code=422&__example=long", "long"],
    ["the first, where it prefers another status", { prefer: "code=200, example=long" }, "", "short"],
    ["the first, where it prefers no status", { prefer: "example=long" }, "", "short"],
  ])("%s is sent", async (_, headers, query, why) => {
    const { url } = await serve(checked({ "200": ok, "422": wrong }));
    const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body: "{}" };
    expect(await bodyOf(await fetch(`${url}/x${query}`, init))).toEqual([422, why]);
  });

  test("one that is not there is a 404, also for a request without access", async () => {
    const open = await serve(checked({ "200": ok, "422": wrong }));
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
    const response = await fetch(`${open.url}/x?__code=422&__example=lnog`, init);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: "https://stoplight.io/prism/errors#NOT_FOUND" });
    const closed = await serve(guarded({ "200": ok, "401": wrong }));
    expect((await fetch(`${closed.url}/x`, { headers: { prefer: "code=401, example=lnog" } })).status).toBe(404);
    expect(await bodyOf(await fetch(`${closed.url}/x`, { headers: { prefer: "code=401, example=long" } }))).toEqual([
      401,
      "long",
    ]);
  });

  test("an example is sent also where bodies are made up", async () => {
    const { url } = await serve(checked({ "200": ok, "422": wrong }), { dynamic: true });
    expect(await bodyOf(await sendWrong(url))).toEqual([422, "short"]);
  });
});
