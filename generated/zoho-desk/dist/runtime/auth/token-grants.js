import { clientCredentialsGrantRequest, refreshTokenGrantRequest } from "oauth4webapi";
import { AuthError } from "../core/auth-error.js";
import { endpointOf, requireServer } from "./endpoint.js";
import { tokenProvider } from "./provider.js";
import { requestTokens, requireOptions, scopeParameter } from "./token-request.js";
/** A provider of access tokens from a refresh token (RFC 6749, section 6). */
export function refreshToken(api, options) {
	requireOptions(api, options, "clientId", "refreshToken");
	const consent = options.refreshToken.trim();
	return tokenProvider({
		...options,
		consent,
		check: (tokens, request) => requireServer(api, serverOfTokens(tokens, options), request),
		renew(stored, requestUrl) {
			const old = {
				...stored,
				refreshToken: stored?.refreshToken ?? consent,
				consent
			};
			return refresh(api, options, {
				old,
				requestUrl
			});
		}
	});
}
/** The server that tokens are for: what they say themselves, else what the program says. */
export function serverOfTokens(tokens, options) {
	const { server, serverVariables } = tokens?.server === undefined ? options : tokens;
	const isSame = options.server === undefined || options.server === server;
	return {
		server,
		serverVariables: serverVariables ?? (isSame ? options.serverVariables : undefined)
	};
}
/**
* New tokens for old ones.
*
* @throws {AuthError} as `requestTokens` does; `consent-needed` when there is no refresh token.
*/
export async function refresh(api, options, { old, requestUrl }) {
	const { refreshToken, scopes, consent } = old;
	if (refreshToken === undefined) {
		throw new AuthError("consent-needed", "the access token expired and there is no refresh token: ask the user again");
	}
	const choice = serverOfTokens(old, options);
	const tokens = await requestTokens({
		api,
		options: {
			...options,
			...choice
		},
		endpoint: endpointOf("refreshUrl", api, {
			endpoint: options.tokenEndpoint,
			...choice,
			requestUrl
		}),
		what: "the refresh token",
		secrets: [refreshToken],
		// The server may have replaced it, and take its second use for a theft (RFC 9700, section 4.14.2).
		isRepeatable: false,
		grant: (authorizationServer, client, authentication, request) => refreshTokenGrantRequest(authorizationServer, client, authentication, refreshToken, {
			...request,
			additionalParameters: scopeParameter(options.scopes, api)
		})
	});
	// RFC 6749, section 6: the old refresh token stays good unless there is a new one, and so do the scopes.
	return {
		refreshToken,
		scopes: options.scopes ? undefined : scopes,
		...tokens,
		consent
	};
}
/** A provider of access tokens for the client itself, without a user (RFC 6749, section 4.4). */
export function clientCredentials(api, options) {
	requireOptions(api, options, "clientId", "clientSecret");
	const { parameters, scopes, server, serverVariables, tokenEndpoint } = options;
	const asked = {
		...parameters,
		...scopeParameter(scopes, api)
	};
	const consent = JSON.stringify([options.clientId, asked]);
	return tokenProvider({
		...options,
		consent,
		check: (_, request) => requireServer(api, options, request),
		async renew(_, requestUrl) {
			const tokens = await requestTokens({
				api,
				options,
				endpoint: endpointOf("tokenUrl", api, {
					endpoint: tokenEndpoint,
					server,
					serverVariables,
					requestUrl
				}),
				what: "the client credentials",
				secrets: [],
				isRepeatable: true,
				grant: (authorizationServer, client, authentication, request) => clientCredentialsGrantRequest(authorizationServer, client, authentication, asked, request)
			});
			return {
				...tokens,
				consent
			};
		}
	});
}
