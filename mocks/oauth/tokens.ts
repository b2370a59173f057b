import type { EntryStore } from "../storage/store.ts";
import type { OAuthSettings } from "./settings.ts";
import { digest, type TokenText } from "./token-text.ts";

/** What a new token is for. */
export interface TokenRequest {
  readonly scopes: readonly string[];
  /** Seconds; 0 gives a token that has expired. Default: the settings'. */
  readonly expiresIn?: number;
  readonly organization?: string | undefined;
  /** Gives a refresh token as well. Default: false. */
  readonly refreshToken?: boolean;
  readonly clientId?: string | undefined;
}

/** A token as its client gets it. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What the mock knows of an access token. */
export interface AccessRecord {
  /** Undefined for a credential from outside that a test revoked or expired. */
  readonly token: string | undefined;
  readonly scopes: readonly string[];
  readonly expiresAt: number | undefined;
  readonly isRevoked: boolean;
  readonly organization: string | undefined;
  readonly clientId: string | undefined;
  /** What all tokens of one consent share. */
  readonly family: string | undefined;
}

/** What the mock knows of a refresh token. */
export interface RefreshRecord {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly organization: string | undefined;
  readonly clientId: string | undefined;
  readonly family: string;
  readonly expiresAt: number | undefined;
  /** When it was used, as far as the settings' limit looks back; milliseconds. */
  readonly uses: readonly number[];
}

/** An access token or other credential by what has become of it. */
export type FoundToken =
  | { readonly kind: "unknown" }
  | { readonly kind: "valid" | "expired" | "revoked"; readonly record: AccessRecord };

/** The tokens of one mock. */
export interface Tokens {
  readonly store: EntryStore;
  /** How long the storage knows what expires at a time, in milliseconds; undefined: never. */
  lifetimeOf(expiresAt: number | undefined): number;
  /** The number of the next token or code, never given twice. */
  nextNumber(): Promise<number>;
  issue(request: TokenRequest, family?: string): Promise<IssuedToken>;
  find(credential: string): Promise<FoundToken>;
  findRefreshToken(token: string): Promise<RefreshRecord | undefined>;
  saveRefreshToken(record: RefreshRecord): Promise<void>;
  /** Gives the text of a new refresh token that takes the place of this one. */
  replaceRefreshToken(record: RefreshRecord): Promise<string>;
  /**
   * Ends all tokens of a consent whose refresh token was replaced, if this is that one and its client brings it again:
   * one of two who have it stole it (RFC 9700, section 4.14.2). Says whether it did.
   */
  noticeReuse(token: string, clientId: string | undefined): Promise<boolean>;
  /** The client that a token was given to; undefined for none, and for a token that is not known. */
  clientOf(token: string): Promise<string | undefined>;
  /** Ends a token. A refresh token takes all tokens of its consent with it. Says whether the mock had issued it. */
  revoke(token: string, options?: { readonly onlyIssued?: boolean }): Promise<boolean>;
  revokeFamily(family: string): Promise<void>;
  isFamilyRevoked(family: string): Promise<boolean>;
  expire(token: string): Promise<void>;
  list(): Promise<AccessRecord[]>;
  reset(): Promise<void>;
}

/** For so many milliseconds an expired token is told from one that never was. */
const remembered = 3_600_000;

/** So long it is known that a refresh token was replaced. */
const replacedFor = 24 * remembered;

