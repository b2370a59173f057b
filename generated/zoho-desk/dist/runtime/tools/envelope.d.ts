import type { ArgumentFault } from "./check-arguments.js";
import type { ApiSession } from "./sessions.js";
/** What the call of a tool came to, as an assistant is given it: JSON data. */
export interface ToolEnvelope {
	/** The session under which it is stored; null outside of one. */
	readonly session_id: ApiSession | null;
	/** The data of the response; null where there was none or the call failed. */
	readonly tool_result: unknown;
	/** The portal's addresses of the records in the result, each once. */
	readonly links: readonly string[];
	/** What went wrong; null where nothing did. There may be a result all the same: without links, or not stored. */
	readonly error: ToolError | null;
}
/** Why a call failed. It holds no secrets. */
export interface ToolError {
	readonly kind: ToolErrorKind;
	/** The HTTP status; null where there was no response. */
	readonly status: number | null;
	/** The API's own code of the error, such as `SCOPE_MISMATCH`; of what was thrown, its code. */
	readonly code: string | null;
	readonly message: string;
}
/**
* `unknown-tool`: no tool has the name. `arguments`: they cannot be sent. `scope`: the token's scopes are known and not
* enough; nothing was sent. `token`: there is no access token. `api`: the response is an error. `unreadable`: it is malformed.
* `network`, `timeout`, `aborted`: there is no response. `links`: there is a result, but no links. `storage`: it was not stored.
* `unexpected`: anything else, which the program around the client threw: middleware, a token provider, a custom fetch.
*/
export type ToolErrorKind = "unknown-tool" | "arguments" | "scope" | "token" | "api" | "unreadable" | "network" | "timeout" | "aborted" | "links" | "storage" | "unexpected";
/** What is known of the call that an envelope is of. It holds names alone, no values. */
export interface ToolCall {
	/** Its name, where a tool has it. */
	readonly tool: string | null;
	/** The HTTP status of the response; null where there was none. */
	readonly status: number | null;
	/** What is wrong with the arguments by the tool's schema. */
	readonly faults: readonly ArgumentFault[];
	/** The arguments that were given, and the members of those that are objects: `p.departmentId`. */
	readonly given: readonly string[];
}
/** Keeps what is known of a call beside its envelope, and gives the envelope back. */
export declare function rememberCall(envelope: ToolEnvelope, call: ToolCall): ToolEnvelope;
/** What is known of the call of an envelope; undefined for one that was not made by `callTool`. */
export declare function callOf(envelope: ToolEnvelope): ToolCall | undefined;
