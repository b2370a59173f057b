import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { documentOf } from "../document.ts";
import { startAccessServer } from "./access-server.ts";

const flow = { authorizationUrl: "/oauth/auth", tokenUrl: "/oauth/token", scopes: { read: "" } };
const oauth = { type: "oauth2", flows: { authorizationCode: flow } };

function documentWith(scheme: unknown, paths: JsonObject = {}): JsonObject {
  return documentOf(paths, { components: { securitySchemes: { scheme } } });
}

async function metadataOf(url: string): Promise<Record<string, unknown>> {
  return (await fetch(url)).json() as Promise<Record<string, unknown>>;
}

test.each(["oauth-authorization-server", "openid-configuration"])("%s tells where everything is", async (name) => {
  await using server = await startAccessServer(documentWith(oauth));
  expect(await metadataOf(`${server.url}/.well-known/${name}`)).toEqual({
    issuer: server.url,
    authorization_endpoint: `${server.url}/oauth/auth`,
    token_endpoint: `${server.url}/oauth/token`,
    revocation_endpoint: `${server.url}/oauth/token/revoke`,
    introspection_endpoint: `${server.url}/oauth/token/introspect`,
    scopes_supported: ["read"],
    response_types_supported: ["code", "token"],
    response_modes_supported: ["query", "fragment"],
    grant_types_supported: ["authorization_code", "implicit", "refresh_token", "client_credentials", "password"],
    ...(name === "openid-configuration" && {
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      request_uri_parameter_supported: false,
    }),
    token_endpoint_auth_methods_supported: expect.arrayContaining(["client_secret_basic", "private_key_jwt", "none"]),
    token_endpoint_auth_signing_alg_values_supported: expect.arrayContaining(["RS256", "ES256", "HS256"]),
    code_challenge_methods_supported: ["S256", "plain"],
    authorization_response_iss_parameter_supported: true,
  });
});

test.each<[scheme: string, url: object, issuer: string, places: string[]]>([
  [
    "openIdConnectUrl of a realm",
    { type: "openIdConnect", openIdConnectUrl: "https://id.example/realms/a/.well-known/openid-configuration" },
    "/realms/a",
    ["/realms/a/.well-known/openid-configuration", "/.well-known/oauth-authorization-server/realms/a"],
  ],
  [
    "oauth2MetadataUrl of a tenant",
    { ...oauth, oauth2MetadataUrl: "https://id.example/.well-known/oauth-authorization-server/a" },
    "/a",
    ["/a/.well-known/openid-configuration", "/.well-known/oauth-authorization-server/a"],
  ],
  ["oauth2MetadataUrl of its own", { ...oauth, oauth2MetadataUrl: "/meta" }, "", ["/meta"]],
])("%s: the issuer is what its clients discover, and redirects name it", async (_, scheme, issuer, places) => {
  await using server = await startAccessServer(documentWith(scheme));
  const found = await Promise.all(places.map((place) => metadataOf(server.url + place)));
  expect(found.map((metadata) => metadata["issuer"])).toEqual(places.map(() => server.url + issuer));
  const endpoint = new URL(String(found[0]?.["authorization_endpoint"]));
  const ask = { response_type: "code", client_id: "me", redirect_uri: "http://localhost:3000/cb" };
  const { location } = await server.consent(endpoint.pathname, ask);
  expect(location?.searchParams.get("iss")).toBe(server.url + issuer);
});

test("a document that knows nothing but an openIdConnectUrl has endpoints below its issuer", async () => {
  const openIdConnectUrl = "https://id.example/t/.well-known/openid-configuration";
  const scheme = { type: "openIdConnect", openIdConnectUrl };
  await using server = await startAccessServer(documentWith(scheme, { "/t/device": { get: { responses: {} } } }));
  const metadata = await metadataOf(`${server.url}/t/.well-known/openid-configuration`);
  expect(metadata).toMatchObject({ token_endpoint: `${server.url}/t/token` });
  // What the document has an operation for stays that.
  expect(metadata).not.toHaveProperty("device_authorization_endpoint");
});

test("an operation of the document keeps a well-known place", async () => {
  const paths = { "/.well-known/openid-configuration": { get: { responses: {} } } };
  await using server = await startAccessServer(documentWith(oauth, paths));
  expect(await metadataOf(`${server.url}/.well-known/openid-configuration`)).toBeNull();
  expect(await metadataOf(`${server.url}/.well-known/oauth-authorization-server`)).toHaveProperty("issuer");
});

test("an API without OAuth has no metadata", async () => {
  await using server = await startAccessServer(documentWith({ type: "apiKey", in: "query", name: "k" }));
  expect((await fetch(`${server.url}/.well-known/openid-configuration`)).status).toBe(404);
});
