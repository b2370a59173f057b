import type { TokenProvider } from "../core/transport.js";
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
	readonly serverVariables?: {
		readonly [name: string]: string | undefined;
	} | undefined;
	/** What these tokens began with, such as the first refresh token of a user's consent; those that follow keep it. */
	readonly consent?: string | undefined;
}
/** Whether a value from a store has the shape of tokens. */
export declare function isTokens(value: unknown): value is Tokens;
/** Whether a token will do for `margin` more milliseconds, or for half its life where that is shorter. */
export declare function isFresh({ expiresAt, receivedAt }: Tokens, margin: number): boolean;
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
export declare function memoryStore(tokens?: Tokens): TokenStore;
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
export declare function storageStore(storage: TokenStorage, { key, lock }?: StorageStoreOptions): TokenStore;
/** How a provider stores its tokens and when it renews them. */
export interface ProviderOptions {
	/** Default: the memory of this process. */
	store?: TokenStore | undefined;
	/** Milliseconds before its expiry when a token is renewed, but never more than half its life. Default: 60,000. */
	margin?: number | undefined;
}
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
* that is a stream can be sent once, so its 401 is the result, and the next call gets a new token. A request with an
* `Authorization` header of its own, or without one, is left alone.
*/
export declare function tokenProvider({ renew, check, store, margin, initial, consent }: Renewal): TokenProvider;
