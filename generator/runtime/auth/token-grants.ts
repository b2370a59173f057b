import { clientCredentialsGrantRequest, refreshTokenGrantRequest } from "oauth4webapi";
import { AuthError } from "../core/auth-error.ts";
import type { TokenProvider } from "../core/transport.ts";
import {
  type AuthDescription,
  endpointOf,
  requireServer,
  type ServerChoice,
  type ServerVariables,
} from "./endpoint.ts";
import { type ProviderOptions, type Tokens, tokenProvider } from "./provider.ts";
import {
  requestTokens,
  requireOptions,
  scopeParameter,
  type TokenRequestOptions,
} from "./token-request.ts";

/** How a refresh token is exchanged for access tokens. */
export interface RefreshOptions<
  Scope extends string = string,
  Server extends string = string,
  Variables = ServerVariables,
> extends TokenRequestOptions<Server, Variables>,
    ProviderOptions {
  /** Asks for fewer scopes than those of the user's consent. Default: all of them. */
  scopes?: readonly Scope[] | undefined;
}

/** A refresh token, and how to use it. */
export interface RefreshTokenOptions<
  Scope extends string = string,
  Server extends string = string,
  Variables = ServerVariables,
> extends RefreshOptions<Scope, Server, Variables> {
  /** Of the user's consent. Where the server replaces it, the store holds the one that is good now. */
  refreshToken: string;
}

/** A provider of access tokens from a refresh token (RFC 6749, section 6). */
export function refreshToken(api: AuthDescription, options: RefreshTokenOptions): TokenProvider {
  requireOptions(api, options, "clientId", "refreshToken");
  const consent = options.refreshToken.trim();
  return tokenProvider({
    ...options,
    consent,
    check: (tokens, request) => requireServer(api, serverOfTokens(tokens, options), request),
    renew(stored, requestUrl) {
      const old = { ...stored, refreshToken: stored?.refreshToken ?? consent, consent };
      return refresh(api, options, { old, requestUrl });
    },
  });
}

/** The server that tokens are for: what they say themselves, else what the program says. */
export function serverOfTokens(
  tokens: Partial<Tokens> | undefined,
  options: RefreshOptions,
): ServerChoice {
  const { server, serverVariables } = tokens?.server === undefined ? options : tokens;
  const isSame = options.server === undefined || options.server === server;
  return {
    server,
    serverVariables: serverVariables ?? (isSame ? options.serverVariables : undefined),
  };
}

/**
 * New tokens for old ones.
 *
 * @throws {AuthError} as `requestTokens` does; `consent-needed` when there is no refresh token.
 */
export async function refresh(
  api: AuthDescription,
  options: RefreshOptions,
  { old, requestUrl }: { readonly old: Partial<Tokens>; readonly requestUrl: string | undefined },
): Promise<Tokens> {
  const { refreshToken, scopes, consent } = old;
  if (refreshToken === undefined) {
    throw new AuthError(
      "consent-needed",
      "the access token expired and there is no refresh token: ask the user again",
    );
  }
  const choice = serverOfTokens(old, options);
  const tokens = await requestTokens({
    api,
    options: { ...options, ...choice },
    endpoint: endpointOf("refreshUrl", api, {
      endpoint: options.tokenEndpoint,
      ...choice,
      requestUrl,
    }),
    what: "the refresh token",
    secrets: [refreshToken],
    // The server may have replaced it, and take its second use for a theft (RFC 9700, section 4.14.2).
    isRepeatable: false,
    grant: (authorizationServer, client, authentication, request) =>
      refreshTokenGrantRequest(authorizationServer, client, authentication, refreshToken, {
        ...request,
        additionalParameters: scopeParameter(options.scopes, api),
      }),
  });
  // RFC 6749, section 6: the old refresh token stays good unless there is a new one, and so do the scopes.
  return { refreshToken, scopes: options.scopes ? undefined : scopes, ...tokens, consent };
}

/** How a client gets access tokens for itself. */
export interface ClientCredentialsOptions<
  Scope extends string = string,
  Server extends string = string,
  Variables = ServerVariables,
> extends TokenRequestOptions<Server, Variables>,
    ProviderOptions {
  clientSecret: string;
  /** Default: whatever the server gives the client. */
  scopes?: readonly Scope[] | undefined;
  /** Further parameters of the request, such as `audience`. */
  parameters?: { readonly [name: string]: string } | undefined;
}

/** A provider of access tokens for the client itself, without a user (RFC 6749, section 4.4). */
export function clientCredentials(
  api: AuthDescription,
  options: ClientCredentialsOptions,
): TokenProvider {
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
        endpoint: endpointOf("tokenUrl", api, {
          endpoint: tokenEndpoint,
          server,
          serverVariables,
          requestUrl,
        }),
        what: "the client credentials",
        secrets: [],
        isRepeatable: true,
        grant: (authorizationServer, client, authentication, request) =>
          clientCredentialsGrantRequest(
            authorizationServer,
            client,
            authentication,
            asked,
            request,
          ),
      });
      return { ...tokens, consent };
    },
  });
}
