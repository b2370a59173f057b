import type { OAuthSettings } from "../settings.ts";
import { OAuthError, type Parameters } from "./oauth-request.ts";

/** A client as it named itself. */
export interface Client {
  readonly id: string | undefined;
  /** Whether it sent a secret, and the right one where the settings know it. */
  readonly isConfidential: boolean;
}

/**
 * The client of a request to the token endpoint, by HTTP Basic or by parameters, not by both (RFC 6749, section 2.3).
 * @throws {OAuthError} `invalid_client` when the settings name clients and this is not one of them.
 */
export function authenticateClient(
  headers: Readonly<Record<string, string>>,
  parameters: Parameters,
  settings: OAuthSettings,
): Client {
  const basic = readBasic(headers["authorization"]);
  if (basic !== undefined && parameters.has("client_secret")) {
    throw new OAuthError("invalid_request", "A client authenticates by HTTP Basic or by client_secret, not by both.");
  }
  const id = basic?.id ?? parameters.get("client_id");
  if (basic !== undefined && parameters.has("client_id") && parameters.get("client_id") !== id) {
    throw invalidClient("HTTP Basic and client_id name two clients.", true);
  }
  const secret = basic?.secret ?? parameters.get("client_secret") ?? "";
  if (Object.keys(settings.clients).length > 0) {
    if (id === undefined) throw invalidClient("The client is not named: client_id is missing.", false);
    if (!isClient(id, settings)) throw invalidClient("There is no client with this client_id.", basic !== undefined);
    if (settings.clients[id] !== secret) throw invalidClient("The client's secret is wrong.", basic !== undefined);
  }
  return { id, isConfidential: secret !== "" };
}

/** Whether the settings let a client with this id in. */
export function isClient(id: string, { clients }: OAuthSettings): boolean {
  return Object.keys(clients).length === 0 || Object.hasOwn(clients, id);
}

/** The error of a client that is not known or did not say who it is (RFC 6749, section 5.2). */
export function invalidClient(description: string, isBasic: boolean): OAuthError {
  return new OAuthError("invalid_client", description, isBasic ? [["www-authenticate", 'Basic realm="mock"']] : []);
}

function readBasic(header: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  const [, encoded] = /^basic\s+([\w+/=-]+)\s*$/i.exec(header ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon === -1) throw invalidClient("The Authorization header holds no user and password.", true);
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
