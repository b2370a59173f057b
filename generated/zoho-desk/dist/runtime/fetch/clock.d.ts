/** The time and timers; tests bring their own. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	setTimeout(callback: () => void, milliseconds: number): unknown;
	clearTimeout(timer: unknown): void;
}
/** The clock of the machine. The globals are looked up late, so that fake timers work. */
export declare const systemClock: Clock;
/** Resolves after so many milliseconds; rejects with the signal's reason when that is aborted before. */
export declare function wait(milliseconds: number, signal: AbortSignal, clock: Clock): Promise<void>;
/** A part of a call that ends early when its parent is aborted, or when it times out. */
export interface TimeBox {
	readonly signal: AbortSignal;
	/** Milliseconds since 1970 when it times out; infinite without a limit. */
	readonly until: number;
	/** Releases the signal and the timer. */
	end(): void;
	/** Lets a Node process exit while the timer runs. */
	unref(): void;
}
/** What a time box is made of. */
export interface TimeBoxOptions {
	/** Undefined: no limit. */
	readonly milliseconds: number | undefined;
	/** Makes the reason of its signal when it times out. */
	readonly timedOut: () => Error;
	readonly clock: Clock;
}
/** A box within `parent`; without a limit its signal is the parent. */
export declare function timeBox(parent: AbortSignal, { milliseconds, timedOut, clock }: TimeBoxOptions): TimeBox;
/** A promise that is waited for no longer than its signal allows; a value that arrives later goes to `late`. */
export declare function abortable<Value>(promise: Promise<Value>, signal: AbortSignal, late?: (value: Value) => void): Promise<Value>;
/** A generator that can be closed while it waits: `return` calls `cancel` at once, to end what `next` waits for. */
export declare function cancellable<Item>(cancel: () => void, generator: AsyncGenerator<Item, void, undefined>): AsyncGenerator<Item, void, undefined>;
