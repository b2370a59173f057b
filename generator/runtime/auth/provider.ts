import { AuthError } from "../core/auth-error.ts";
import { storedJson } from "../core/json.ts";
import type { Send, TokenProvider } from "../core/transport.ts";
import { type CallRequest, cloneRequest } from "../fetch/call-request.ts";
import { abortable, systemClock } from "../fetch/clock.ts";

/** Tokens as they are stored: JSON data. */
export interface Tokens<Server extends string = string> {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Milliseconds since 1970. Left out: not known, so the token is used until it is refused. */
  readonly expiresAt?: number | undefined;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** What was granted, where the server said so. */
  readonly scopes?: readonly string[] | undefined;
  /**
   * The name of the server that these tokens are for, where the program named it, or the redirect its accounts address.
   */
  readonly server?: Server | undefined;
  /** The variables in the address of that server, where the program named them. */
  readonly serverVariables?: { readonly [name: string]: string | undefined } | undefined;
  /** What these tokens began with, such as the first refresh token of a user's consent; those that follow keep it. */
  readonly consent?: string | undefined;
}

/** Whether a value from a store has the shape of tokens. */
export function isTokens(value: unknown): value is Tokens {
  if (typeof value !== "object" || value === null) return false;
  const { accessToken, receivedAt, expiresAt, refreshToken } = value as { [key: string]: unknown };
  return (
    typeof accessToken === "string" &&
    typeof receivedAt === "number" &&
    (expiresAt === undefined || typeof expiresAt === "number") &&
    (refreshToken === undefined || typeof refreshToken === "string")
  );
}

/** Whether a token will do for `margin` more milliseconds, or for half its life where that is shorter. */
export function isFresh({ expiresAt, receivedAt }: Tokens, margin: number): boolean {
  if (expiresAt === undefined) return true;
  return Date.now() < expiresAt - Math.max(0, Math.min(margin, (expiresAt - receivedAt) / 2));
}

/** Keeps the tokens of one user or client, for one process or many. */
export interface TokenStore {
  /** Undefined or null: there are none. */
  get(): Promise<Tokens | null | undefined> | Tokens | null | undefined;
  set(tokens: Tokens): Promise<void> | void;
  /**
   * Runs `work` while no other process that uses the store does, and returns its result. Without it, processes whose
   * token expires at one moment may each ask for a new one; where the server takes a refresh token once, those that are
   * refused wait for half a second for what the first one stored.
   */
  lock?<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A store in the memory of this process; providers that share it renew one after the other. */
export function memoryStore(tokens?: Tokens): TokenStore {
  let stored = tokens;
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: () => stored,
    set(next) {
      stored = next;
    },
    lock(work) {
      const result = last.then(work);
      last = result.catch(() => {});
      return result;
    },
  };
}

/** What a store needs of a storage: unstorage's has it, and so has `localStorage`. */
export interface TokenStorage {
  getItem(key: string): unknown;
  setItem(key: string, value: string): unknown;
}

/** How tokens are stored in a storage. */
export interface StorageStoreOptions {
  /** One for each user or client. Default: `tokens`. */
  readonly key?: string | undefined;
  /**
   * Runs work while no other process does: storages have no such thing of their own. Between tabs of a browser
   * `(work) => navigator.locks.request("tokens", work)` will do.
   */
  readonly lock?: TokenStore["lock"] | undefined;
}

/**
 * Keeps tokens in unstorage (Redis, a folder, …) or another storage for many processes, in plain JSON: whoever reads
 * the storage has the tokens.
 */
export function storageStore(
  storage: TokenStorage,
  { key = "tokens", lock }: StorageStoreOptions = {},
): TokenStore {
  return {
    async get(): Promise<Tokens | undefined> {
      const value = storedJson(await storage.getItem(key));
      return isTokens(value) ? value : undefined;
    },
    async set(tokens) {
      await storage.setItem(key, JSON.stringify(tokens));
    },
    ...(lock && { lock }),
  };
}

/** How a provider stores its tokens and when it renews them. */
export interface ProviderOptions {
  /** Default: the memory of this process. */
  store?: TokenStore | undefined;
  /** Milliseconds before its expiry when a token is renewed, but never more than half its life. Default: 60,000. */
  margin?: number | undefined;
}

/** Milliseconds for which an access token that was refused when it was new is not renewed. */
const pauseAfterRefusal = 60_000;

/** Milliseconds before each look for what another process got with a refresh token: storing it takes a moment. */
const pauses = [0, 100, 400];

/** What differs between kinds of providers. */
export interface Renewal extends ProviderOptions {
  /** Asks for new tokens, given the stored ones and the URL of the request that needs them. */
  renew(stored: Tokens | undefined, requestUrl: string | undefined): Promise<Tokens>;
  /** Throws where a request goes to another server than the one that these tokens, or the ones to ask for, are for. */
  check(tokens: Tokens | undefined, request: string | undefined): void;
  /** The tokens to begin with. */
  readonly initial?: Tokens | undefined;
  /** The consent that the tokens in the store must follow from; undefined: any. */
  readonly consent?: string | undefined;
}

/**
 * A provider that renews its token: before it expires, and once after a 401 response to it. Any number of callers share
 * one renewal; processes that share a store take what another of them got, and where the store can lock, only one
 * renews. While a token is valid, failures of the token endpoint or the store do not matter; each request tries again.
 *
 * After a 401 a copy of the request is sent with the new token, and its response is the result, whatever it is. A body
 * that is a stream can be sent once, so its 401 is the result, and the next call gets a new token. A request without
 * the token in a header is left alone.
 */
