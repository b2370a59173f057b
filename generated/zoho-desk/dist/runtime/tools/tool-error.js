import { isApiError } from "../api-error.js";
import { failureText, oneLine } from "../failure-text.js";
import { isNetworkFailure } from "../fetch/errors.js";
import { redactText } from "../redact.js";
import { sentSecrets } from "../sent-secrets.js";
/** The errors of the runtime and of the platform by the names of their classes: a program may have several copies. */
const kinds = {
	AbortError: "aborted",
	AuthError: "token",
	ContentError: "unreadable",
	DeadlineError: "timeout",
	MissingScopeError: "scope",
	NetworkError: "network",
	TimeoutError: "timeout"
};
const longest = 500;
/** An error of a kind, with a message that holds no secrets. */
export function toolError(kind, message, more = {}) {
	return {
		kind,
		status: null,
		code: null,
		message: shownText(message),
		...more
	};
}
/** Text as an assistant may be given it: one line of at most 500 characters, without what looks like a secret. */
export function shownText(text) {
	// Secrets are told by what stands around them, so the text is cut once they are gone.
	return redactText(oneLine(text.slice(0, 4 * longest))).slice(0, longest);
}
/** What an answer that is not a 2xx one says. */
export function answeredError(response, body) {
	const { status, statusText } = response;
	const said = body instanceof Response ? "" : failureText(body, sentSecrets(response));
	return toolError("api", said || statusText || `the answer has the status ${status}`, {
		status,
		code: codeIn(body)
	});
}
/** Why there is no answer, or none that can be read. */
export function thrownError(error, operation, trace, signal) {
	const { status, code, body } = error ?? {};
	const known = kindOf(error, operation, trace);
	// A call is given up with whatever its caller chose.
	const kind = known === "unexpected" && signal?.aborted && error === signal.reason ? "aborted" : known;
	const text = textOf(error);
	const said = kind === "unexpected" ? `${operation}: this is not the API's error, the program around the client threw it: ${text}` : text;
	return toolError(kind, said, {
		// That of an AuthError is another server's.
		status: (kind === "api" || kind === "unreadable") && typeof status === "number" ? status : null,
		code: kind === "api" ? codeIn(body) : codeOf(code)
	});
}
/** What was thrown, in its own words. */
export function textOf(error) {
	const { message } = error ?? {};
	return typeof message === "string" && message !== "" ? message : String(error);
}
function kindOf(error, operation, { stage, fetchError }) {
	const { name, code, message } = error ?? {};
	if (isApiError(error)) return "api";
	// What gives tokens may be what cannot be reached.
	if (name === "AuthError" && code === "unreachable") return "network";
	if (typeof name === "string" && Object.hasOwn(kinds, name)) return kinds[name];
	const isOfFetch = stage === "reading" || fetchError !== undefined && error === fetchError;
	if (isOfFetch && isNetworkFailure(error)) return "network";
	// Path and query are written while the request is made, by what names the operation.
	const isOfArguments = stage === "writing" || stage === "sending" && String(message).startsWith(`${operation}: `);
	return isOfArguments && (name === "TypeError" || name === "URIError") ? "arguments" : "unexpected";
}
/** The code in the body of an error, in the usual places. */
function codeIn(body) {
	const inner = memberOf(body, "error");
	const code = [
		"errorCode",
		"error_code",
		"code"
	].flatMap((field) => [memberOf(body, field), memberOf(inner, field)]);
	return codeOf([...code, inner].find((each) => typeof each === "string" || typeof each === "number"));
}
/** A code as it may be shown: a word or a number. */
function codeOf(code) {
	const text = typeof code === "string" || typeof code === "number" ? String(code) : "";
	return /^[\w.-]{1,64}$/.test(text) ? text : null;
}
function memberOf(holder, field) {
	if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, field)) return undefined;
	return holder[field];
}
//# sourceMappingURL=tool-error.js.map
