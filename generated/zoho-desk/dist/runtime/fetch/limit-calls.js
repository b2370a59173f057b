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
			...call && {
				call,
				signal: call.box.signal
			}
		};
		const answer = raw.request(method, path, options).then((result) => {
			if (!result.response.ok && sent.request) sentRequests.set(result.response, sent.request);
			return result;
		}, (error) => {
			if (!isInvalidAddress(error)) throw error;
			const what = description?.name ?? `${method} ${path}`;
			throw new TypeError(`${what}: there is no server; give an absolute baseUrl, such as "https://api.example.com"`);
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
/** Whether `new Request` threw this because its URL is relative where there is no page, or is none. */
function isInvalidAddress(error) {
	const { code } = error?.cause ?? {};
	return error instanceof TypeError && (code === "ERR_INVALID_URL" || /parse URL|Invalid URL/.test(error.message));
}
//# sourceMappingURL=limit-calls.js.map
