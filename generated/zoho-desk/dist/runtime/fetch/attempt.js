import { withSignal } from "./call-request.js";
import { isNetworkFailure, NetworkError, TimeoutError } from "./errors.js";
import { readAhead } from "./read-ahead.js";
import { abortable, timeBox } from "./time-box.js";
/**
* Sends a request once, and reads ahead in the body of the answer. Rejects with the reason of the call's signal, and with what
* `send` throws that is no failure of the network, such as the exception of a wrapper around `fetch`.
*/
export async function attempt(request, context) {
	const { send, init, timeout, clock, unanswered } = context;
	const { signal, end } = timeBox(context.signal, timeout, () => new TimeoutError(unanswered(), timeout), clock);
	const failed = (error) => {
		if (context.signal.aborted) throw context.signal.reason;
		if (signal.aborted) return signal.reason;
		if (!isNetworkFailure(error)) throw error;
		return new NetworkError(unanswered(), error);
	};
	try {
		const late = ({ body }) => void body?.cancel().catch(() => {});
		const sent = async () => send(signal === context.own ? request : withSignal(request, signal), init);
		const response = await abortable(sent(), signal, late);
		const body = await readAhead(response, signal);
		const broken = body?.failure && failed(body.failure.error);
		if (broken instanceof TimeoutError) return {
			kind: "failure",
			error: broken
		};
		return {
			kind: "response",
			response,
			body,
			...broken && { broken }
		};
	} catch (error) {
		return {
			kind: "failure",
			error: failed(error)
		};
	} finally {
		end();
	}
}
//# sourceMappingURL=attempt.js.map
