import { AuthError } from "../auth-error.ts";
import { type CallRequest, cloneRequest } from "../fetch/call-request.ts";
import { systemClock } from "../fetch/clock.ts";
import { abortable } from "../fetch/time-box.ts";
import type { Send, TokenProvider } from "../transport.ts";
import { memoryStore, type TokenStore } from "./token-store.ts";
import { isFresh, isTokens, type Tokens } from "./tokens.ts";

/** How a provider keeps its tokens and when it renews them. */
export interface ProviderOptions {
  /** Default: the memory of this process. */
  store?: TokenStore | undefined;
  /** Milliseconds before its expiry when a token is renewed, but never more than half its life. Default: 60,000. */
  margin?: number | undefined;
}

/** Milliseconds for which an access token that was refused when it was new is not renewed. */
const hopelessFor = 60_000;

/** Milliseconds before each look for what another process got with a refresh token: storing it takes a moment. */
const pauses = [0, 100, 400];

/** What tells one kind of provider from another. */
export interface Renewal extends ProviderOptions {
  /** Asks for new tokens, knowing those that there are, and the address of the request that needs them. */
  renew(kept: Tokens | undefined, near: string | undefined): Promise<Tokens>;
  /** Throws where a request goes to another server than the one that these tokens, or those to be got, are for. */
  check(tokens: Tokens | undefined, request: string | undefined): void;
  /** The tokens to begin with. */
  readonly initial?: Tokens | undefined;
  /** The consent that the tokens in the store must follow from; undefined: any. */
  readonly consent?: string | undefined;
}

/**
 * A provider that renews its token: before it expires, and after an answer 401 to it, once. Any number of callers share one
 * renewal; processes that share a store take what another of them got, and where the store can lock, one alone renews. While
 * a token is good, it does not matter that the token endpoint or the store fails; each request tries again.
 *
 * After a 401 a copy of the request is sent with the new token, and its answer is given whatever it is. A body that is a
 * stream can be sent once, so its 401 is given, and the next call gets a new token. A request with an `Authorization`
 * header of its own, or without one, is left alone.
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
  /** New tokens that the store has not taken. */
  let unsaved: Tokens | undefined;
  let flight: Promise<Tokens> | undefined;
  /** The access token that the API refused last. */
  let refused: string | undefined;
  /** An access token that was refused as soon as it was there, so that renewing does not help. */
  let hopeless: string | undefined;
  /** The latest access tokens given out: an answer 401 may come when its token has been renewed long since. */
  const given = new Set<string>();

  const isUsable = (tokens: Tokens | undefined): tokens is Tokens =>
    tokens !== undefined && tokens.accessToken !== refused && isFresh(tokens, margin);

  async function kept(): Promise<Tokens | undefined> {
    const tokens = await store.get();
    return isTokens(tokens) && (consent === undefined || tokens.consent === consent) ? tokens : initial;
  }

  async function save(tokens: Tokens): Promise<Tokens> {
    current = unsaved = tokens;
    await store.set(tokens);
    unsaved = undefined;
    return tokens;
  }

  async function obtain(near: string | undefined): Promise<Tokens> {
    if (unsaved) await save(unsaved);
    const found = await kept();
    if (isUsable(found)) return found === initial ? save(found) : found;
    const work = async (): Promise<Tokens> => {
      // Another process may have renewed while this one waited.
      const found = await kept();
      if (isUsable(found)) return found;
      const renewed = await renew(found, near).catch((error: unknown) => ({ error }));
      if (!("error" in renewed)) return save(renewed);
      const theirs = await renewedElsewhere(renewed.error);
      if (theirs) return theirs;
      throw renewed.error;
    };
    return store.lock ? store.lock(work) : work();
  }

  /** Why a refresh token is refused may be that another process has used it: what that got is in the store, or will be soon. */
  async function renewedElsewhere(error: unknown): Promise<Tokens | undefined> {
    if (!(error instanceof AuthError) || error.code !== "refused") return undefined;
    for (const pause of error.error === "invalid_grant" && !store.lock ? pauses : [0]) {
      if (pause) await new Promise<void>((resolve) => systemClock.setTimeout(resolve, pause));
      const found = await kept().catch(() => undefined);
      if (isUsable(found)) return found;
    }
    return undefined;
  }

  async function tokens(near: string | undefined): Promise<Tokens> {
    if (isUsable(current) && !unsaved) return current;
    const joined = await flight;
    // A flight that began before the refusal may bring just the token that was refused.
    if (joined && joined.accessToken !== refused) return joined;
    flight ??= obtain(near)
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
    // Before a token is asked for, as far as it is known what it will be for.
    check(current ?? initial, request?.url);
    const promise = tokens(request?.url);
    // Others still wait when this request is aborted.
    return give(await (request ? abortable(promise, request.signal) : promise), request);
  }

  function give(tokens: Tokens, request: Request | undefined): string {
    check(tokens, request?.url);
    const { accessToken } = tokens;
    given.delete(accessToken);
    given.add(accessToken);
    for (const oldest of [...given].slice(0, -10)) given.delete(oldest);
    return accessToken;
  }

  async function provide(request?: Request): Promise<string> {
    try {
      return await accessTokenFor(request);
    } catch (error) {
      const isGood = current && current.accessToken !== refused && isFresh(current, 0);
      if (current && isGood && !request?.signal.aborted) return give(current, request);
      throw error;
    }
  }

  async function sendRenewing(request: Request, send: Send, init?: RequestInit): Promise<Response> {
    const header = request.headers.get("Authorization") ?? "";
    // Whatever prefix stands before it.
    const sent = [...given].find((token) => header === token || header.endsWith(` ${token}`));
    if (sent === undefined) return send(request, init);
    const copy = request.bodyUsed || (request as CallRequest).isStream ? undefined : cloneRequest(request);
    const response = await send(request, init);
    if (response.status !== 401 || isFromElsewhere(response, request)) return response;
    if (current?.accessToken === sent) {
      if (sent === hopeless && Date.now() - current.receivedAt < hopelessFor) return response;
      refused = sent;
    }
    if (!copy) return response;
    // An answer that nobody reads would keep its connection.
    response.body?.cancel().catch(() => {});
    const token = await accessTokenFor(request);
    copy.headers.set("Authorization", header.slice(0, -sent.length) + token);
    const second = await send(copy, init);
    if (second.status === 401) hopeless = token;
    return second;
  }

  const wrapFetch = (send: Send): Send => {
    return (request, init) => sendRenewing(request, send, init);
  };
  return Object.assign(provide, { wrapFetch, scopes: () => current?.scopes });
}

/** Whether a redirect led to another origin, where fetch sends no token. */
function isFromElsewhere({ redirected, url }: Response, request: Request): boolean {
  return redirected && new URL(url).origin !== new URL(request.url).origin;
}
