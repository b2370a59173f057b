import type { PagesDescription } from "../core/description.js";
/** A request for a page: arguments, or the URL that the page before it gave, unchanged. */
export interface PageRequest {
	readonly args: {
		readonly [name: string]: unknown;
	};
	readonly url?: string;
}
/** The response to a request for a page. */
export interface PageResponse {
	readonly data: unknown;
	readonly items: readonly unknown[];
	readonly response: Response;
	/** The URL that was requested. */
	readonly address: string;
}
/** The way through the pages of one list. */
export interface PageSequence {
	/** Throws an Error for a page that came before: the server ignores the position. */
	refuseRepetition(items: readonly unknown[]): void;
	/**
	* The request for the page after the one that `sent` asked for; undefined after the last. Throws an Error where the
	* server repeats a cursor or a URL, where it does not say how to go on, and for a URL that must not be followed.
	*/
	next(sent: PageRequest, received: PageResponse): PageRequest | undefined;
	/**
	* The request for the rest of a page after that many of its items; for the whole page where none asks for the rest.
	*/
	rest(sent: PageRequest, taken: number): PageRequest;
}
/** The way through the pages that begins with a request. Throws a TypeError when no page can be what it asks for. */
export declare function createPageSequence(operation: string, described: PagesDescription, first: PageRequest): PageSequence;
