import { expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { startAccessServer } from "./access-server.ts";

const flow = { tokenUrl: "/oauth/token", scopes: { read: "", write: "" } };
const document = documentOf(
  {},
  { components: { securitySchemes: { oauth: { type: "oauth2", flows: { clientCredentials: flow } } } } },
);
const client = { client_id: "api", client_secret: "s" };
const path = "/oauth/token/introspect";

async function issued() {
  const server = await startAccessServer(document);
  const token = await server.authorization.issueToken({ scopes: ["read"], clientId: "me", refreshToken: true });
  const ask = async (text: string, more: Record<string, string> = {}) =>
    (await server.post(path, { token: text, ...client, ...more })).body;
  return Object.assign(server, { token, ask });
}

test("a valid token is active, and tells what it allows (RFC 7662, section 2.2)", async () => {
  await using server = await issued();
  const { accessToken, refreshToken = "", expiresAt } = server.token;
  const { body, response } = await server.post(path, { token: accessToken, ...client });
  const shared = { active: true, scope: "read", client_id: "me", iss: server.url };
  expect(body).toEqual({ ...shared, token_type: "Bearer", exp: expiresAt / 1000 });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await server.ask(refreshToken, { token_type_hint: "access_token" })).toEqual(shared);
});

test("one that is over, or that nobody knows, is inactive, and nothing else is told", async () => {
  await using server = await issued();
  const { accessToken, refreshToken = "" } = server.token;
  expect(await server.ask("nobody's")).toEqual({ active: false });
  server.pass(3600);
  expect(await server.ask(accessToken)).toEqual({ active: false });
  await server.authorization.expire(refreshToken);
  expect(await server.ask(refreshToken)).toEqual({ active: false });
  const other = await server.authorization.issueToken({ scopes: [], refreshToken: true });
  await server.authorization.revoke(other.refreshToken!);
  expect(await server.ask(other.accessToken)).toEqual({ active: false });
  await server.authorization.revoke("a key from outside");
  expect(await server.ask("a key from outside")).toEqual({ active: false });
});

test("whoever asks says who it is: by a secret, or by a token (section 2.1)", async () => {
  await using server = await issued();
  const { accessToken } = server.token;
  const ask = async (form: Record<string, string>, headers = {}) => (await server.post(path, form, headers)).status;
  expect(await ask({ token: accessToken })).toBe(401);
  expect(await ask({ token: accessToken, client_id: "me" })).toBe(401);
  expect(await ask({ token: accessToken }, { authorization: "Bearer other" })).toBe(401);
  const refused = await server.post(path, { token: accessToken }, { authorization: "Bearer other" });
  expect(refused.body["error"]).toBe("invalid_token");
  expect(refused.response.headers.get("www-authenticate")).toBe('Bearer realm="mock", error="invalid_token"');
  expect(await ask({ token: accessToken }, { authorization: `Bearer ${accessToken}` })).toBe(200);
  expect(await ask({ token: accessToken }, { authorization: "Basic bWU6cw==" })).toBe(200);
  expect(await ask(client)).toBe(400);
});
