/** Places for requests: no more are on their way at one time than there are places. */
export interface Places {
	/**
	* Resolves when a place is free, in the order of the calls, with what gives it back. Rejects with the signal's reason, and
	* leaves the queue, when that is aborted before.
	*/
	take(signal: AbortSignal): Promise<() => void>;
}
/** So many places. */
export declare function createPlaces(limit: number): Places;
