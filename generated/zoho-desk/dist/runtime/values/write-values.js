import { memberPosition, positionOf } from "./value-position.js";
/**
* Lets a writer write JSON in which the integers at the positions, given as strings or as BigInts, are numbers with all
* their digits. A string that is not an integer stays a string, and is the server's to refuse.
*/
export function writeValues(positions, write) {
	return (draft, description, value, ...rest) => write(draft, {
		...description,
		json: jsonOf
	}, withIntegers(value, 0), ...rest);
	/** A value with BigInts at the positions; itself where there are none. */
	function withIntegers(value, index) {
		const plain = plainOf(value, "");
		const position = positionOf(positions, index, plain);
		if (!position) return value;
		if (typeof plain === "string") return position.is && /^-?\d+$/.test(plain) ? BigInt(plain) : value;
		if (typeof plain !== "object" || plain === null) return value;
		const names = Array.isArray(plain) ? [...plain.keys()] : Object.keys(plain);
		const changed = names.flatMap((name) => {
			const member = plain[name];
			const made = withIntegers(member, memberPosition(position, name));
			return Object.is(made, member) ? [] : [[name, made]];
		});
		if (changed.length === 0) return value;
		const copy = Array.isArray(plain) ? [...plain] : { ...plain };
		for (const [name, made] of changed) copy[name] = made;
		return copy;
	}
}
/** What JSON.stringify writes, with BigInts as their digits. */
function jsonOf(value, name = "") {
	const plain = plainOf(value, name);
	if (typeof plain === "bigint") return String(plain);
	if (typeof plain !== "object" || plain === null) return JSON.stringify(plain);
	if (Array.isArray(plain)) return `[${plain.map((item, at) => jsonOf(item, String(at)) ?? "null").join()}]`;
	const members = Object.entries(plain).flatMap(([key, member]) => {
		const text = jsonOf(member, key);
		return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
	});
	return `{${members.join()}}`;
}
/** What stands for a value that has JSON of its own. */
function plainOf(value, name) {
	const own = value;
	return typeof own?.toJSON === "function" ? own.toJSON(name) : value;
}
//# sourceMappingURL=write-values.js.map
