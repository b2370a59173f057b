import { clientCredentialsGrantRequest } from "oauth4webapi";
import type { TokenProvider } from "../transport.ts";
import type { AuthDescription } from "./auth-description.ts";
import type { ServerVariables } from "./endpoint.ts";
import { endpointOf, requireServer } from "./endpoint.ts";
import { type ProviderOptions, tokenProvider } from "./provider.ts";
import type { TokenRequestOptions } from "./token-request.ts";
import { requestTokens, requireOptions, scopeParameter } from "./token-request.ts";

/** How a client gets access tokens for itself. */
export interface ClientCredentialsOptions<
  Scope extends string = string,
  Server extends string = string,
  Variables = ServerVariables,
> extends TokenRequestOptions<Server, Variables>,
    ProviderOptions {
  clientSecret: string;
  /** Default: whatever the server gives the client. */
  scopes?: readonly (Scope | (string & {}))[] | undefined;
  /** Further parameters of the request, such as `audience`. */
  parameters?: { readonly [name: string]: string } | undefined;
}

/** A provider of access tokens for the client itself, without a user (RFC 6749, section 4.4). */
export function clientCredentials(api: AuthDescription, options: ClientCredentialsOptions): TokenProvider {
  requireOptions(api, options, "clientId", "clientSecret");
  const { parameters, scopes, server, serverVariables, tokenEndpoint } = options;
  const asked = { ...parameters, ...scopeParameter(scopes, api) };
  const consent = JSON.stringify([options.clientId, asked]);
  return tokenProvider({
    ...options,
    consent,
    check: (_, request) => requireServer(api, options, request),
    async renew(_, requestUrl) {
      const tokens = await requestTokens({
        api,
        options,
        endpoint: endpointOf("tokenUrl", api, { endpoint: tokenEndpoint, server, serverVariables, requestUrl }),
        what: "the client credentials",
        secrets: [],
        isRepeatable: true,
        grant: (authorizationServer, client, authentication, request) =>
          clientCredentialsGrantRequest(authorizationServer, client, authentication, asked, request),
      });
      return { ...tokens, consent };
    },
  });
}
