import { writeJson } from "../json.js";
import { memberPosition } from "./value-position.js";
/**
* Writes JSON in which the integers at the positions, given as text or as BigInts, are numbers with all their digits. A
* text that is no integer stays a text, and is the server's to refuse.
*/
export function writeValues(positions) {
	return (draft, body, value, contentType) => writeJson(draft, body, value, contentType, jsonOf(value, "", 0));
	function jsonOf(value, name, index) {
		const own = value;
		const plain = typeof own?.toJSON === "function" ? own.toJSON(name) : value;
		if (typeof plain === "bigint") return String(plain);
		const position = index === undefined ? undefined : positions[index];
		if (typeof plain === "string" && position?.is && /^-?\d+$/.test(plain)) return String(BigInt(plain));
		if (typeof plain !== "object" || plain === null) return JSON.stringify(plain);
		if (Array.isArray(plain)) return `[${plain.map((item, at) => jsonOf(item, String(at), position?.items) ?? "null").join()}]`;
		const members = Object.entries(plain).flatMap(([key, member]) => {
			const text = jsonOf(member, key, position && memberPosition(position, key));
			return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
		});
		return `{${members.join()}}`;
	}
}
//# sourceMappingURL=write-values.js.map
