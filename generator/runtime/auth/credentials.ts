import type { Omitted, OperationDescription } from "../core/description.ts";
import { type KnownSecrets, sentRequests } from "../core/redact.ts";
import {
  type Auth,
  createTransport,
  type RawClient,
  type Send,
  type TokenProvider,
  type Transport,
  type TransportOptions,
} from "../core/transport.ts";
import { type CallRequest, withAddress } from "../fetch/call-request.ts";
import { keepFromOtherOrigins } from "./redirects.ts";

/** A user and a password, in UTF-8 (RFC 7617). */
export interface UserPassword {
  /** Without a colon. */
  readonly username: string;
  readonly password: string;
}

/** A user and a password, or a function that gives the current ones. */
export type BasicAuth =
  | UserPassword
  | ((request?: Request) => UserPassword | undefined | Promise<UserPassword | undefined>);

/** How one security scheme is sent (OpenAPI Specification 3.1, section 4.8.27); by default as a token. */
export interface SchemeDescription {
  /** Where an API key is: `header`, `query` or `cookie`; text, as TypeScript widens it below the name `constructor`. */
  readonly in?: string;
  /** What it is called there. */
  readonly name?: string;
  /** A scheme of HTTP other than `Bearer`, as it begins the `Authorization` header. */
  readonly scheme?: string;
}

/** The security schemes of an API, and who sends them. */
export interface SecurityDescription {
  readonly schemes: { readonly [name: string]: SchemeDescription };
  /** What requests send unless their operation says otherwise: alternatives of sets of schemes. */
  readonly needs: NonNullable<OperationDescription["auth"]>;
  /** The schemes that credentials without a name are for. */
  readonly unnamed: readonly string[];
}

/** Credentials by the names of their schemes. */
interface NamedCredentials {
  readonly [scheme: string]: Auth | BasicAuth | undefined;
}

/** A request with what is set on it here and in `request/operation.ts`. */
interface SecuredRequest extends CallRequest {
  readonly omit?: Omitted;
  secrets?: KnownSecrets;
}

/**
 * A transport that sends with each request the credentials that its operation asks for: of several ways the first whose
 * credentials are all given, else what is given of the one that lacks least, since the rest may come from headers, a
 * middleware or a browser. What a request has already stays.
 *
 * Tokens are set before the client's middleware runs, everything else after it. No redirect takes any of it to another
 * origin.
 */
export function createSecuredTransport(
  options: TransportOptions<Auth | object>,
  security: SecurityDescription,
  server?: string,
): Transport {
  const auth = securing(options.auth as Auth | NamedCredentials | undefined, security);
  const transport = createTransport({ ...options, auth }, server);
  const { raw } = transport;
  // The `fetch` of a call takes the place of the one that the transport wraps.
  const request: RawClient["request"] = (method, path, init = {}) =>
    raw.request(
      method,
      path,
      init.fetch
        ? { ...init, fetch: auth.wrapFetch(init.fetch as Send) as typeof init.fetch }
        : init,
    );
  return { ...transport, raw: { ...raw, request } };
}

/** A provider of the token among credentials, whose `wrapFetch` adds the others to a request. */
function securing(
  auth: Auth | NamedCredentials | undefined,
  { schemes, needs, unnamed }: SecurityDescription,
): TokenProvider & { wrapFetch(send: Send): Send } {
  const isNamed = typeof auth === "object";
  const given = new Map(isNamed ? Object.entries(auth) : unnamed.map((name) => [name, auth]));

  /** What to send, by the name of the scheme. */
  const chosen = (request: CallRequest | undefined): string[] => {
    const lacking = (set: readonly string[]) => set.filter((name) => !given.get(name)).length;
    const [best = []] = (request?.description?.auth ?? needs)
      .filter((set) => lacking(set) < set.length)
      .sort((a, b) => lacking(a) - lacking(b));
    return best.filter((name) => given.get(name));
  };
  const valueFor = (name: string, request: Request | undefined) => {
    const value = given.get(name);
    return typeof value === "function" ? value(request) : value;
  };
  /** Without a name, what belongs into the `Authorization` header is set there after the client's prefix. */
  const isToken = (name: string): boolean => {
    const { in: place, name: parameter = "", scheme } = schemes[name]!;
    if (isNamed) return !place && !scheme;
    return !place || (place === "header" && /^authorization$/i.test(parameter));
  };

  const secure = async (request: SecuredRequest): Promise<SecuredRequest> => {
    let secured = request;
    for (const name of request.omit ? [] : chosen(request)) {
      const value = isToken(name) ? undefined : await valueFor(name, request);
      if (value) secured = await withCredential(secured, schemes[name]!, value);
    }
    return secured;
  };

  const provide = async (request?: Request): Promise<string | undefined> => {
    const name = chosen(request).find(isToken);
    return name === undefined ? undefined : ((await valueFor(name, request)) as string | undefined);
  };
  const wrapFetch = (send: Send): Send => {
    const keys = Object.values(schemes).filter(({ in: place }) => place === "header");
    const names = keys.map(({ name = "" }) => name);
    const providers = new Set([...given.values()] as (Partial<TokenProvider> | undefined)[]);
    const renewing = [...providers].reduce<Send>(
      (next, provider) => provider?.wrapFetch?.(next) ?? next,
      names.length ? keepFromOtherOrigins(names, send) : send,
    );
    return async (request, init) => {
      const secured = await secure(request);
      const response = await renewing(secured, init);
      if (!response.ok) sentRequests.set(response, secured);
      return response;
    };
  };
  return Object.assign(provide, { wrapFetch });
}

/** The request with one credential; itself where it has one in that place already. */
async function withCredential(
  request: SecuredRequest,
  { in: place = "header", name = "Authorization", scheme = "" }: SchemeDescription,
  value: string | UserPassword,
): Promise<SecuredRequest> {
  const { headers, secrets = { parameters: [], texts: [] } } = request;
  const text = typeof value === "string" ? value : basicText(value);
  const encoded = encodeURIComponent(text);
  const texts = [text, encoded, ...(typeof value === "string" ? [] : [value.password])];
  request.secrets = {
    parameters: [...secrets.parameters, ...(place === "query" ? [name] : [])],
    texts: [...secrets.texts, ...texts],
  };
  if (place === "query") {
    const url = new URL(request.url);
    if (url.searchParams.has(name)) return request;
    url.search += `${url.search && "&"}${encodeURIComponent(name)}=${encoded}`;
    return withAddress(request, url);
  }
  if (place === "header") {
    // As in the transport: the platform's error shows what no header can carry.
    if (!headers.has(name)) headers.set(name, `${scheme} ${text}`.replace(/[^!-~]+/g, " "));
    return request;
  }
  const cookies = headers.get("Cookie")?.split("; ") ?? [];
  const pair = `${name}=${text.replace(/[^!#-+\--:<-[\]-~]+/g, encodeURIComponent)}`;
  if (!cookies.some((cookie) => cookie.startsWith(`${name}=`)))
    headers.set("Cookie", [...cookies, pair].join("; "));
  return request;
}

/** What follows `Basic`. Throws a TypeError, which does not repeat it, for a user with a colon. */
function basicText({ username, password }: UserPassword): string {
  if (username.includes(":")) throw new TypeError("no username may have a colon (RFC 7617)");
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)));
}
