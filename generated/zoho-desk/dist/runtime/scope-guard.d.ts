import type { OperationDescription } from "./description.js";
import { type ScopeRules } from "./scopes.js";
import { type Auth, type Transport } from "./transport.js";
/** What is known of the scopes of a client's tokens. */
export interface Grant {
	/** The scopes that tokens are requested with. Left out: not known. */
	readonly scopes?: readonly string[] | undefined;
	/** What the token endpoint granted counts as well, where this can tell. */
	readonly auth?: Auth | undefined;
}
/**
* The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. Where the token
* endpoint has yet to say what it grants, the request gets its token first. A request to another server than the API needs
* none.
*/
export declare function withScopes<T extends Transport>(transport: T, grant: Grant, rules: ScopeRules): T;
/** Whether nothing is known to be missing for an operation. */
export declare function isGranted(description: OperationDescription, grant: Grant, rules: ScopeRules): boolean;
/**
* Tells of operations, by name, whether nothing is known to be missing for them. What it gives throws a TypeError for an
* operation that is not there. `operations` may be the namespace of a module.
*/
export declare function canCall<Name extends string>(operations: { readonly [Key in Name]: {
	readonly description: OperationDescription;
} }, grant: Grant, rules: ScopeRules): (operation: Name) => boolean;
