/** A request as it may be shown. */
export interface RedactedRequest {
	/** Undefined where only the response is known. */
	readonly method: string | undefined;
	/** Without user and password, and without the values of query parameters that carry secrets. */
	readonly url: string;
}
/** An address without user, password, fragment, and the values of parameters whose names tell of secrets. */
export declare function redactUrl(url: string): string;
/**
* Somebody else's text, such as an API's message, without the secrets that are known, and without what looks like one.
*/
export declare function redactText(text: string, secrets?: readonly string[]): string;
/** Text without line ends and invisible characters. */
export declare function oneLine(text: string): string;
/** What was thrown, as it may be shown: itself, or a copy of an error without what looks like a secret. */
export declare function redactError(error: unknown): unknown;
/** JSON data as it may be shown: bounded, and without what looks like a secret by its name or by itself. */
export declare function redactData(value: unknown, secrets?: readonly string[], depth?: number): unknown;
/** Whether the value of a header is a secret, by its name. */
export declare function isSecretHeader(name: string): boolean;
/** Whether the value of a query parameter is a secret, by its name. */
export declare function isSecretParameter(name: string): boolean;
/** The requests that responses belong to, where their calls are limited; it keeps no response alive. */
export declare const sentRequests: WeakMap<Response, Request>;
/** The secrets that a request carried, the longest first: a response may repeat them in its own words. */
export declare function sentSecrets(response: Response): readonly string[];
