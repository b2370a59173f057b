import { deviceAuthorizationRequest, deviceCodeGrantRequest } from "oauth4webapi";
import { AuthError } from "../core/auth-error.ts";
import { oneLine } from "../core/redact.ts";
import type { TokenProvider } from "../core/transport.ts";
import { systemClock, wait } from "../fetch/clock.ts";
import {
  type AuthDescription,
  endpointOf,
  requireServer,
  type ServerVariables,
} from "./endpoint.ts";
import { type Tokens, tokenProvider } from "./provider.ts";
import { type RefreshOptions, refresh, serverOfTokens } from "./token-grants.ts";
import { askEndpoint, requestTokens, requireOptions, scopeParameter } from "./token-request.ts";

/** What to show a user, who consents on another device. */
export interface DevicePrompt {
  /** Where the user goes. */
  readonly verificationUri: string;
  /** What the user types there. */
  readonly userCode: string;
  /** An address that holds the code already, for a link or a QR code. */
  readonly verificationUriComplete?: string | undefined;
  /** Milliseconds since 1970 when the code ends. */
  readonly expiresAt: number;
}

/** How a user of a device without a browser consents. */
export interface DeviceCodeOptions<
  Scope extends string = string,
  Server extends string = string,
  Variables = ServerVariables,
> extends RefreshOptions<Scope, Server, Variables> {
  /** Shows the user where to go and what to type there, each time that a consent is needed. */
  prompt: (shown: DevicePrompt) => unknown;
  /** Tokens to begin with. Default: what the store holds. */
  tokens?: Tokens | undefined;
  /** The device authorization endpoint, where it is another than the API's. */
  deviceAuthorizationEndpoint?: string | undefined;
  /** Further parameters of the device authorization request, such as `audience`. */
  parameters?: { readonly [name: string]: string } | undefined;
}

/** Seconds between two questions, where the server names none (RFC 8628, section 3.2). */
const defaultInterval = 5;

/** Seconds that `slow_down` adds to them (section 3.5). */
const slowDown = 5;

/** The shortest wait, in milliseconds, whatever a server says. */
const shortestWait = 100;

/**
 * A provider of access tokens of a user who consents on another device (RFC 8628). Where there are no tokens, or none
 * that can be renewed, it calls `prompt` and waits for the consent; `signal` ends the waiting.
 */
export function deviceCode(api: AuthDescription, options: DeviceCodeOptions): TokenProvider {
  requireOptions(api, options, "clientId");
  if (typeof options.prompt !== "function") throw new TypeError("the option prompt is missing");
  const { tokens } = options;
  const initial = tokens && { consent: tokens.refreshToken ?? tokens.accessToken, ...tokens };
  return tokenProvider({
    ...options,
    initial,
    check: (stored, request) => requireServer(api, serverOfTokens(stored, options), request),
    async renew(stored, requestUrl) {
      if (stored?.refreshToken !== undefined) {
        try {
          return await refresh(api, options, { old: stored, requestUrl });
        } catch (error) {
          // the consent has ended, and the user can give another
          if (!(error instanceof AuthError) || error.error !== "invalid_grant") throw error;
        }
      }
      return askUser(api, options, requestUrl);
    },
  });
}

async function askUser(
  api: AuthDescription,
  options: DeviceCodeOptions,
  requestUrl: string | undefined,
): Promise<Tokens> {
  const { scopes, parameters, prompt, server, serverVariables, tokenEndpoint } = options;
  const choice = { server, serverVariables, requestUrl };
  const endpoint = endpointOf("deviceAuthorizationUrl", api, {
    ...choice,
    endpoint: options.deviceAuthorizationEndpoint,
  });
  const body = await askEndpoint(
    {
      api,
      options,
      endpoint,
      what: "the device",
      secrets: [],
      isRepeatable: true,
      grant: (authorizationServer, client, authentication, request) =>
        deviceAuthorizationRequest(
          { ...authorizationServer, device_authorization_endpoint: endpoint.href },
          client,
          authentication,
          { ...parameters, ...scopeParameter(scopes, api) },
          request,
        ),
    },
    "device_code",
  );
  const code = String(body["device_code"]);
  const expiresAt = Date.now() + (Number(body["expires_in"]) || 600) * 1000;
  const complete = body["verification_uri_complete"];
  await prompt({
    // some servers have the name that a draft had
    verificationUri: oneLine(String(body["verification_uri"] ?? body["verification_url"] ?? "")),
    userCode: oneLine(String(body["user_code"] ?? "")),
    ...(typeof complete === "string" && { verificationUriComplete: oneLine(complete) }),
    expiresAt,
  });
  const asked = Number(body["interval"] ?? defaultInterval);
  const tokens = await poll(
    () =>
      requestTokens({
        api,
        options,
        endpoint: endpointOf("tokenUrl", api, { ...choice, endpoint: tokenEndpoint }),
        what: "the device code",
        secrets: [code],
        isRepeatable: false,
        grant: (authorizationServer, client, authentication, request) =>
          deviceCodeGrantRequest(authorizationServer, client, authentication, code, request),
      }),
    { seconds: asked >= 0 ? asked : defaultInterval, expiresAt, signal: options.signal },
  );
  return { ...tokens, consent: tokens.refreshToken ?? tokens.accessToken };
}

/** Asks until the user has consented or refused, or the code has ended (section 3.5). */
async function poll(
  ask: () => Promise<Tokens>,
  given: {
    readonly seconds: number;
    readonly expiresAt: number;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Tokens> {
  const { expiresAt, signal = new AbortController().signal } = given;
  for (let { seconds } = given; ; ) {
    await wait(Math.max(seconds * 1000, shortestWait), signal, systemClock);
    if (Date.now() >= expiresAt) {
      const message = "the user did not consent before the device code ended: ask again";
      throw new AuthError("consent-needed", message, { error: "expired_token" });
    }
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      if (error.error === "slow_down") seconds += slowDown;
      else if (error.code === "unreachable") seconds = Math.max(2 * seconds, 1);
      else if (error.error !== "authorization_pending") throw error;
    }
  }
}
