/** What tells the time and waits; tests bring their own. */
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
