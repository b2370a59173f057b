import { failureText, oneLine } from "../failure-text.js";
import { isNetworkFailure } from "../fetch/errors.js";
import { redactText } from "../redact.js";
/** Errors by their names: a program may have several copies of the runtime. */
const kinds = {
	AbortError: "aborted",
	AuthError: "token",
	DeadlineError: "timeout",
	MissingScopeError: "scope",
	NetworkError: "network",
	TimeoutError: "timeout",
	TypeError: "arguments"
};
const longest = 500;
/** An error of a kind, with a message that holds no secrets. */
export function toolError(kind, message, more = {}) {
	return {
		kind,
		status: null,
		code: null,
		message: oneLine(redactText(message.slice(0, longest))),
		...more
	};
}
/** What an answer that is not a 2xx one says. */
export function answeredError({ status, statusText }, body) {
	const said = body instanceof Response ? "" : failureText(body);
	return toolError("api", said || statusText || `the answer has the status ${status}`, {
		status,
		code: codeIn(body)
	});
}
/** Why there is no answer, or none that can be read. */
export function thrownError(error) {
	const { name, message, status, code, response } = error ?? {};
	const text = typeof message === "string" ? message : String(error);
	// The reader of answers throws an error that has the answer.
	if (response instanceof Response) return toolError("unreadable", text, { status: response.status });
	const known = typeof name === "string" && Object.hasOwn(kinds, name) ? kinds[name] : "unexpected";
	// What gives tokens may be what cannot be reached.
	const isUnreachable = isNetworkFailure(error) || known === "token" && code === "unreachable";
	return toolError(isUnreachable ? "network" : known, text, {
		status: typeof status === "number" ? status : null,
		code: typeof code === "string" ? code : null
	});
}
/** The code in the body of an error, in the usual places. */
function codeIn(body) {
	const inner = memberOf(body, "error");
	const code = [
		"errorCode",
		"error_code",
		"code"
	].flatMap((field) => [memberOf(body, field), memberOf(inner, field)]);
	const found = [...code, inner].find((each) => typeof each === "string" || typeof each === "number");
	const text = found === undefined ? "" : String(found);
	return /^[\w.-]{1,64}$/.test(text) ? text : null;
}
function memberOf(holder, field) {
	if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, field)) return undefined;
	return holder[field];
}
//# sourceMappingURL=tool-error.js.map
