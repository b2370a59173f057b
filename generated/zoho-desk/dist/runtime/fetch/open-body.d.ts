import type { AheadOfBody } from "./read-ahead.js";
/** What happens around a body that the caller reads. */
export interface OpenBodyOptions {
	/** When it is aborted, the body ends with its reason. */
	readonly signal: AbortSignal;
	/** Makes what the body ends with when it breaks off. */
	asError(error: unknown): unknown;
	/** Is called once the body has ended, in whatever way. */
	done(): void;
}
/** A body that the caller reads: what was read ahead, then the rest. `failure` has what it ended with, if not well. */
export declare function openBody({ chunks, rest }: AheadOfBody, { signal, asError, done }: OpenBodyOptions): {
	stream: ReadableStream<Uint8Array<ArrayBuffer>>;
	failure(): {
		readonly error: unknown;
	} | undefined;
};