/** Tokens in a store; the clock gives milliseconds. */
export function createTokens(
  store: EntryStore,
  settings: OAuthSettings,
  { clock, text }: { readonly clock: () => number; readonly text: TokenText },
): Tokens {
  const accessKey = (token: string) => `access/${digest(token)}`;
  const refreshKey = (token: string) => `refresh/${digest(token)}`;
  const replacedKey = (token: string) => `replaced/${digest(token)}`;

  /** Of a token that expires at a time; undefined: never. */
  const lifetimeOf = (expiresAt: number | undefined): number =>
    expiresAt === undefined ? Number.POSITIVE_INFINITY : Math.max(0, expiresAt - clock()) + remembered;

  function nextNumber(): Promise<number> {
    return store.count("counter");
  }

  async function issue(request: TokenRequest, family?: string): Promise<IssuedToken> {
    const { scopes, organization, clientId, expiresIn = settings.accessTokenLifetime } = request;
    const number = await nextNumber();
    const accessToken = text("access", number);
    const expiresAt = clock() + expiresIn * 1000;
    const refreshToken = request.refreshToken === true ? text("refresh", number) : undefined;
    const shared = { scopes: [...scopes], organization, clientId };
    const ofFamily = family ?? (refreshToken === undefined ? undefined : digest(refreshToken));
    await store.set(
      accessKey(accessToken),
      { ...shared, token: accessToken, expiresAt, isRevoked: false, family: ofFamily },
      lifetimeOf(expiresAt),
    );
    if (refreshToken === undefined || ofFamily === undefined) return { accessToken, expiresAt };
    await saveRefreshToken({ ...shared, token: refreshToken, family: ofFamily, expiresAt: undefined, uses: [] });
    await limitRefreshTokens(clientId, refreshToken);
    return { accessToken, refreshToken, expiresAt };
  }

  async function limitRefreshTokens(clientId: string | undefined, added: string): Promise<void> {
    const limit = settings.refreshTokensPerClient;
    if (limit === undefined || clientId === undefined) return;
    const key = `client/${digest(clientId)}`;
    await store.exclusive(key, async () => {
      const before = ((await store.get(key))?.["refreshTokens"] ?? []) as string[];
      const known = await Promise.all(before.map(async (token) => (await findRefreshToken(token)) !== undefined));
      const all = [...before.filter((_, index) => known[index]), added];
      for (const oldest of all.slice(0, -limit)) await store.delete(refreshKey(oldest));
      await store.set(key, { refreshTokens: all.slice(-limit) }, Number.POSITIVE_INFINITY);
    });
  }

  async function find(credential: string): Promise<FoundToken> {
    const record = (await store.get(accessKey(credential))) as AccessRecord | undefined;
    if (record === undefined) return { kind: "unknown" };
    if (record.isRevoked) return { kind: "revoked", record };
    if (record.family !== undefined && (await isFamilyRevoked(record.family))) return { kind: "revoked", record };
    return { kind: record.expiresAt !== undefined && clock() >= record.expiresAt ? "expired" : "valid", record };
  }

  async function findRefreshToken(token: string): Promise<RefreshRecord | undefined> {
    return (await store.get(refreshKey(token))) as RefreshRecord | undefined;
  }

  function saveRefreshToken(record: RefreshRecord): Promise<void> {
    return store.set(refreshKey(record.token), { ...record }, lifetimeOf(record.expiresAt));
  }

  async function replaceRefreshToken(record: RefreshRecord): Promise<string> {
    const token = text("refresh", await nextNumber());
    const { family, clientId } = record;
    await store.set(replacedKey(record.token), { family, clientId }, replacedFor);
    await store.delete(refreshKey(record.token));
    await saveRefreshToken({ ...record, token });
    await limitRefreshTokens(record.clientId, token);
    return token;
  }

  async function noticeReuse(token: string, clientId: string | undefined): Promise<boolean> {
    const replaced = (await store.get(replacedKey(token))) as Pick<RefreshRecord, "clientId" | "family"> | undefined;
    if (replaced === undefined || (replaced.clientId ?? clientId) !== clientId) return false;
    await revokeFamily(replaced.family);
    return true;
  }

  function revokeFamily(family: string): Promise<void> {
    return store.set(`revoked/${family}`, {}, Number.POSITIVE_INFINITY);
  }

  async function isFamilyRevoked(family: string): Promise<boolean> {
    return (await store.get(`revoked/${family}`)) !== undefined;
  }

  /** Changes what is known of a credential; one from outside becomes known by that. */
  async function change(credential: string, changes: Partial<AccessRecord>): Promise<void> {
    const unknown: AccessRecord = {
      token: undefined,
      scopes: [],
      expiresAt: undefined,
      isRevoked: false,
      organization: undefined,
      clientId: undefined,
      family: undefined,
    };
    const record = (await store.get(accessKey(credential))) as AccessRecord | undefined;
    const changed = { ...unknown, ...record, ...changes };
    await store.set(accessKey(credential), changed, lifetimeOf(changed.expiresAt));
  }

  return {
    store,
    lifetimeOf,
    nextNumber,
    issue,
    find,
    findRefreshToken,
    saveRefreshToken,
    replaceRefreshToken,
    noticeReuse,
    async clientOf(token) {
      const access = (await store.get(accessKey(token))) as AccessRecord | undefined;
      return (access ?? (await findRefreshToken(token)))?.clientId;
    },
    revokeFamily,
    isFamilyRevoked,
    async revoke(token, { onlyIssued = false } = {}) {
      const refresh = await findRefreshToken(token);
      if (refresh !== undefined) {
        await store.delete(refreshKey(token));
        await revokeFamily(refresh.family);
        return true;
      }
      const isKnown = (await store.get(accessKey(token))) !== undefined;
      if (isKnown || !onlyIssued) await change(token, { isRevoked: true });
      return isKnown;
    },
    async expire(token) {
      const refresh = await findRefreshToken(token);
      if (refresh === undefined) await change(token, { expiresAt: clock() });
      else await saveRefreshToken({ ...refresh, expiresAt: clock() });
    },
    async list() {
      const keys = await store.list("access/");
      const records = await Promise.all(keys.map((key) => store.get(key)));
      return Promise.all(
        (records as (AccessRecord | undefined)[])
          .filter((record) => record !== undefined)
          .map(async (record) => ({
            ...record,
            isRevoked: record.isRevoked || (record.family !== undefined && (await isFamilyRevoked(record.family))),
          })),
      );
    },
    async reset() {
      await Promise.all((await store.list("")).map((key) => store.delete(key)));
    },
  };
}
