import { expect, test } from "vitest";
import { createAuthorization } from "../../../mocks/oauth/authorization.ts";
import type { ServerOptions } from "../../../mocks/server/mock.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const flow = { tokenUrl: "/oauth/token", scopes: {} };
const schema = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
const responses = { "200": { description: "", content: { "application/json": { schema } } } };
const openapi = documentOf(
  { "/pets": { get: { responses } } },
  { components: { securitySchemes: { oauth: { type: "oauth2", flows: { clientCredentials: flow } } } } },
);

async function tokenOf(options: ServerOptions = {}): Promise<string> {
  const mock = await serve(openapi, options);
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: "a", client_secret: "s" });
  const response = await fetch(`${mock.url}/oauth/token`, { method: "POST", body });
  return ((await response.json()) as { access_token: string }).access_token;
}

test("two mocks without a seed issue different tokens, those with one the same", async () => {
  const first = await tokenOf();
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(await tokenOf()).not.toBe(first);
  expect(await tokenOf({ seed: 1 })).toBe(await tokenOf({ seed: 1 }));
  expect(await tokenOf({ seed: 1 })).not.toBe(await tokenOf({ seed: 0 }));
});

test("bodies are the same without a seed, too", async () => {
  const body = async () => (await fetch(`${(await serve(openapi)).url}/pets`)).text();
  expect(await body()).toBe(await body());
});

test("after all tokens were forgotten, the first has the text that it had", async () => {
  const authorization = createAuthorization(openapi);
  const { accessToken } = await authorization.issueToken({ scopes: [] });
  await authorization.reset();
  expect((await authorization.issueToken({ scopes: [] })).accessToken).toBe(accessToken);
});
