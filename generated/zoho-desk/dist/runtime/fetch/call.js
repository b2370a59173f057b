import { redactUrl, sentRequests } from "../core/redact.js";
import { abortable, timeBox } from "./clock.js";
import { DeadlineError } from "./errors.js";
/** Members of the second argument of `fetch` that change its request; the others are for the function that sends. */
const changing = [
	"body",
	"headers",
	"method",
	"signal"
];
/**
* The request that the arguments of `fetch` describe, with the limits of its call; `init` is for the function that
* sends.
*/
export function callRequest(input, given) {
	const isRequest = typeof input === "object" && "url" in input;
	if (!given && isRequest) return {
		request: input,
		init: undefined
	};
	const { timeout, deadline, retry, ...init } = given ?? {};
	const isSame = isRequest && !changing.some((name) => name in init);
	const made = isSame ? input : copyOptions(isRequest ? input : {}, new Request(input, init));
	const limits = Object.entries({
		timeout,
		deadline,
		retry,
		isStream: init.body instanceof ReadableStream || undefined
	});
	const request = Object.assign(made, Object.fromEntries(limits.filter(([, value]) => value !== undefined)));
	const rest = Object.entries(init).filter(([name]) => !changing.includes(name) && name !== "duplex");
	return {
		request,
		init: rest.length ? Object.fromEntries(rest) : undefined
	};
}
/** A copy to send, so that the request itself can be sent again. */
export function cloneRequest(request) {
	return copyOptions(request, request.clone());
}
/** The request under another signal; the one that was given cannot be used any longer. */
export function withSignal(request, signal) {
	const { referrer, referrerPolicy } = request;
	// Any option at all makes the constructor forget these two (Fetch Standard, "Request constructor", step 12).
	const referring = {
		referrerPolicy,
		...referrer !== "about:client" && { referrer },
		duplex: "half"
	};
	return copyOptions(request, new Request(request, {
		...referring,
		signal
	}));
}
/** Copies onto a request the members of another that are not a request's own. */
export function copyOptions(from, to) {
	for (const [name, value] of Object.entries(from)) if (!(name in to)) Object.assign(to, { [name]: value });
	return to;
}
/** Begins a call: its deadline counts from now. */
export function beginCall({ request, operation, signal, deadline, clock }) {
	let holds = 0;
	const call = {
		request,
		box: timeBox(signal, {
			milliseconds: deadline,
			timedOut: () => call.timedOut(),
			clock
		}),
		attempts: 0,
		failure: undefined,
		hold() {
			holds += 1;
			let isHeld = true;
			return () => {
				if (isHeld) holds -= 1;
				isHeld = false;
				if (holds === 0) call.box.end();
			};
		},
		// Made only for an error: most calls have none.
		details: () => ({
			operation,
			request: {
				method: call.request.method,
				url: redactUrl(call.request.url)
			},
			attempts: call.attempts
		}),
		timedOut: () => new DeadlineError(call.details(), deadline, call.failure)
	};
	return call;
}
const methods = [
	"GET",
	"PUT",
	"POST",
	"DELETE",
	"OPTIONS",
	"HEAD",
	"PATCH",
	"TRACE"
];
/**
* The raw client, whose calls keep their limits through middleware that makes new requests, and whose deadline begins
* with the call: middleware and tokens count, and nothing they wait for is waited for any longer.
*/
export function limitCalls(raw, { deadlineOf, clock }) {
	const request = async (method, path, init = {}) => {
		const deadline = deadlineOf(init);
		const { middleware = [], signal, description } = init;
		const call = deadline === undefined ? undefined : beginCall({
			request: {
				method,
				url: path
			},
			operation: description?.name,
			signal: signal ?? new AbortController().signal,
			deadline,
			clock
		});
		const release = call?.hold();
		const sent = {};
		// The last one on requests: what it receives is what is sent.
		const keepOptions = { onRequest: ({ request }) => void ("sent" in request || copyOptions(options, request)) };
		const options = {
			...init,
			middleware: [...middleware, keepOptions],
			sent,
			Request: noting(sent),
			...call && {
				call,
				signal: call.box.signal
			}
		};
		const result = raw.request(method, path, options).then((received) => {
			if (!received.response.ok && sent.request) sentRequests.set(received.response, sent.request);
			return received;
		}, (error) => {
			// Once the request is made, an error comes from somewhere else.
			throw sent.request ? error : refusal(error, description?.name ?? `${method} ${path}`);
		});
		if (!call) return result;
		return abortable(result, call.box.signal).finally(release);
	};
	const own = methods.map((method) => [method, (path, init) => request(method, path, init)]);
	return {
		...raw,
		request,
		...Object.fromEntries(own)
	};
}
/** The platform's Request, for openapi-fetch: notes what it made. */
function noting(sent) {
	function make(...args) {
		sent.request = new Request(...args);
		return sent.request;
	}
	// openapi-fetch tests by `instanceof` what middleware returns.
	make.prototype = Request.prototype;
	return make;
}
/**
* Replaces what the platform threw instead of making a request, which shows passwords and headers, or says too little.
*/
function refusal(error, what) {
	if (!(error instanceof TypeError)) return error;
	const { message, cause } = error;
	if (/credentials/i.test(message)) return new TypeError(`${what}: baseUrl has a password`);
	if (/header/i.test(message)) return new TypeError(`${what}: a header has a character that no header can carry`);
	const isInvalid = /parse URL|Invalid URL/.test(message) || cause?.code === "ERR_INVALID_URL";
	if (!isInvalid) return error;
	return new TypeError(`${what}: there is no server; give an absolute baseUrl, such as "https://api.example.com"`);
}
