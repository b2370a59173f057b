import { AuthError } from "../core/auth-error.ts";
import { oneLine } from "../core/redact.ts";
import { abortable, systemClock, timeBox } from "../fetch/clock.ts";
import { type AuthDescription, endpointOf, type ServerVariables } from "./endpoint.ts";

/** Where the metadata of the authorization server are, and how they are fetched. */
export interface DiscoveryOptions<Server extends string = string, Variables = ServerVariables> {
  /** The address of the metadata, where it is another than the API's, such as a mock's. */
  metadataUrl?: string | undefined;
  /** The server of the API whose accounts address is asked. Default: the first. */
  server?: Server | undefined;
  /** The variables in the address of that server. */
  serverVariables?: Variables | undefined;
  /** Default: the global `fetch`. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Milliseconds that the server has to respond. Default: 30,000. */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Endpoints by the names that providers have for them: `refreshToken({ ...endpoints, clientId, refreshToken })`. */
export interface DiscoveredEndpoints {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly authorizationEndpoint?: string;
  readonly deviceAuthorizationEndpoint?: string;
}

/**
 * The endpoints in the metadata of an authorization server (RFC 8414), in place of those in the API's documents.
 *
 * @throws {AuthError} `endpoint` when an address is not known, or not safe; `unreachable`; `unreadable` for what is no
 * metadata, or those of another issuer.
 */
export async function discoverEndpoints(
  api: AuthDescription,
  options: DiscoveryOptions = {},
): Promise<DiscoveredEndpoints> {
  const { metadataUrl: endpoint, server, serverVariables } = options;
  const url = endpointOf("metadataUrl", api, { endpoint, server, serverVariables });
  const { host } = url;
  const metadata = await fetched(url, options);
  const { issuer } = metadata;
  if (typeof issuer !== "string" || !isIssuer(issuer, url)) {
    const found = typeof issuer === "string" ? oneLine(issuer).slice(0, 200) : "none";
    throw new AuthError(
      "unreadable",
      `the metadata of ${host} are those of another issuer: ${found}`,
      {
        host,
      },
    );
  }
  const addressOf = (
    kind: "authorizationUrl" | "deviceAuthorizationUrl" | "tokenUrl",
    field: string,
  ) => endpointOf(kind, {}, { endpoint: String(metadata[field]) }).href;
  const known = (field: string) => typeof metadata[field] === "string";
  return {
    issuer,
    tokenEndpoint: addressOf("tokenUrl", "token_endpoint"),
    ...(known("authorization_endpoint") && {
      authorizationEndpoint: addressOf("authorizationUrl", "authorization_endpoint"),
    }),
    ...(known("device_authorization_endpoint") && {
      deviceAuthorizationEndpoint: addressOf(
        "deviceAuthorizationUrl",
        "device_authorization_endpoint",
      ),
    }),
  };
}

async function fetched(
  url: URL,
  {
    fetch: send = fetch,
    timeout = 30_000,
    signal = new AbortController().signal,
  }: DiscoveryOptions,
): Promise<{ readonly [field: string]: unknown }> {
  const { host } = url;
  const timedOut = () =>
    new AuthError("unreachable", `${host} did not respond within ${timeout} ms`, { host });
  const box = timeBox(signal, { milliseconds: timeout, timedOut, clock: systemClock });
  try {
    const headers = { Accept: "application/json" };
    // what a redirect leads to has another issuer
    const init: RequestInit = { headers, redirect: "error", signal: box.signal };
    const response = await abortable(send(url.href, init), box.signal);
    const text = await abortable(response.text(), box.signal);
    const { status } = response;
    const read: unknown = response.ok ? parsed(text) : undefined;
    if (typeof read === "object" && read !== null) return read as { [field: string]: unknown };
    const message = `${host} responded with something else than metadata (HTTP ${status})`;
    throw new AuthError("unreadable", message, { host, status });
  } catch (error) {
    if (error instanceof AuthError || signal.aborted) throw error;
    throw new AuthError("unreachable", `the metadata of ${host} cannot be fetched`, {
      host,
      cause: error,
    });
  } finally {
    box.end();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The well-known places of metadata: before the path of the issuer (RFC 8414, section 3), or after it. */
const before = /^\/\.well-known\/(?:oauth-authorization-server|openid-configuration)(?=\/|$)/;
const after = /\/\.well-known\/(?:oauth-authorization-server|openid-configuration)$/;

/** Whether metadata of that place can be those of an issuer: of its origin, and where the place is well known, it. */
function isIssuer(issuer: string, { origin, pathname }: URL): boolean {
  if (!URL.canParse(issuer) || new URL(issuer).origin !== origin) return false;
  const path = [before, after].find((place) => place.test(pathname));
  const withoutEnd = (text: string) => text.replace(/\/$/, "");
  return !path || withoutEnd(issuer) === withoutEnd(origin + pathname.replace(path, ""));
}
