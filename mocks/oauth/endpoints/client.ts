import type { OAuthSettings } from "../settings.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { isClient, knownClients } from "./known-clients.ts";
import { invalidClient, OAuthError, type OAuthRequest, type Parameters } from "./oauth-request.ts";

/** A client as it named itself. */
export interface Client {
  readonly id: string | undefined;
  /** Whether it sent a secret or an assertion, and the right one where the settings know it. */
  readonly isConfidential: boolean;
}

/**
 * The client of a request to the token endpoint, by HTTP Basic, by parameters or by an assertion (RFC 7523), not by two
 * of them (RFC 6749, section 2.3).
 * @throws {OAuthError} `invalid_client` when the settings name clients and this is not one of them.
 */
export async function authenticateClient(
  request: OAuthRequest,
  parameters: Parameters,
  context: EndpointContext,
): Promise<Client> {
  const basic = readBasic(request.headers["authorization"]);
  const hasAssertion = parameters.has("client_assertion") || parameters.has("client_assertion_type");
  if ([basic !== undefined, parameters.has("client_secret"), hasAssertion].filter(Boolean).length > 1) {
    const ways = "by HTTP Basic, by client_secret or by client_assertion";
    throw new OAuthError("invalid_request", `A client authenticates ${ways}, not by two of them.`);
  }
  if (hasAssertion) {
    const { readAssertion } = await import("./client-assertion.ts");
    return { id: await readAssertion(request, parameters, context), isConfidential: true };
  }
  const id = basic?.id ?? parameters.get("client_id");
  if (basic !== undefined && parameters.has("client_id") && parameters.get("client_id") !== id) {
    throw invalidClient("HTTP Basic and client_id name two clients.");
  }
  const secret = basic?.secret ?? parameters.get("client_secret") ?? "";
  checkSecret(id, secret, context.settings);
  return { id, isConfidential: secret !== "" };
}

function checkSecret(id: string | undefined, secret: string, settings: OAuthSettings): void {
  if (knownClients(settings).size === 0) return;
  if (id === undefined) throw invalidClient("The client is not named: client_id is missing.");
  if (!isClient(id, settings)) throw invalidClient("There is no client with this client_id.");
  if (!Object.hasOwn(settings.clients, id)) {
    if (!Object.hasOwn(settings.clientKeys, id)) return;
    throw invalidClient("The client authenticates by private_key_jwt: client_assertion is missing.");
  }
  if (settings.clients[id] !== secret) throw invalidClient("The client's secret is wrong.");
}

function readBasic(header: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  const [scheme, encoded = "", ...others] = (header ?? "").trim().split(/\s+/);
  if (scheme?.toLowerCase() !== "basic") return undefined;
  if (others.length > 0 || !/^[\w+/-]+=*$/.test(encoded)) throw invalidClient("What follows Basic must be base64.");
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon === -1) throw invalidClient("The Authorization header holds no user and password.");
  return { id: decodePart(pair.slice(0, colon)), secret: decodePart(pair.slice(colon + 1)) };
}

/** Id and secret are form-encoded before they become Basic (RFC 6749, section 2.3.1); many clients leave that out. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
