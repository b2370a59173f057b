import type * as operations from "./operations.js";
import type { Requirement } from "./runtime/core/description.js";
import type { Transport } from "./runtime/core/transport.js";
import { type Grant } from "./runtime/scopes.js";
import { type Scope } from "./scope-rules.js";
export type { Requirement } from "./runtime/core/description.js";
export { type Grant, MissingScopeError } from "./runtime/scopes.js";
export { type Scope, rules } from "./scope-rules.js";
/** What each operation needs, by name: alternatives of sets of scopes. Without an alternative it needs none. */
export declare const requirements: { readonly [Name in keyof typeof operations]: Requirement };
/** Whether granted scopes, together with all that they imply, include one. */
export declare function covers(granted: readonly Scope[], scope: Scope): boolean;
/** The scopes that are missing from the alternative of a requirement which lacks least; none when it is met. */
export declare function missingScopes(requirement: Requirement, granted: readonly Scope[]): readonly string[];
/**
* The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. For programs that
* import single operations; the client of `createClient({ scopes })` does so by itself.
*/
export declare function withScopes<T extends Transport>(transport: T, grant: Grant): T;
