import type { Clock } from "./clock.js";
/** A part of a call that ends early when what it belongs to is aborted, or when its time is over. */
export interface TimeBox {
	readonly signal: AbortSignal;
	/** Milliseconds since 1970 when its time is over; infinite without a limit. */
	readonly until: number;
	/** Lets go of the signal and of the timer. */
	end(): void;
	/** Lets a program of Node end while the time runs. */
	unref(): void;
}
/** A box within `parent`; `overdue` makes the reason of its signal when the time is over. Without a limit it is the parent. */
export declare function timeBox(parent: AbortSignal, milliseconds: number | undefined, overdue: () => Error, clock: Clock): TimeBox;
/** A promise that is not waited for any longer than its signal allows; what comes too late goes to `late`. */
export declare function abortable<Value>(promise: Promise<Value>, signal: AbortSignal, late?: (value: Value) => void): Promise<Value>;
