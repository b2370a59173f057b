import { sentRequests } from "../sent-secrets.js";
import { beginCall } from "./call.js";
import { carry } from "./call-request.js";
import { abortable } from "./time-box.js";
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
* The raw client, whose calls keep their limits through middleware that makes new requests, and whose deadline begins with
* the call: middleware and tokens count, and what they wait for is left when the time is over.
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
		// The last one on requests: what it is given is what is sent.
		const keep = { onRequest: ({ request }) => void ("sent" in request || carry(options, request)) };
		const options = {
			...init,
			middleware: [...middleware, keep],
			sent,
			Request: noting(sent),
			...call && {
				call,
				signal: call.box.signal
			}
		};
		const answer = raw.request(method, path, options).then((result) => {
			if (!result.response.ok && sent.request) sentRequests.set(result.response, sent.request);
			return result;
		}, (error) => {
			// Once there is a request, an error is somebody else's.
			throw sent.request ? error : refusal(error, description?.name ?? `${method} ${path}`);
		});
		if (!call) return answer;
		return abortable(answer, call.box.signal).finally(release);
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
	// What middleware makes is looked at by `instanceof`.
	make.prototype = Request.prototype;
	return make;
}
/** In place of what the platform threw instead of making a request, which shows passwords and headers, or says too little. */
function refusal(error, what) {
	if (!(error instanceof TypeError)) return error;
	const { message, cause } = error;
	if (/credentials/i.test(message)) return new TypeError(`${what}: baseUrl has a password`);
	if (/header/i.test(message)) return new TypeError(`${what}: a header has a character that no header can carry`);
	const isInvalid = /parse URL|Invalid URL/.test(message) || cause?.code === "ERR_INVALID_URL";
	if (!isInvalid) return error;
	return new TypeError(`${what}: there is no server; give an absolute baseUrl, such as "https://api.example.com"`);
}
//# sourceMappingURL=limit-calls.js.map
