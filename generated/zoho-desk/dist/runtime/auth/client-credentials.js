import { clientCredentialsGrantRequest } from "oauth4webapi";
import { endpointOf, requireServer } from "./endpoint.js";
import { tokenProvider } from "./provider.js";
import { requestTokens, requireOptions, scopeParameter } from "./token-request.js";
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
//# sourceMappingURL=client-credentials.js.map
