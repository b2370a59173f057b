import { AuthError } from "../auth-error.js";
import { cloneRequest } from "../fetch/call-request.js";
import { systemClock } from "../fetch/clock.js";
import { abortable } from "../fetch/time-box.js";
import { memoryStore } from "./token-store.js";
import { isFresh, isTokens } from "./tokens.js";
/** Milliseconds for which an access token that was refused when it was new is not renewed. */
const hopelessFor = 6e4;
/** Milliseconds before each look for what another process got with a refresh token: storing it takes a moment. */
const pauses = [
	0,
	100,
	400
];
/**
* A provider that renews its token: before it expires, and after an answer 401 to it, once. Any number of callers share one
* renewal; processes that share a store take what another of them got, and where the store can lock, one alone renews. While
* a token is good, it does not matter that the token endpoint or the store fails; each request tries again.
*
* After a 401 a copy of the request is sent with the new token, and its answer is given whatever it is. A body that is a
* stream can be sent once, so its 401 is given, and the next call gets a new token. A request with an `Authorization`
* header of its own, or without one, is left alone.
*/
export function tokenProvider({ renew, check, store = memoryStore(), margin = 6e4, initial, consent }) {
	let current;
	/** New tokens that the store has not taken. */
	let unsaved;
	let flight;
	/** The access token that the API refused last. */
	let refused;
	/** An access token that was refused as soon as it was there, so that renewing does not help. */
	let hopeless;
	/** The latest access tokens given out: an answer 401 may come when its token has been renewed long since. */
	const given = new Set();
	const isUsable = (tokens) => tokens !== undefined && tokens.accessToken !== refused && isFresh(tokens, margin);
	async function kept() {
		const tokens = await store.get();
		return isTokens(tokens) && (consent === undefined || tokens.consent === consent) ? tokens : initial;
	}
	async function save(tokens) {
		current = unsaved = tokens;
		await store.set(tokens);
		unsaved = undefined;
		return tokens;
	}
	async function obtain(near) {
		if (unsaved) await save(unsaved);
		const found = await kept();
		if (isUsable(found)) return found === initial ? save(found) : found;
		const work = async () => {
			// Another process may have renewed while this one waited.
			const found = await kept();
			if (isUsable(found)) return found;
			const renewed = await renew(found, near).catch((error) => ({ error }));
			if (!("error" in renewed)) return save(renewed);
			const theirs = await renewedElsewhere(renewed.error);
			if (theirs) return theirs;
			throw renewed.error;
		};
		return store.lock ? store.lock(work) : work();
	}
	/** Why a refresh token is refused may be that another process has used it: what that got is in the store, or will be soon. */
	async function renewedElsewhere(error) {
		if (!(error instanceof AuthError) || error.code !== "refused") return undefined;
		for (const pause of error.error === "invalid_grant" && !store.lock ? pauses : [0]) {
			if (pause) await new Promise((resolve) => systemClock.setTimeout(resolve, pause));
			const found = await kept().catch(() => undefined);
			if (isUsable(found)) return found;
		}
		return undefined;
	}
	async function tokens(near) {
		if (isUsable(current) && !unsaved) return current;
		const joined = await flight;
		// A flight that began before the refusal may bring just the token that was refused.
		if (joined && joined.accessToken !== refused) return joined;
		flight ??= obtain(near).then((tokens) => {
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
		// Before a token is asked for, as far as it is known what it will be for.
		check(current ?? initial, request?.url);
		const promise = tokens(request?.url);
		// Others still wait when this request is aborted.
		return give(await (request ? abortable(promise, request.signal) : promise), request);
	}
	function give(tokens, request) {
		check(tokens, request?.url);
		const { accessToken } = tokens;
		given.delete(accessToken);
		given.add(accessToken);
		for (const oldest of [...given].slice(0, -10)) given.delete(oldest);
		return accessToken;
	}
	async function provide(request) {
		try {
			return await accessTokenFor(request);
		} catch (error) {
			const isGood = current && current.accessToken !== refused && isFresh(current, 0);
			if (current && isGood && !request?.signal.aborted) return give(current, request);
			throw error;
		}
	}
	async function sendRenewing(request, send, init) {
		const header = request.headers.get("Authorization") ?? "";
		// Whatever prefix stands before it.
		const sent = [...given].find((token) => header === token || header.endsWith(` ${token}`));
		if (sent === undefined) return send(request, init);
		const copy = request.bodyUsed || request.isStream ? undefined : cloneRequest(request);
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
	const wrapFetch = (send) => {
		return (request, init) => sendRenewing(request, send, init);
	};
	return Object.assign(provide, {
		wrapFetch,
		scopes: () => current?.scopes
	});
}
/** Whether a redirect led to another origin, where fetch sends no token. */
function isFromElsewhere({ redirected, url }, request) {
	return redirected && new URL(url).origin !== new URL(request.url).origin;
}
//# sourceMappingURL=provider.js.map
