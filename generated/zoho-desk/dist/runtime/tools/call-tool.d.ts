import type { Result, Transport } from "../core/transport.js";
import type { CallOptions } from "../request/operation.js";
import { type ToolSet } from "./definitions.js";
import type { SessionResults } from "./session-results.js";
import { type SessionId, type ToolEnvelope } from "./session-results.js";
/** What the call of a tool can set, beyond what any call can. */
export interface ToolOptions extends CallOptions {
	/** The session that the result belongs to, which is not a browser's. */
	readonly sessionId?: SessionId | undefined;
	/** Where the envelope is stored under the session. Left out: nowhere. */
	readonly results?: SessionResults | undefined;
	/** What adds addresses to the records of the result: `createLinks`. */
	readonly links?: ResultLinks | undefined;
}
/** A call of a tool: its name, and what a model gave as arguments. */
export interface ToolRequest {
	readonly name: string;
	readonly args: unknown;
	readonly options?: ToolOptions | undefined;
}
/** Adds addresses to the records of a result. */
export interface ResultLinks {
	withLinks(result: Result<unknown, unknown>): Result<unknown, unknown>;
	readonly operations: readonly string[];
}
/**
* Calls a tool by its name, with arguments as a model gives them: an object, or its JSON text, of whose integers no
* digit is lost. It never rejects: the envelope says what went wrong. Arguments that the tool does not have, that are
* missing or that lost digits before they came are named, and nothing is sent.
*
* Throws (rejects with) a TypeError for a `sessionId` that is not valid, such as the state of a browser's session.
*/
export declare function callTool(api: ToolSet, transport: Transport, { name, args, options }: ToolRequest): Promise<ToolEnvelope>;
/** Text as an assistant may see it: one line of at most 500 characters, without what looks like a secret. */
export declare function shownText(text: string): string;
