import { readJson } from "../read-json.js";
import { memberPosition, positionOf } from "./value-position.js";
/** What reads the body of a response of which some values are not what JSON.parse makes. Default of `read`: `readJson`. */
export function readValues(positions, read = readJson) {
	const parse = parseValues(positions);
	return (response, operation) => read(response, operation, parse);
}
/** A parser of JSON that loses no digit of the integers at the positions. */
export function parseValues(positions) {
	return (text) => {
		const value = JSON.parse(text);
		// The text says the digits that a number has lost. Most bodies have no such number.
		const exact = /(?:^|[[{:,\s-])\d{16}/.test(text) ? JSON.parse(quoteLongIntegers(text)) : value;
		return converted(value, exact, 0);
	};
	function converted(value, exact, index) {
		const position = positionOf(positions, index, value);
		if (!position) return value;
		if (typeof value === "number" || typeof value === "string") {
			const is = typeof value === "string" && position.texts || position.is;
			return is ? madeOf(is, value, exact) : value;
		}
		if (typeof value !== "object" || value === null) return value;
		if (Array.isArray(value)) return value.map((item, at) => converted(item, exact[at], memberPosition(position, at)));
		const object = value;
		for (const name of Object.keys(object)) {
			const at = memberPosition(position, name);
			if (at !== undefined) object[name] = converted(object[name], exact[name], at);
		}
		return object;
	}
}
function madeOf(kind, value, exact) {
	if (typeof value === "string") {
		if (kind === "date") return new Date(value);
		return kind === "bigint" && /^-?\d+$/.test(value) ? BigInt(value) : value;
	}
	if (kind === "date" || kind === "bigint" && !Number.isInteger(value)) return value;
	// A fraction is not an integer, whatever the document says; what is written as 1e3 is one.
	const digits = typeof exact === "string" ? exact : Number.isInteger(value) ? String(BigInt(value)) : String(value);
	return kind === "bigint" ? BigInt(digits) : digits;
}
/** Valid JSON with its integers of 16 digits and more as strings. */
export function quoteLongIntegers(text) {
	return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) => /^-?\d{16,}$/.test(token) ? `"${token}"` : token);
}
