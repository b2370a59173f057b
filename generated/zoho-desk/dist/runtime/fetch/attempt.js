import { withSignal } from "./call.js";
import { abortable, timeBox } from "./clock.js";
import { isNetworkFailure, NetworkError, TimeoutError } from "./errors.js";
import { readAhead } from "./response-body.js";
/**
* Sends a request once, and reads ahead in the body of the response. Rejects with the reason of the call's signal, and with
* what `send` throws that is not a failure of the network, such as the exception of a wrapper around `fetch`.
*/
export async function attempt(request, context) {
	const { send, init, timeout, clock, details } = context;
	const timedOut = () => new TimeoutError(details(), timeout);
	const { signal, end } = timeBox(context.signal, {
		milliseconds: timeout,
		timedOut,
		clock
	});
	const failed = (error) => {
		if (context.signal.aborted) throw context.signal.reason;
		if (signal.aborted) return signal.reason;
		if (!isNetworkFailure(error)) throw error;
		return new NetworkError(details(), error);
	};
	try {
		const discard = ({ body }) => void body?.cancel().catch(() => {});
		const sent = async () => send(signal === context.own ? request : withSignal(request, signal), init);
		const response = await abortable(sent(), signal, discard);
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
