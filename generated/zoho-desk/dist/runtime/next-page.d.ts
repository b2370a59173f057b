import type { PagesDescription } from "./description.js";
/** What asks for a page: arguments, or the URL that the page before it gave, which stands as it was given. */
export interface PageRequest {
	readonly args: {
		readonly [name: string]: unknown;
	};
	readonly url?: string;
}
/** What a page brought. */
export interface Answered {
	readonly data: unknown;
	readonly items: readonly unknown[];
	readonly response: Response;
	/** The URL that was asked for. */
	readonly address: string;
}
/** The way through the pages of one list. */
export interface PageSequence {
	/** Throws an Error for a page that came before: the server ignores what it was asked. */
	refuseRepetition(items: readonly unknown[]): void;
	/**
	* The request for the page after the one that `sent` asked for; undefined after the last. Throws an Error where the
	* server gives a cursor or a URL again, where it does not say how to go on, and for a URL that must not be followed.
	*/
	next(sent: PageRequest, answered: Answered): PageRequest | undefined;
	/** The request for what is left of a page when that many of its items are taken; for the whole page where nothing says so. */
	rest(sent: PageRequest, taken: number): PageRequest;
}
/** The way through the pages that begins with a request. Throws a TypeError when that asks for no page that could be. */
export declare function createPageSequence(operation: string, described: PagesDescription, first: PageRequest): PageSequence;
