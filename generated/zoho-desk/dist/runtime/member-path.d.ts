import type { MemberPath } from "./description.js";
/** What stands at a path in a value; undefined where nothing does. */
export declare function memberAt(value: unknown, path: MemberPath): unknown;
/** A copy of a value with another member at a path; the objects on the way are made where there are none. */
export declare function withMember(value: unknown, [name, ...rest]: MemberPath, member: unknown): {
	[name: string]: unknown;
};
