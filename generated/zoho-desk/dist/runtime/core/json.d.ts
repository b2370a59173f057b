import type { MemberPath } from "./description.js";
/** Whether a media type is JSON: `application/json`, or one with a suffix such as `application/problem+json`. */
export declare function isJson(mediaType: string | undefined): boolean;
/** Whether the value is a JSON object. */
export declare function isObject(value: unknown): value is {
	readonly [name: string]: unknown;
};
/** The value at a path of own members; undefined where there is none. */
export declare function memberAt(value: unknown, path: MemberPath): unknown;
/** A copy of a value with another member at a path; objects that the path needs are created. */
export declare function withMember(value: unknown, [name, ...rest]: MemberPath, member: unknown): {
	[name: string]: unknown;
};
/**
* The JSON data that a storage gives for a key: unstorage parses what it reads, others give the text. Undefined for a
* string that is not JSON.
*/
export declare function storedJson(value: unknown): unknown;
