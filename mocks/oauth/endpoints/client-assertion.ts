import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, type JWTPayload } from "jose";
import { isObject } from "../../../generator/document/json.ts";
import { digest } from "../token-text.ts";
import { type EndpointContext, issuerOf } from "./endpoint-context.ts";
import { isClient } from "./known-clients.ts";
import { invalidClient, type OAuthRequest, type Parameters } from "./oauth-request.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Signatures that a key of the settings may make. */
export const assertionAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

const secretAlgorithms = ["HS256", "HS384", "HS512"];

/**
 * The client that an assertion of its own names (RFC 7523, section 3): signed by its key, or by its secret; where the
 * settings know neither, as it says.
 * @throws {OAuthError} `invalid_client` where it is malformed, too old, for another server, used before or not signed
 * by the client.
 */
export async function readAssertion(
  request: OAuthRequest,
  parameters: Parameters,
  context: EndpointContext,
): Promise<string> {
  const assertion = parameters.get("client_assertion") ?? "";
  if (parameters.get("client_assertion_type") !== assertionType)
    throw invalidClient(`client_assertion_type must be ${assertionType}.`);
  try {
    const claims = decodeJwt(assertion);
    const id = claims.sub;
    if (id === undefined || claims.iss !== id) throw invalidClient("An assertion has its client as iss and sub.");
    if ((parameters.get("client_id") ?? id) !== id) throw invalidClient("client_id and the assertion differ.");
    if (!isClient(id, context.settings)) throw invalidClient("There is no client with this client_id.");
    await verify(assertion, id, context);
    checkClaims(claims, request, context);
    await useOnce(claims, context);
    return id;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      throw invalidClient(`The assertion is not valid: ${error.message}.`);
    throw error;
  }
}

async function verify(assertion: string, id: string, { settings }: EndpointContext): Promise<void> {
  const { alg } = decodeProtectedHeader(assertion);
  const known = Object.hasOwn(settings.clientKeys, id) ? settings.clientKeys[id] : undefined;
  const secret = Object.hasOwn(settings.clients, id) ? settings.clients[id] : undefined;
  if (known !== undefined) {
    const keys = isObject(known) && Array.isArray(known["keys"]) ? known["keys"] : [known];
    await compactVerify(assertion, createLocalJWKSet({ keys }), { algorithms: assertionAlgorithms });
  } else if (secret) {
    await compactVerify(assertion, Buffer.from(secret), { algorithms: secretAlgorithms });
  } else if (secret !== undefined || ![...assertionAlgorithms, ...secretAlgorithms].includes(alg ?? "")) {
    throw invalidClient("The client has no key that could have signed the assertion.");
  }
}

function checkClaims({ aud, exp, nbf }: JWTPayload, request: OAuthRequest, context: EndpointContext): void {
  const now = context.clock() / 1000;
  const audiences = [aud ?? []].flat();
  const own = [issuerOf(request, context), `${request.root}${request.path}`];
  const tokenEndpoints = context.tokenPaths.map((path) => `${request.root}${path}`);
  if (!audiences.some((audience) => [...own, ...tokenEndpoints].includes(audience.replace(/\/$/, ""))))
    throw invalidClient(`The assertion is for another server; its aud must be ${own[0]} or the token endpoint.`);
  if (exp === undefined || now >= exp) throw invalidClient("The assertion has expired, or has no exp.");
  if (nbf !== undefined && now < nbf) throw invalidClient("The assertion is not valid yet.");
}

async function useOnce({ sub, jti, exp }: JWTPayload, { tokens }: EndpointContext): Promise<void> {
  if (jti === undefined) return;
  const key = `assertion/${digest(`${sub} ${jti}`)}`;
  await tokens.store.exclusive(key, async () => {
    if ((await tokens.store.get(key)) !== undefined) throw invalidClient("The assertion was used before.");
    await tokens.store.set(key, {}, tokens.lifetimeOf((exp ?? 0) * 1000));
  });
}
