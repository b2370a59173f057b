/** A request as it may be shown. */
export interface RedactedRequest {
	/** Undefined where only the response is known. */
	readonly method: string | undefined;
	/** Without user and password, and without the values of query parameters that carry secrets. */
	readonly url: string;
}
/** An address without user, password, fragment, and the values of parameters whose names tell of secrets. */
export declare function redactUrl(url: string): string;
/** Text of somebody else, such as an API's message, without what looks like a secret. */
export declare function redactText(text: string): string;
/** JSON data as it may be shown: bounded, and without what looks like a secret by its name or by itself. */
export declare function redactData(value: unknown, depth?: number): unknown;
