import type { OperationDescription } from "../core/description.js";
import type { Result, Transport } from "../core/transport.js";
/** A schema in JSON Schema 2020-12. */
export interface JsonSchema {
	readonly [keyword: string]: unknown;
}
/** An operation as a tool that an assistant may call. */
export interface Tool {
	/** What it does, and which scopes it needs. */
	readonly description: string;
	/** The operation's arguments; references are `#/$defs/<name>` of the set's schemas. */
	readonly input: JsonSchema;
	/** The operation, where the tool has another name. */
	readonly operation?: string;
	/** Further names that are taken for it. */
	readonly aliases?: readonly string[];
}
/** The tools of an API. The generator writes one set for each. */
export interface ToolSet {
	/** By name; a name has letters, digits, `_` and `-` of ASCII, at most 64. */
	readonly tools: {
		readonly [name: string]: Tool;
	};
	/** The schemas that inputs refer to, by name. */
	readonly schemas: {
		readonly [name: string]: JsonSchema;
	};
	/** The module of all operations. */
	readonly operations: object;
	/** Operations that are not tools, and why. */
	readonly unavailable: {
		readonly [operation: string]: string;
	};
	/** Codes of errors after which nothing is to be sent again. */
	readonly stop?: readonly string[];
	/** Cookies of a browser session, which are not an API session; `*` at the end stands for any further text. */
	readonly sessionCookies?: readonly string[];
}
/** Sends the request of an operation, whichever it is. */
export interface AnyOperation {
	(transport: Transport, ...rest: unknown[]): Promise<Result<unknown, unknown>>;
	readonly description: OperationDescription;
}
/** The name of the tool that a name or an alias means. */
export declare function toolNamed({ tools }: ToolSet, name: string): string | undefined;
/** The operation of a tool of the set. */
export declare function operationOf({ tools, operations }: ToolSet, name: string): AnyOperation;
/**
* A tool as the Model Context Protocol describes it (revision 2025-06-18, "Tool"). Anthropic's API wants `inputSchema`
* as `input_schema`, OpenAI's as `parameters`.
*/
export interface ToolDefinition {
	readonly name: string;
	readonly description: string;
	/** JSON Schema 2020-12 of the arguments; the schemas it refers to are in its `$defs`. */
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
