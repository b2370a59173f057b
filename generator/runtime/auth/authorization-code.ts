import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  validateAuthResponse,
} from "oauth4webapi";
import { AuthError } from "../core/auth-error.ts";
import type { TokenProvider } from "../core/transport.ts";
import type { AuthDescription, ServerVariables } from "./endpoint.ts";
import { endpointOf, requireServer, serverWithAccounts } from "./endpoint.ts";
import type { Tokens } from "./provider.ts";
import { tokenProvider } from "./provider.ts";
import { type RefreshOptions, refresh, serverOfTokens } from "./token-grants.ts";
import type { TokenRequestOptions } from "./token-request.ts";
import { requestTokens, requireOptions, scopeParameter } from "./token-request.ts";

/** What a user is asked to consent to. */
export interface AuthorizationUrlOptions<
  Scope extends string = string,
  Server extends string = string,
  Variables = ServerVariables,
> {
  clientId: string;
  /** Where the user comes back to with a code; as it is registered for the client. */
  redirectUri: string;
  scopes?: readonly Scope[] | undefined;
  /** The server of the API whose accounts address the user goes to. Default: the first. */
  server?: Server | undefined;
  /** The variables in the address of that server. */
  serverVariables?: Variables | undefined;
  /** The authorization endpoint, where it is another than the API's. */
  authorizationEndpoint?: string | undefined;
  /** Further parameters; they win over those that the API has for every request. */
  parameters?: { readonly [name: string]: string } | undefined;
}

/** Where to send the user, and what to keep in the user's session until the redirect comes back. */
export interface AuthorizationRequest {
  readonly url: string;
  readonly state: string;
  readonly codeVerifier: string;
}

/**
 * The first half of an authorization code grant with PKCE (RFC 6749, section 4.1.1; RFC 7636).
 *
 * @throws {AuthError} `endpoint` when it is not known where to send the user, or not safe.
 */