export function tokenProvider({
  renew,
  check,
  store = memoryStore(),
  margin = 60_000,
  initial,
  consent,
}: Renewal): TokenProvider {
  let current: Tokens | undefined;
  /** New tokens that the store has not accepted. */
  let unsaved: Tokens | undefined;
  let flight: Promise<Tokens> | undefined;
  /** The access token that the API refused last. */
  let refused: string | undefined;
  /** An access token that was refused as soon as it was new: renewing does not help. */
  let notRenewable: string | undefined;
  /** The latest access tokens handed out: a 401 may arrive long after its token was renewed. */
  const handedOut = new Set<string>();

  const isUsable = (tokens: Tokens | undefined): tokens is Tokens =>
    tokens !== undefined && tokens.accessToken !== refused && isFresh(tokens, margin);

  async function readStore(): Promise<Tokens | undefined> {
    const tokens = await store.get();
    return isTokens(tokens) && (consent === undefined || tokens.consent === consent)
      ? tokens
      : initial;
  }

  async function save(tokens: Tokens): Promise<Tokens> {
    current = unsaved = tokens;
    await store.set(tokens);
    unsaved = undefined;
    return tokens;
  }

  async function obtain(requestUrl: string | undefined): Promise<Tokens> {
    if (unsaved) await save(unsaved);
    const found = await readStore();
    if (isUsable(found)) return found === initial ? save(found) : found;
    const work = async (): Promise<Tokens> => {
      // Another process may have renewed while this one waited.
      const found = await readStore();
      if (isUsable(found)) return found;
      const renewed = await renew(found, requestUrl).catch((error: unknown) => ({ error }));
      if (!("error" in renewed)) return save(renewed);
      const theirs = await renewedByAnother(renewed.error);
      if (theirs) return theirs;
      throw renewed.error;
    };
    return store.lock ? store.lock(work) : work();
  }

  /**
   * A refresh token may be refused because another process has used it: what that got is in the store, or will be soon.
   */
  async function renewedByAnother(error: unknown): Promise<Tokens | undefined> {
    if (!(error instanceof AuthError) || error.code !== "refused") return undefined;
    for (const pause of error.error === "invalid_grant" && !store.lock ? pauses : [0]) {
      if (pause) await new Promise<void>((resolve) => systemClock.setTimeout(resolve, pause));
      const found = await readStore().catch(() => undefined);
      if (isUsable(found)) return found;
    }
    return undefined;
  }

  async function tokens(requestUrl: string | undefined): Promise<Tokens> {
    if (isUsable(current) && !unsaved) return current;
    const joined = await flight;
    // A flight that began before the refusal may bring just the token that was refused.
    if (joined && joined.accessToken !== refused) return joined;
    flight ??= obtain(requestUrl)
      .then((tokens) => {
        current = tokens;
        // A server may give the same token again: there is no other.
        if (tokens.accessToken === refused) refused = undefined;
        return tokens;
      })
      .finally(() => {
        flight = undefined;
      });
    return flight;
  }

  async function accessTokenFor(request: Request | undefined): Promise<string> {
    // Before a token is requested, as far as its server is known.
    check(current ?? initial, request?.url);
    const promise = tokens(request?.url);
    // Others go on waiting when this request is aborted.
    return handOut(await (request ? abortable(promise, request.signal) : promise), request);
  }

  function handOut(tokens: Tokens, request: Request | undefined): string {
    check(tokens, request?.url);
    const { accessToken } = tokens;
    handedOut.delete(accessToken);
    handedOut.add(accessToken);
    for (const oldest of [...handedOut].slice(0, -10)) handedOut.delete(oldest);
    return accessToken;
  }

  async function provide(request?: Request): Promise<string> {
    try {
      return await accessTokenFor(request);
    } catch (error) {
      const isValid = current && current.accessToken !== refused && isFresh(current, 0);
      if (current && isValid && !request?.signal.aborted) return handOut(current, request);
      throw error;
    }
  }

  async function sendRenewing(request: Request, send: Send, init?: RequestInit): Promise<Response> {
    const found: { readonly name: string; readonly header: string; readonly sent: string }[] = [];
    request.headers.forEach((header, name) => {
      // Whatever its prefix is; an API may have a header of its own for it.
      const sent = [...handedOut].find((token) => header === token || header.endsWith(` ${token}`));
      if (sent !== undefined) found.push({ name, header, sent });
    });
    if (!found[0]) return send(request, init);
    const { name, header, sent } = found[0];
    const copy =
      request.bodyUsed || (request as CallRequest).isStream ? undefined : cloneRequest(request);
    const response = await send(request, init);
    if (response.status !== 401 || isFromOtherOrigin(response, request)) return response;
    if (current?.accessToken === sent) {
      if (sent === notRenewable && Date.now() - current.receivedAt < pauseAfterRefusal)
        return response;
      refused = sent;
    }
    if (!copy) return response;
    // A response that nobody reads would keep its connection.
    response.body?.cancel().catch(() => {});
    const token = await accessTokenFor(request);
    copy.headers.set(name, header.slice(0, -sent.length) + token);
    const second = await send(copy, init);
    if (second.status === 401) notRenewable = token;
    return second;
  }

  const wrapFetch = (send: Send): Send => {
    return (request, init) => sendRenewing(request, send, init);
  };
  return Object.assign(provide, { wrapFetch, scopes: () => current?.scopes });
}

/** Whether a redirect led to another origin, to which fetch sends no token. */
function isFromOtherOrigin({ redirected, url }: Response, request: Request): boolean {
  return redirected && new URL(url).origin !== new URL(request.url).origin;
}
