import type { Clock } from "./clock.js";
import { DeadlineError, type NetworkError, type TimeoutError, type Unanswered } from "./errors.js";
import { type TimeBox } from "./time-box.js";
/** A call, from its beginning until its body has been read. */
export interface Call {
	/** What is sent, as far as it is known. */
	request: {
		readonly method: string;
		readonly url: string;
	};
	/** Its deadline, and whatever else ends it. */
	readonly box: TimeBox;
	/** How often its request was sent. */
	attempts: number;
	/** What made the last attempt fail. */
	failure: NetworkError | TimeoutError | undefined;
	/** Keeps its time running until what this gives is called, by whoever sends its request or reads its body. */
	hold(): () => void;
	/** What errors tell of it. */
	unanswered(): Unanswered;
	overdue(): DeadlineError;
}
/** What a call begins with. */
export interface CallStart extends Pick<Call, "request"> {
	readonly operation: string | undefined;
	readonly signal: AbortSignal;
	/** Milliseconds. */
	readonly deadline: number | undefined;
	readonly clock: Clock;
}
/** Begins a call: its time runs from now. */
export declare function beginCall({ request, operation, signal, deadline, clock }: CallStart): Call;
