import type { KnownScopes } from "../known-scopes.ts";
import type { OAuthSettings } from "../settings.ts";
import type { TokenText } from "../token-text.ts";
import type { Tokens } from "../tokens.ts";
import type { OAuthRequest } from "./oauth-request.ts";

/** What the OAuth endpoints work with. */
export interface EndpointContext {
  readonly settings: OAuthSettings;
  readonly tokens: Tokens;
  readonly known: () => KnownScopes;
  readonly clock: () => number;
  readonly text: TokenText;
  /** What the issuer's address has behind the API's own root: `/realms/main`, or nothing. */
  readonly issuerPath: string;
  /** The paths of the token endpoints. */
  readonly tokenPaths: readonly string[];
}

/** What the mock is called as an authorization server (RFC 8414, section 2). */
export function issuerOf({ root }: Pick<OAuthRequest, "root">, { issuerPath }: EndpointContext): string {
  return `${root}${issuerPath}`;
}
