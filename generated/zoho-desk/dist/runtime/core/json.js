/** Whether a media type is JSON: `application/json`, or one with a suffix such as `application/problem+json`. */
export function isJson(mediaType) {
	return /^[^;]*\bjson\b/i.test(mediaType ?? "");
}
/** Whether the value is a JSON object. */
export function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** The value at a path of own members; undefined where there is none. */
export function memberAt(value, path) {
	let member = value;
	for (const name of path) {
		if (typeof member !== "object" || member === null || !Object.hasOwn(member, name)) return undefined;
		member = member[name];
	}
	return member;
}
/** A copy of a value with another member at a path; objects that the path needs are created. */
export function withMember(value, [name, ...rest], member) {
	const object = value;
	if (name === undefined) return member;
	return {
		...object,
		[name]: rest.length ? withMember(memberAt(object, [name]), rest, member) : member
	};
}
/**
* The JSON data that a storage gives for a key: unstorage parses what it reads, others give the text. Undefined for a
* string that is not JSON.
*/
export function storedJson(value) {
	if (typeof value !== "string") return value;
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}
