import { quoteLongIntegers } from "../values/parse-values.js";
import { isObject } from "./json-object.js";
/**
* Arguments as a model gives them, an object or its JSON text; undefined where they are neither. Integers of the text that
* a number does not hold are BigInts.
*/
export function argumentsIn(args) {
	if (args === undefined || args === null || args === "") return {};
	if (typeof args !== "string") return isObject(args) ? args : undefined;
	try {
		const parsed = JSON.parse(args);
		const quoted = quoteLongIntegers(args);
		const exact = quoted === args ? parsed : withBigInts(parsed, JSON.parse(quoted));
		return isObject(exact) ? exact : undefined;
	} catch {
		return undefined;
	}
}
/** The arguments with text in place of the BigInts that no number holds. */
export function withTexts(args) {
	return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, textOf(value)]));
}
function withBigInts(value, exact) {
	if (typeof value === "number") return typeof exact === "string" && !Number.isSafeInteger(value) ? BigInt(exact) : value;
	if (typeof value !== "object" || value === null) return value;
	const members = value;
	// The names are own ones, so that an assignment sets no prototype.
	for (const name of Object.keys(members)) members[name] = withBigInts(members[name], exact[name]);
	return members;
}
function textOf(value) {
	if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	if (Array.isArray(value)) return value.map(textOf);
	// Whatever a program gives beside JSON stays what it is.
	const isPlain = isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
	return isPlain ? withTexts(value) : value;
}
//# sourceMappingURL=json-arguments.js.map
