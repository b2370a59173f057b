import type { ToolError, ToolErrorKind } from "./envelope.js";
import type { Trace } from "./traced.js";
/** An error of a kind, with a message that holds no secrets. */
export declare function toolError(kind: ToolErrorKind, message: string, more?: Partial<ToolError>): ToolError;
/** Text as an assistant may be given it: one line of at most 500 characters, without what looks like a secret. */
export declare function shownText(text: string): string;
/** What an answer that is not a 2xx one says. */
export declare function answeredError(response: Response, body: unknown): ToolError;
/** Why there is no answer, or none that can be read. */
export declare function thrownError(error: unknown, operation: string, trace: Trace, signal?: AbortSignal | null): ToolError;
/** What was thrown, in its own words. */
export declare function textOf(error: unknown): string;
