import { oneLine, redactError, redactText } from "../core/redact.js";
class FailedRequestError extends Error {
	operation;
	request;
	attempts;
	constructor(what, { operation, request, attempts }, options) {
		const shown = `${request.method} ${request.url}`;
		const times = attempts > 1 ? `, sent ${attempts} times` : "";
		super(`${operation === undefined ? shown : `${operation}: ${shown}`}: ${what}${times}`, options);
		this.operation = operation;
		this.request = request;
		this.attempts = attempts;
	}
	/** What may be logged. */
	toJSON() {
		const { name, message, operation, request, attempts } = this;
		return {
			name,
			message,
			operation,
			request,
			attempts
		};
	}
}
/**
* The connection failed, before there was a response or in the middle of its body. `cause` is what `fetch` threw,
* without secrets.
*/
export class NetworkError extends FailedRequestError {
	name = "NetworkError";
	constructor(details, cause) {
		super(`the network failed (${textOf(cause)})`, details, { cause: redactError(cause) });
	}
}
/** One attempt took longer than `timeout`. */
export class TimeoutError extends FailedRequestError {
	name = "TimeoutError";
	/** Milliseconds. */
	timeout;
	constructor(details, timeout) {
		super(`no response within ${timeout} ms`, details);
		this.timeout = timeout;
	}
}
/** The whole call took longer than `deadline`. `cause` is what made the last attempt fail, where one did. */
export class DeadlineError extends FailedRequestError {
	name = "DeadlineError";
	/** Milliseconds. */
	deadline;
	constructor(details, deadline, cause) {
		super(`not done within ${deadline} ms`, details, cause === undefined ? undefined : { cause });
		this.deadline = deadline;
	}
}
/** `fetch failed: ECONNREFUSED`: the message of an error and its code, or that of its cause. */
function textOf(error) {
	const { message, code, cause } = error ?? {};
	const said = [message ?? error, code ?? cause?.code].filter(Boolean).join(": ");
	return oneLine(redactText(said.slice(0, 300)));
}
/**
* Whether what `fetch` threw means that the network failed: it is a TypeError then, as faults in a program are, so its
* message tells (Node, Chromium, Firefox, Safari, Deno, Bun, Workers), or the system's code of it or of its cause.
*/
export function isNetworkFailure(error) {
	if (typeof error !== "object" || error === null) return false;
	const { name, message, code, cause } = error;
	if ([code, cause?.code].some((each) => connectionCode.test(String(each)))) return true;
	return name === "TypeError" && connectionWords.test(message ?? "");
}
/** Codes of the system, not those of files, and of undici. */
const connectionCode = /^(?:E(?:AI_|ADDR|CONN|HOST|NET)[A-Z_]+|ENOTFOUND|EPIPE|EPROTO|ETIMEDOUT|UND_ERR_[A-Z_]+)$/;
/**
* How the messages of platforms begin; programs have messages of their own, such as "networkConfig is not a function".
*/
const connectionWords = /^(?:error in (?:body|input) stream|error sending request|failed to fetch|fetch failed|load failed|network ?error|terminated|unable to connect|(?:the )?(?:internet|network) connection)\b/i;
