import { sessionCookieIn } from "../core/auth-error.js";
import { storedJson } from "../core/json.js";
const calls = new WeakMap();
/** Remembers the call of an envelope, and returns the envelope. */
export function rememberCall(envelope, call) {
	calls.set(envelope, call);
	return envelope;
}
/** What is known of the call of an envelope; undefined for one that was not made by `callTool`. */
export function callOf(envelope) {
	return calls.get(envelope);
}
const longest = 200;
/**
* The identifier of an API session. Throws a TypeError for what cannot be one: an empty string, one of more than 200
* characters, the state of a browser's session, or one of its cookies, whose names `sessionCookies` has.
*/
export function apiSession(id, sessionCookies = []) {
	if (typeof id !== "string") throw new TypeError("the identifier of an API session must be a string");
	if (id === "" || id.length > longest) throw new TypeError(`the identifier of an API session has 1 to ${longest} characters`);
	const cookie = sessionCookieIn(id, sessionCookies);
	if (cookie !== undefined) throw new TypeError(`the cookie ${cookie} of a browser session was given for the identifier of an API session`);
	return id;
}
/**
* The state of a browser's session, marked as such: what takes an API session does not take it, nor the other way
* round.
*/
export function browserSession(status) {
	return status;
}
const prefix = "results:";
/**
* Stores results by session. In a storage they stay until they are deleted, unless its driver lets them expire. What
* `apiSession` refuses, cookies of these names included, makes each of its functions reject with a TypeError.
*/
export function createSessionResults({ storage, maximum = 1e3 } = {}, sessionCookies = []) {
	const store = storage ?? memoryStorage(maximum);
	const keyOf = (session) => keyFor(apiSession(session, sessionCookies));
	return {
		async get(session) {
			const stored = storedJson(await store.getItem(keyOf(session)));
			// A storage may ignore the case of names.
			if (!isStored(stored) || stored.envelope.session_id !== session) return undefined;
			return stored.call ? rememberCall(stored.envelope, stored.call) : stored.envelope;
		},
		async set(session, envelope) {
			const key = keyOf(session);
			const own = {
				...envelope,
				session_id: apiSession(session)
			};
			await store.setItem(key, JSON.stringify({
				envelope: own,
				call: callOf(envelope)
			}));
		},
		async delete(session) {
			await store.removeItem(keyOf(session));
		},
		async sessions() {
			const keys = await store.getKeys(prefix);
			return keys.filter((key) => key.startsWith(prefix)).map((key) => apiSession(sessionOf(key)));
		}
	};
}
/** A key that no storage takes apart: some give the characters `/ \ : ? .` a meaning. */
function keyFor(session) {
	const bytes = new TextEncoder().encode(session);
	const text = [...bytes].map((byte) => {
		const character = String.fromCharCode(byte);
		return /[\w-]/.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
	});
	return prefix + text.join("");
}
function sessionOf(key) {
	const text = key.slice(prefix.length).replace(/%/g, "~25").replace(/~([\da-f]{2})/g, "%$1");
	return decodeURIComponent(text);
}
function memoryStorage(maximum) {
	const items = new Map();
	return {
		getItem: (key) => items.get(key),
		setItem(key, value) {
			items.delete(key);
			items.set(key, value);
			const [oldest] = items.keys();
			if (items.size > maximum) items.delete(oldest);
		},
		removeItem: (key) => items.delete(key),
		getKeys: () => [...items.keys()]
	};
}
function isStored(value) {
	if (typeof value !== "object" || value === null || !("envelope" in value)) return false;
	const { envelope, call } = value;
	const isEnvelope = typeof envelope === "object" && envelope !== null && "session_id" in envelope && "tool_result" in envelope;
	return isEnvelope && (call === undefined || typeof call === "object" && call !== null && "faults" in call && "given" in call);
}
