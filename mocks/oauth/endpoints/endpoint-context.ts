import type { KnownScopes } from "../known-scopes.ts";
import type { OAuthSettings } from "../settings.ts";
import type { TokenText } from "../token-text.ts";
import type { Tokens } from "../tokens.ts";

/** What the OAuth endpoints work with. */
export interface EndpointContext {
  readonly settings: OAuthSettings;
  readonly tokens: Tokens;
  readonly known: () => KnownScopes;
  readonly clock: () => number;
  readonly text: TokenText;
}
