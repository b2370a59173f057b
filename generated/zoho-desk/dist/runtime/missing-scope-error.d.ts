import type { Requirement } from "./scopes.js";
/** A call that was not sent, because the scopes of its token are known and not enough. */
export declare class MissingScopeError extends Error {
	override readonly name: string;
	/** The operation's public name. */
	readonly operation: string;
	/** What the operation needs: alternatives of sets. */
	readonly needs: Requirement;
	/** What the client or its token has. */
	readonly has: readonly string[];
	/** What to add, of the alternative that lacks least. */
	readonly missing: readonly string[];
	/** `owner` has the scopes: `the client`, or `the token`. */
	constructor(operation: string, { needs, has, missing, owner }: Pick<MissingScopeError, "needs" | "has" | "missing"> & {
		owner: string;
	});
	/** What may be logged. */
	toJSON(): Record<string, unknown>;
}
