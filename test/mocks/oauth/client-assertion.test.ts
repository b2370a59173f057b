import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { OAuthSettings } from "../../../mocks/oauth/settings.ts";
import { documentOf } from "../document.ts";
import { startAccessServer } from "./access-server.ts";

const document = documentOf(
  {},
  {
    components: {
      securitySchemes: { oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: {} } } } },
    },
  },
);
const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const start = Date.UTC(2026, 0, 1) / 1000;
let own: CryptoKeyPair;
let other: CryptoKeyPair;
let clientKeys: OAuthSettings["clientKeys"];

beforeAll(async () => {
  [own, other] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
  clientKeys = { me: { keys: [{ ...(await exportJWK(own.publicKey)), kid: "1" }] } };
});

interface Signed {
  readonly claims?: JWTPayload;
  readonly key?: CryptoKey | Uint8Array;
  readonly alg?: string;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

async function asking(settings: Partial<OAuthSettings> = { clientKeys }) {
  const server = await startAccessServer(document, settings);
  const ask = async ({ claims, key = own.privateKey, alg = "ES256", form, headers }: Signed = {}) => {
    const all = { iss: "me", sub: "me", aud: server.url, exp: start + 60, ...claims };
    const client_assertion = await new SignJWT(all).setProtectedHeader({ alg }).sign(key);
    const sent = { grant_type: "client_credentials", client_assertion_type, client_assertion, ...form };
    const { status, body } = await server.post("/token", sent, headers);
    return [status, body["error"]];
  };
  return Object.assign(server, { ask });
}

describe("private_key_jwt (RFC 7523)", () => {
  test.each<[what: string, signed: (url: string) => Signed]>([
    ["for the issuer", () => ({})],
    ["for the token endpoint", (url) => ({ claims: { aud: `${url}/token` } })],
    ["for several servers", (url) => ({ claims: { aud: ["https://a.example", url] } })],
    ["beside its client_id", () => ({ form: { client_id: "me" } })],
    ["valid from now on", () => ({ claims: { nbf: start } })],
  ])("an assertion %s is taken", async (_, signed) => {
    await using server = await asking();
    expect(await server.ask(signed(server.url))).toEqual([200, undefined]);
  });

  test.each<[fault: string, signed: () => Signed, error?: string]>([
    ["another key", () => ({ key: other.privateKey })],
    ["no key", () => ({ key: Buffer.from("s3cret".repeat(8)), alg: "HS256" })],
    ["another issuer", () => ({ claims: { iss: "you" } })],
    ["another client", () => ({ claims: { iss: "you", sub: "you" } })],
    ["a client_id that differs", () => ({ form: { client_id: "you" } })],
    ["another audience", () => ({ claims: { aud: "https://a.example" } })],
    ["an end that has passed", () => ({ claims: { exp: start } })],
    ["a beginning that is to come", () => ({ claims: { nbf: start + 1 } })],
    ["another type", () => ({ form: { client_assertion_type: "saml" } })],
    ["no text at all", () => ({ form: { client_assertion: "a.b" } })],
    ["no assertion", () => ({ form: { client_assertion: "", client_assertion_type: "", client_id: "me" } })],
    ["a secret beside it", () => ({ form: { client_secret: "s" } }), "invalid_request"],
    ["Basic beside it", () => ({ headers: { authorization: "Basic bWU6cw==" } }), "invalid_request"],
  ])("one with %s is refused", async (_, signed, error = "invalid_client") => {
    await using server = await asking();
    expect(await server.ask(signed())).toEqual([error === "invalid_client" ? 401 : 400, error]);
  });

  test("one with an identifier is taken once", async () => {
    await using server = await asking();
    const claims = { jti: "1" };
    expect(await server.ask({ claims })).toEqual([200, undefined]);
    expect(await server.ask({ claims })).toEqual([401, "invalid_client"]);
    expect(await server.ask({ claims: { jti: "2" } })).toEqual([200, undefined]);
  });

  test("without settings any client's is taken, if it is for this server and in time", async () => {
    await using server = await asking({});
    expect(await server.ask({ key: other.privateKey })).toEqual([200, undefined]);
    expect(await server.ask({ claims: { exp: start - 1 } })).toEqual([401, "invalid_client"]);
  });

  test("a client with a secret signs by it (client_secret_jwt)", async () => {
    const secret = "s3cret".repeat(8);
    await using server = await asking({ clients: { me: secret, open: "" } });
    expect(await server.ask({ key: Buffer.from(secret), alg: "HS256" })).toEqual([200, undefined]);
    expect(await server.ask({ key: Buffer.from("other".repeat(8)), alg: "HS256" })).toEqual([401, "invalid_client"]);
    expect(await server.ask({ claims: { iss: "open", sub: "open" } })).toEqual([401, "invalid_client"]);
  });
});
