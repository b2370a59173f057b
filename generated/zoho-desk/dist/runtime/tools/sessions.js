import { sessionCookieIn } from "../session-cookies.js";
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
/** The state of a browser's session, marked as such: what takes an API session does not take it, nor the other way round. */
export function browserSession(status) {
	return status;
}
