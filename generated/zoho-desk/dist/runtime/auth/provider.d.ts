import type { TokenProvider } from "../transport.js";
import { type TokenStore } from "./token-store.js";
import { type Tokens } from "./tokens.js";
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
* A provider that renews its token: before it expires, and once after a 401 response to it. Any number of callers share one
* renewal; processes that share a store take what another of them got, and where the store can lock, only one renews. While
* a token is valid, failures of the token endpoint or the store do not matter; each request tries again.
*
* After a 401 a copy of the request is sent with the new token, and its response is the result, whatever it is. A body that is
* a stream can be sent once, so its 401 is the result, and the next call gets a new token. A request with an `Authorization`
* header of its own, or without one, is left alone.
*/
export declare function tokenProvider({ renew, check, store, margin, initial, consent }: Renewal): TokenProvider;
