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
		// The last one on requests: what it is given is what is sent.
		const keep = { onRequest: ({ request }) => void ("call" in request || carry(options, request)) };
		const options = {
			...init,
			middleware: [...middleware, keep],
			call,
			...call && { signal: call.box.signal }
		};
		const answer = raw.request(method, path, options);
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
//# sourceMappingURL=limit-calls.js.map
