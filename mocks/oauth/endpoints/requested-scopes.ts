import type { KnownScopes } from "../known-scopes.ts";
import { listScopes } from "../refusal.ts";
import type { OAuthSettings } from "../settings.ts";
import { OAuthError } from "./oauth-request.ts";

const mostScopes = 1000;

/** A list of scopes as the API separates them, once each. */
export function parseScopes(text: string, { scopeSeparator }: OAuthSettings): string[] {
  const parts = scopeSeparator === "," ? text.split(",").map((scope) => scope.trim()) : text.split(/\s+/);
  const scopes = [...new Set(parts.filter((scope) => scope !== ""))];
  if (scopes.length > mostScopes) throw new OAuthError("invalid_scope", `Ask for at most ${mostScopes} scopes.`);
  return scopes;
}

/**
 * The scopes that a client asks for; all of the API's when it names none (RFC 6749, section 3.3 leaves the default to
 * the server).
 * @throws {OAuthError} `invalid_scope` in strict mode, for scopes that the API does not have.
 */
export function requestedScopes(
  text: string | undefined,
  known: KnownScopes,
  settings: OAuthSettings,
): readonly string[] {
  if (text === undefined) return known.names;
  const scopes = parseScopes(text, settings);
  const unknown = settings.mode === "strict" ? scopes.filter((scope) => !known.has(scope)) : [];
  if (unknown.length === 0) return scopes;
  const separator = settings.scopeSeparator === "," ? "commas" : "spaces";
  const shown = listScopes(unknown.map((scope) => scope.slice(0, 100)));
  throw new OAuthError("invalid_scope", `The API has no scope ${shown}; scopes are separated by ${separator}.`);
}
