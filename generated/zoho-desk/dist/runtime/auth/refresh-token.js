import { refreshTokenGrantRequest } from "oauth4webapi";
import { AuthError } from "../auth-error.js";
import { endpointOf } from "./endpoint.js";
import { tokenProvider } from "./provider.js";
import { requestTokens, requireOptions, scopeParameter } from "./token-request.js";
/** A provider of access tokens from a refresh token (RFC 6749, section 6). */
export function refreshToken(api, options) {
	requireOptions(api, options, "clientId", "refreshToken");
	const consent = options.refreshToken.trim();
	return tokenProvider({
		...options,
		consent,
		renew: (kept, near) => refresh(api, options, {
			...kept,
			refreshToken: kept?.refreshToken ?? consent,
			consent
		}, near)
	});
}
/**
* New tokens for old ones.
*
* @throws {AuthError} as `requestTokens` does; `consent-needed` when there is no refresh token.
*/
export async function refresh(api, options, { refreshToken, scopes, server = options.server, consent }, near) {
	if (refreshToken === undefined) {
		throw new AuthError("consent-needed", "the access token is over and there is no refresh token: ask the user again");
	}
	const tokens = await requestTokens({
		api,
		options,
		endpoint: endpointOf("refreshUrl", api, {
			endpoint: options.tokenEndpoint,
			server,
			near
		}),
		what: "the refresh token",
		secrets: [refreshToken],
		grant: (authorizationServer, client, authentication, request) => refreshTokenGrantRequest(authorizationServer, client, authentication, refreshToken, {
			...request,
			additionalParameters: scopeParameter(options.scopes, api)
		})
	});
	// RFC 6749, section 6: the old refresh token stays good unless there is a new one, and so do the scopes.
	return {
		refreshToken,
		scopes: options.scopes ? undefined : scopes,
		server,
		...tokens,
		consent
	};
}
//# sourceMappingURL=refresh-token.js.map