export async function authorizationUrl(
  api: AuthDescription,
  options: AuthorizationUrlOptions,
): Promise<AuthorizationRequest> {
  requireOptions(api, options, "clientId", "redirectUri");
  const {
    clientId,
    redirectUri,
    scopes,
    server,
    serverVariables,
    authorizationEndpoint,
    parameters,
  } = options;
  const url = endpointOf("authorizationUrl", api, {
    endpoint: authorizationEndpoint,
    server,
    serverVariables,
  });
  const state = generateRandomState();
  const codeVerifier = generateRandomCodeVerifier();
  const all = {
    ...api.authorizationParameters,
    ...parameters,
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    ...scopeParameter(scopes, api),
    state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return { url: url.href, state, codeVerifier };
}

/** What came back with the user, and what the session kept. */
export interface ExchangeCodeOptions<Server extends string = string, Variables = ServerVariables>
  extends TokenRequestOptions<Server, Variables> {
  /** As it was given to `authorizationUrl`. */
  redirectUri: string;
  /** The address that the user's browser came back with, whole; or its path and query, as a server has it. */
  callbackUrl: string | URL;
  /** Of the `authorizationUrl` that this user was sent to. */
  state: string;
  codeVerifier: string;
  /** Default: an address of the authorization endpoint's origin (RFC 9207). */
  issuer?: string | undefined;
  /** The authorization endpoint, where it is another than the API's. */
  authorizationEndpoint?: string | undefined;
}

/**
 * The second half: tokens for the code that came with the redirect (RFC 6749, section 4.1.3). Where the redirect names
 * an accounts address of the API, the code goes there, and `server` of the tokens says which server they are for; not
 * so where the program itself names the token endpoint.
 *
 * @throws {AuthError} `callback` when the redirect does not belong to the request, `unlisted-host` when it names
 * another accounts address, `refused` when the user or the server said no, and as `requestTokens` does.
 */
export async function exchangeCode<Server extends string>(
  api: AuthDescription,
  options: ExchangeCodeOptions<Server>,
): Promise<Tokens<Server>> {
  requireOptions(api, options, "clientId", "redirectUri", "state", "codeVerifier");
  const { clientId, redirectUri, callbackUrl, state, codeVerifier, tokenEndpoint } = options;
  if (!callbackUrl) throw new TypeError("the option callbackUrl is missing");
  // What `new URL` throws holds the code.
  if (!URL.canParse(String(callbackUrl), redirectUri))
    throw new TypeError("redirectUri or callbackUrl is not a URL");
  const { searchParams } = new URL(callbackUrl, redirectUri);
  const callback = validCallback(searchParams, api, options);
  const accounts =
    api.accountsParameter === undefined ? null : searchParams.get(api.accountsParameter);
  const server =
    accounts === null || tokenEndpoint !== undefined
      ? options.server
      : serverWithAccounts(accounts, api);
  const choice = {
    server,
    serverVariables: server === options.server ? options.serverVariables : undefined,
  };
  const tokens = await requestTokens({
    api,
    options: { ...options, ...choice },
    endpoint: endpointOf("tokenUrl", api, { endpoint: tokenEndpoint, ...choice }),
    what: "the code",
    secrets: [callback.get("code") ?? undefined, codeVerifier, state],
    // A code is valid once, and its second use may undo the first (RFC 6749, section 4.1.2).
    isRepeatable: false,
    grant: (authorizationServer, client, authentication, request) =>
      authorizationCodeGrantRequest(
        authorizationServer,
        client,
        authentication,
        callback,
        redirectUri,
        codeVerifier,
        request,
      ),
  });
  return { ...tokens, consent: tokens.refreshToken ?? tokens.accessToken } as Tokens<Server>;

  /** The parameters of a redirect that belongs to the request of this user. */
  function validCallback(
    parameters: URLSearchParams,
    api: AuthDescription,
    options: ExchangeCodeOptions,
  ): URLSearchParams {
    try {
      const client = { client_id: clientId };
      const valid = validateAuthResponse(
        { issuer: issuerOf(parameters, api, options) },
        client,
        parameters,
        state,
      );
      const [code, ...others] = valid.getAll("code");
      if (!code || others.length > 0)
        throw new AuthError("callback", "the redirect must bring one code");
      return valid;
    } catch (error) {
      if (error instanceof AuthError) throw error;
      // What oauth4webapi gives as the cause holds the code.
      if (!(error instanceof AuthorizationResponseError)) {
        throw new AuthError(
          "callback",
          `the redirect does not belong to the request: ${(error as Error).message}`,
        );
      }
      const [name, description] = [error.error, error.error_description].map((text) =>
        text?.slice(0, 300),
      );
      const message = `the authorization was refused: ${name}${description ? `: ${description}` : ""}`;
      throw new AuthError("refused", message, { error: name, description });
    }
  }
}

/**
 * The issuer that a redirect must name if it names one: documents say where users authorise, not what the issuer is
 * called.
 */
function issuerOf(
  parameters: URLSearchParams,
  api: AuthDescription,
  options: ExchangeCodeOptions,
): string {
  if (options.issuer !== undefined) return options.issuer;
  const named = parameters.get("iss") ?? "";
  const { authorizationEndpoint: endpoint, server, serverVariables } = options;
  if (endpoint === undefined && api.authorizationUrl === undefined) return named || "unknown";
  const { origin } = endpointOf("authorizationUrl", api, { endpoint, server, serverVariables });
  return URL.canParse(named) && new URL(named).origin === origin ? named : origin;
}

/** The tokens of a user's consent, and how to renew them. */
export interface AuthorizationCodeOptions<
  Scope extends string = string,
  Server extends string = string,
  Variables = ServerVariables,
> extends RefreshOptions<Scope, Server, Variables> {
  /** What `exchangeCode` gave. Default: what the store holds. */
  tokens?: Tokens | undefined;
}

/** A provider of access tokens from an exchanged code; it renews them where there is a refresh token. */
export function authorizationCode(
  api: AuthDescription,
  options: AuthorizationCodeOptions,
): TokenProvider {
  requireOptions(api, options, "clientId");
  const { tokens } = options;
  if (tokens !== undefined && typeof tokens?.accessToken !== "string")
    throw new TypeError(
      "the option tokens is missing: give what exchangeCode gave, or leave it out where a store has it",
    );
  const initial = tokens && { consent: tokens.refreshToken ?? tokens.accessToken, ...tokens };
  return tokenProvider({
    ...options,
    initial,
    consent: initial?.consent,
    check: (stored, request) => requireServer(api, serverOfTokens(stored, options), request),
    async renew(stored, requestUrl) {
      if (stored) return refresh(api, options, { old: stored, requestUrl });
      throw new AuthError(
        "consent-needed",
        "there are no tokens: send the user to authorizationUrl, then exchangeCode",
      );
    },
  });
}
