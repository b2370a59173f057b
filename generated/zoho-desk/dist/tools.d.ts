import type { Transport } from "./runtime/core/transport.js";
import { type ToolOptions } from "./runtime/tools/call-tool.js";
import { type ToolDefinition } from "./runtime/tools/definitions.js";
import { type Finding } from "./runtime/tools/diagnose.js";
import { type ApiSession, type SessionId, type SessionResults, type SessionResultsOptions, type ToolEnvelope } from "./runtime/tools/session-results.js";
export type { ToolOptions } from "./runtime/tools/call-tool.js";
export type { ToolAnnotations, ToolDefinition } from "./runtime/tools/definitions.js";
export type { Cause, Finding } from "./runtime/tools/diagnose.js";
export { type ApiSession, type BrowserSession, type ResultStorage, type SessionId, type SessionResults, type SessionResultsOptions, type ToolEnvelope, type ToolError, type ToolErrorKind, browserSession } from "./runtime/tools/session-results.js";
/** The operations that are no tools, and why. */
export declare const unavailable: {
	readonly [operation: string]: string;
};
/**
* The operations as tools, in the shape of the Model Context Protocol: all, or those of these names. Throws a TypeError for a
* name that no tool has.
*/
export declare function toolDefinitions(names?: readonly string[]): ToolDefinition[];
/**
* Calls a tool with arguments as a model gives them: an object, or its JSON text, of whose integers no digit is lost. What
* goes wrong stands in the envelope; it rejects with a TypeError for a `sessionId` that is none.
*/
export declare function callTool(client: Transport, name: string, args?: unknown, options?: ToolOptions): Promise<ToolEnvelope>;
/**
* The identifier of an API session. Throws a TypeError for what cannot be one: an empty text, one of more than 200
* characters, the state of a browser's session, or one of its cookies.
*/
export declare function apiSession(id: SessionId): ApiSession;
/** Keeps results by session. In a storage they stay until they are deleted, unless its driver lets them expire. */
export declare function createSessionResults(options?: SessionResultsOptions): SessionResults;
/**
* Why an envelope holds no result or an empty one, the likeliest reason first; of one with a result, whether an argument may
* have been ignored.
*/
export declare function diagnose(envelope: ToolEnvelope): Finding[];
