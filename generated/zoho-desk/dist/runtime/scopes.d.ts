/** What an operation needs: alternatives of sets of scopes. No alternative at all: nothing is needed. */
export type Requirement = readonly (readonly string[])[];
/** How an API means its scopes. */
export interface ScopeRules {
	readonly isCaseSensitive: boolean;
	/**
	* All that a scope includes, what the included scopes include as well; `*` stands for any further text. In lower case
	* where case does not matter.
	*/
	readonly implies: {
		readonly [scope: string]: readonly string[];
	};
}
/** The types of all scopes that the granted ones include: in lower case where case does not matter, `string` for any. */
export type CoveredBy<
	Granted extends string,
	Rules extends ScopeRules
> = string extends Granted ? string : Folded<Granted, Rules> | Pattern<Rules["implies"][Folded<Granted, Rules> & keyof Rules["implies"]][number]>;
/** A scope as it is compared. */
export type Folded<
	Scope extends string,
	Rules extends ScopeRules
> = Rules["isCaseSensitive"] extends true ? Scope : Lowercase<Scope>;
/** The type of all texts that a pattern stands for. */
type Pattern<Text> = Text extends `${infer Start}*${infer Rest}` ? `${Start}${string}${Pattern<Rest>}` : Text;
/** Whether granted scopes, together with all that they imply, include one. */
export declare function covers(granted: readonly string[], scope: string, rules: ScopeRules): boolean;
/** The scopes that are missing from the alternative which lacks least; none when an alternative is whole. */
export declare function missingScopes(requirement: Requirement, granted: readonly string[], rules: ScopeRules): readonly string[];
export {};
