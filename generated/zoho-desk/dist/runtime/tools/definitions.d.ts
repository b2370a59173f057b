import { type JsonSchema, type ToolSet } from "./tool-set.js";
/**
* A tool as the Model Context Protocol describes it (revision 2025-06-18, "Tool"). Anthropic's API wants `inputSchema` as
* `input_schema`, OpenAI's as `parameters`.
*/
export interface ToolDefinition {
	readonly name: string;
	readonly description: string;
	/** JSON Schema 2020-12 of the arguments; the schemas it refers to stand in its `$defs`. */
	readonly inputSchema: JsonSchema & {
		readonly type: "object";
	};
	readonly annotations: ToolAnnotations;
}
/** What the HTTP method says of a tool (RFC 9110, section 9.2). */
export interface ToolAnnotations {
	/** Whether it changes nothing. */
	readonly readOnlyHint: boolean;
	/** Whether it may change or delete what is there. */
	readonly destructiveHint: boolean;
	/** Whether a second call changes nothing more. */
	readonly idempotentHint: boolean;
}
/** The definitions of the tools of these names, or of all. Throws a TypeError for a name that no tool has. */
export declare function toolDefinitions(api: ToolSet, names?: readonly string[]): ToolDefinition[];
/** Why a name is not a tool's, with a suggestion. */
export declare function noSuchTool(api: ToolSet, name: string): string;
/** The name in `#/$defs/<name>`. */
export declare function referredName(reference: unknown): string | undefined;
/** "; did you mean …?" for the candidate that is spelt most like a word: at most a third of its letters differ. */
export declare function didYouMean(word: string, candidates: Iterable<string>): string;
/** Whether two names differ only in case and punctuation, as `departmentID` and `department_id` do. */
export declare function isSameWord(a: string, b: string): boolean;
/** A name without case and punctuation. */
export declare function plainName(name: string): string;
