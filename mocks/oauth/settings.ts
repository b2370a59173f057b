import { oauthSettings as table } from "../../generator/settings/table/mock.ts";
import { readValue } from "../../generator/settings/table/read-value.ts";
import type * as written from "../../generator/settings/written-mock.ts";

/** How an API grants access: the part `mock.oauth` of its settings. JSON data throughout. */
export type OAuthSettings = Omit<written.OAuthSettings, "mode"> & {
  readonly mode: AccessMode;
  /** What may precede a token in the Authorization header, in any case; an empty string for nothing. */
  readonly prefixes: readonly string[];
};

/**
 * `strict`: OAuth tokens are those that the mock issued; `lenient`: any will do; `off`: access is not checked.
 */
export type AccessMode = NonNullable<written.OAuthSettings["mode"]>;

/** The reasons for which a request is refused. */
export type AccessError = keyof written.RefusalSettings;

/**
 * An error in the API's own shape. In its texts `{operation}`, `{missing}`, `{scopes}` (all that is needed),
 * `{granted}`, `{organization}` (the one that was requested) and `{detail}` (the whole message) are replaced.
 */
export type ErrorTemplate = written.ResponseTemplate;

/** The settings with what RFC 6749 and 6750 say where nothing is set. */
export function oauthSettings(given: Partial<OAuthSettings> = {}): OAuthSettings {
  return { prefixes: ["Bearer"], mode: "strict", ...(readValue(table, given) as written.OAuthSettings) };
}
