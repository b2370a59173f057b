import { type ToolOptions } from "./runtime/tools/call-tool.js";
import { type ToolDefinition } from "./runtime/tools/definitions.js";
import { type Finding } from "./runtime/tools/diagnose.js";
import type { ToolEnvelope } from "./runtime/tools/envelope.js";
import type { Transport } from "./runtime/transport.js";
export type { ToolOptions } from "./runtime/tools/call-tool.js";
export type { ToolAnnotations, ToolDefinition } from "./runtime/tools/definitions.js";
export type { Cause, Finding } from "./runtime/tools/diagnose.js";
export type { ToolEnvelope, ToolError, ToolErrorKind } from "./runtime/tools/envelope.js";
export { createSessionResults, type ResultStorage, type SessionResults, type SessionResultsOptions } from "./runtime/tools/session-results.js";
export { type ApiSession, apiSession, type BrowserSession, browserSession } from "./runtime/tools/sessions.js";
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
* Calls a tool with arguments as a model gives them: an object, or its JSON text. What goes wrong stands in the envelope;
* it rejects with a TypeError for a `sessionId` that is none.
*/
export declare function callTool(client: Transport, name: string, args?: unknown, options?: ToolOptions): Promise<ToolEnvelope>;
/** Why an envelope holds no result or an empty one, the likeliest reason first. */
export declare function diagnose(envelope: ToolEnvelope): Finding[];
