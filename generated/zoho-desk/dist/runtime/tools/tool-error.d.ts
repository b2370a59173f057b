import type { ToolError, ToolErrorKind } from "./envelope.js";
/** An error of a kind, with a message that holds no secrets. */
export declare function toolError(kind: ToolErrorKind, message: string, more?: Partial<ToolError>): ToolError;
/** What an answer that is not a 2xx one says. */
export declare function answeredError({ status, statusText }: Response, body: unknown): ToolError;
/** Why there is no answer, or none that can be read. */
export declare function thrownError(error: unknown): ToolError;
