import type { OperationDescription, Requirement, ScopeRules } from "./core/description.js";
import { type Auth, type Transport } from "./core/transport.js";
/** Whether granted scopes, together with all that they imply, include one. */
export declare function covers(granted: readonly string[], scope: string, rules: ScopeRules): boolean;
/** The scopes that are missing from the alternative which lacks least; none when an alternative is whole. */
export declare function missingScopes(requirement: Requirement, granted: readonly string[], rules: ScopeRules): readonly string[];
/** A call that was not sent, because the scopes of its token are known and not enough. */
export declare class MissingScopeError extends Error {
	override readonly name: string;
	/** The operation's public name. */
	readonly operation: string;
	/** What the operation needs: alternatives of sets. */
	readonly needs: Requirement;
	/** What the client or its token has. */
	readonly has: readonly string[];
	/** What to add, by the alternative that lacks least. */
	readonly missing: readonly string[];
	/** `owner` has the scopes: `the client`, or `the token`. */
	constructor(operation: string, { needs, has, missing, owner }: Pick<MissingScopeError, "needs" | "has" | "missing"> & {
		owner: string;
	});
	/** What may be logged. */
	toJSON(): Record<string, unknown>;
}
/** What is known about the scopes of a client's tokens. */
export interface Grant {
	/** The scopes that tokens are requested with. Left out: not known. */
	readonly scopes?: readonly string[] | undefined;
	/** What the token endpoint granted counts as well, where this can tell. */
	readonly auth?: Auth | undefined;
}
/**
* The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. Where the
* token endpoint has yet to say what it grants, the request gets its token first. A request to another server than the
* API needs none.
*/
export declare function withScopes<T extends Transport>(transport: T, grant: Grant, rules: ScopeRules): T;
/** Whether nothing is known to be missing for an operation. */
export declare function isGranted(description: OperationDescription, grant: Grant, rules: ScopeRules): boolean;
/**
* Returns a function that tells of operations, by name, whether nothing is known to be missing for them. It throws a
* TypeError for an unknown operation. `operations` may be the namespace of a module.
*/
export declare function canCall<Name extends string>(operations: { readonly [Key in Name]: {
	readonly description: OperationDescription;
} }, grant: Grant, rules: ScopeRules): (operation: Name) => boolean;
