import { redactUrl } from "../redact.js";
import { DeadlineError } from "./errors.js";
import { timeBox } from "./time-box.js";
/** Begins a call: its time runs from now. */
export function beginCall({ request, operation, signal, deadline, clock }) {
	let holds = 0;
	const call = {
		request,
		box: timeBox(signal, deadline, () => call.overdue(), clock),
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
		// Made when there is an error to tell of: most calls have none.
		unanswered: () => ({
			operation,
			request: {
				method: call.request.method,
				url: redactUrl(call.request.url)
			},
			attempts: call.attempts
		}),
		overdue: () => new DeadlineError(call.unanswered(), deadline, call.failure)
	};
	return call;
}
//# sourceMappingURL=call.js.map
