import type { Client } from "openapi-fetch";
interface Content {
	content: {
		[mediaType: `${string}/${string}`]: unknown;
	};
}
interface AnyOperation {
	parameters: {
		query?: {
			[name: string]: unknown;
		};
		header?: {
			[name: string]: unknown;
		};
		path?: {
			[name: string]: unknown;
		};
		cookie?: {
			[name: string]: unknown;
		};
	};
	requestBody?: Content;
	responses: {
		200: Content;
		default: Content;
	};
}
interface AnyPath {
	get: AnyOperation;
	put: AnyOperation;
	post: AnyOperation;
	delete: AnyOperation;
	options: AnyOperation;
	head: AnyOperation;
	patch: AnyOperation;
	trace: AnyOperation;
}
/** The openapi-fetch client for any path: its parameters, bodies and answers are `unknown`. */
export type RawClient = Client<{
	[path: string]: AnyPath;
}>;
export {};
