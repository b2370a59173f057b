import { AuthError } from "../core/auth-error.js";
import { storedJson } from "../core/json.js";
import { cloneRequest } from "../fetch/call.js";
import { abortable, systemClock } from "../fetch/clock.js";
/** Whether a value from a store has the shape of tokens. */
export function isTokens(value) {
	if (typeof value !== "object" || value === null) return false;
	const { accessToken, receivedAt, expiresAt, refreshToken } = value;
	return typeof accessToken === "string" && typeof receivedAt === "number" && (expiresAt === undefined || typeof expiresAt === "number") && (refreshToken === undefined || typeof refreshToken === "string");
}
/** Whether a token will do for `margin` more milliseconds, or for half its life where that is shorter. */
export function isFresh({ expiresAt, receivedAt }, margin) {
	if (expiresAt === undefined) return true;
	return Date.now() < expiresAt - Math.max(0, Math.min(margin, (expiresAt - receivedAt) / 2));
}
/** A store in the memory of this process; providers that share it renew one after the other. */
export function memoryStore(tokens) {
	let stored = tokens;
	let last = Promise.resolve();
	return {
		get: () => stored,
		set(next) {
			stored = next;
		},
		lock(work) {
			const result = last.then(work);
			last = result.catch(() => {});
			return result;
		}
	};
}
/**
* Keeps tokens in unstorage (Redis, a folder, …) or another storage for many processes, in plain JSON: whoever reads
* the storage has the tokens.
*/
export function storageStore(storage, { key = "tokens", lock } = {}) {
	return {
		async get() {
			const value = storedJson(await storage.getItem(key));
			return isTokens(value) ? value : undefined;
		},
		async set(tokens) {
			await storage.setItem(key, JSON.stringify(tokens));
		},
		...lock && { lock }
	};
}
/** Milliseconds for which an access token that was refused when it was new is not renewed. */
const pauseAfterRefusal = 6e4;
/** Milliseconds before each look for what another process got with a refresh token: storing it takes a moment. */
const pauses = [
	0,
	100,
	400
];
/**
* A provider that renews its token: before it expires, and once after a 401 response to it. Any number of callers share
* one renewal; processes that share a store take what another of them got, and where the store can lock, only one
* renews. While a token is valid, failures of the token endpoint or the store do not matter; each request tries again.
*
* After a 401 a copy of the request is sent with the new token, and its response is the result, whatever it is. A body
* that is a stream can be sent once, so its 401 is the result, and the next call gets a new token. A request with an
* `Authorization` header of its own, or without one, is left alone.
*/
export function tokenProvider({ renew, check, store = memoryStore(), margin = 6e4, initial, consent }) {
	let current;
	/** New tokens that the store has not accepted. */
	let unsaved;
	let flight;
	/** The access token that the API refused last. */
	let refused;
	/** An access token that was refused as soon as it was new: renewing does not help. */
	let notRenewable;
	/** The latest access tokens handed out: a 401 may arrive long after its token was renewed. */
	const handedOut = new Set();
	const isUsable = (tokens) => tokens !== undefined && tokens.accessToken !== refused && isFresh(tokens, margin);
	async function readStore() {
		const tokens = await store.get();
		return isTokens(tokens) && (consent === undefined || tokens.consent === consent) ? tokens : initial;
	}
	async function save(tokens) {
		current = unsaved = tokens;
		await store.set(tokens);
		unsaved = undefined;
		return tokens;
	}
	async function obtain(requestUrl) {
		if (unsaved) await save(unsaved);
		const found = await readStore();
		if (isUsable(found)) return found === initial ? save(found) : found;
		const work = async () => {
			// Another process may have renewed while this one waited.
			const found = await readStore();
			if (isUsable(found)) return found;
			const renewed = await renew(found, requestUrl).catch((error) => ({ error }));
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
	async function renewedByAnother(error) {
		if (!(error instanceof AuthError) || error.code !== "refused") return undefined;
		for (const pause of error.error === "invalid_grant" && !store.lock ? pauses : [0]) {
			if (pause) await new Promise((resolve) => systemClock.setTimeout(resolve, pause));
			const found = await readStore().catch(() => undefined);
			if (isUsable(found)) return found;
		}
		return undefined;
	}
	async function tokens(requestUrl) {
		if (isUsable(current) && !unsaved) return current;
		const joined = await flight;
		// A flight that began before the refusal may bring just the token that was refused.
		if (joined && joined.accessToken !== refused) return joined;
		flight ??= obtain(requestUrl).then((tokens) => {
			current = tokens;
			// A server may give the same token again: there is no other.
			if (tokens.accessToken === refused) refused = undefined;
			return tokens;
		}).finally(() => {
			flight = undefined;
		});
		return flight;
	}
	async function accessTokenFor(request) {
		// Before a token is requested, as far as its server is known.
		check(current ?? initial, request?.url);
		const promise = tokens(request?.url);
		// Others go on waiting when this request is aborted.
		return handOut(await (request ? abortable(promise, request.signal) : promise), request);
	}
	function handOut(tokens, request) {
		check(tokens, request?.url);
		const { accessToken } = tokens;
		handedOut.delete(accessToken);
		handedOut.add(accessToken);
		for (const oldest of [...handedOut].slice(0, -10)) handedOut.delete(oldest);
		return accessToken;
	}
	async function provide(request) {
		try {
			return await accessTokenFor(request);
		} catch (error) {
			const isValid = current && current.accessToken !== refused && isFresh(current, 0);
			if (current && isValid && !request?.signal.aborted) return handOut(current, request);
			throw error;
		}
	}
	async function sendRenewing(request, send, init) {
		const header = request.headers.get("Authorization") ?? "";
		// Whatever its prefix is.
		const sent = [...handedOut].find((token) => header === token || header.endsWith(` ${token}`));
		if (sent === undefined) return send(request, init);
		const copy = request.bodyUsed || request.isStream ? undefined : cloneRequest(request);
		const response = await send(request, init);
		if (response.status !== 401 || isFromOtherOrigin(response, request)) return response;
		if (current?.accessToken === sent) {
			if (sent === notRenewable && Date.now() - current.receivedAt < pauseAfterRefusal) return response;
			refused = sent;
		}
		if (!copy) return response;
		// A response that nobody reads would keep its connection.
		response.body?.cancel().catch(() => {});
		const token = await accessTokenFor(request);
		copy.headers.set("Authorization", header.slice(0, -sent.length) + token);
		const second = await send(copy, init);
		if (second.status === 401) notRenewable = token;
		return second;
	}
	const wrapFetch = (send) => {
		return (request, init) => sendRenewing(request, send, init);
	};
	return Object.assign(provide, {
		wrapFetch,
		scopes: () => current?.scopes
	});
}
/** Whether a redirect led to another origin, to which fetch sends no token. */
function isFromOtherOrigin({ redirected, url }, request) {
	return redirected && new URL(url).origin !== new URL(request.url).origin;
}
