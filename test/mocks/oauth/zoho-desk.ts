import type { AuthorizationOptions } from "../../../mocks/oauth/authorization.ts";
import type { OAuthSettings } from "../../../mocks/oauth/settings.ts";

/** How Zoho Desk grants access, as its settings have it under `mock.oauth`. */
export const zohoDesk: Partial<OAuthSettings> = {
  prefixes: ["Zoho-oauthtoken"],
  refreshTokens: "offline",
  refreshTokensPerClient: 20,
  accessTokensPerRefreshToken: { count: 10, seconds: 600 },
  scopeSeparator: ",",
  responseScope: false,
  responseFields: { api_domain: "https://www.zohoapis.com" },
  redirectParameters: { location: "us", "accounts-server": "https://accounts.zoho.com" },
  queryParameters: true,
  issuerParameter: false,
  revocation: "anybody",
  organization: { name: "orgId", in: ["query", "header"] },
  sessionCookies: [
    "_iamadt",
    "_iambdt",
    "__Secure-iamsdt",
    "JSESSIONID",
    "iamcsr",
    "_zcsr_tmp",
    "zccpn",
    "stk",
    "wms-tkp-token",
    "_z_identity",
    "zalb_*",
  ],
  errors: {
    missingToken: { status: 401, body: { errorCode: "UNAUTHORIZED", message: "{detail}" } },
    invalidToken: { status: 401, body: { errorCode: "INVALID_OAUTH", message: "{detail}" } },
    expiredToken: { status: 401, body: { errorCode: "INVALID_OAUTH", message: "{detail}" } },
    insufficientScope: { status: 403, body: { errorCode: "SCOPE_MISMATCH", message: "{detail}" } },
    organizationMismatch: { status: 403, body: { errorCode: "OAUTH_ORG_MISMATCH", message: "{detail}" } },
  },
  tokenErrors: {
    status: 200,
    names: { invalid_grant: "invalid_code", too_many_requests: "Access Denied" },
    descriptions: false,
  },
};

/** The `scopes` of its settings. */
export const zohoScopes: NonNullable<AuthorizationOptions["scopes"]> = {
  lists: "all-of",
  isCaseSensitive: false,
  implies: new Map([["Desk.tickets.ALL", ["Desk.tickets.*"]]]),
};
