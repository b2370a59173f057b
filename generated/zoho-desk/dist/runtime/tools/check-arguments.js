import { referredName } from "./definitions.js";
import { isObject } from "./json-object.js";
import { didYouMean, isSameWord } from "./nearest.js";
const deepest = 20;
const deepestNumber = 200;
const mostFaults = 50;
/** What texts of a format look like: a test, what to call it, an example. */
const formats = {
	date: [
		(text) => /^\d{4}-\d\d-\d\d$/.test(text) && isPointInTime(text),
		"a date",
		"2026-03-02"
	],
	"date-time": [
		(text) => /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text) && isPointInTime(text),
		"a date-time",
		"2026-03-02T09:00:00Z"
	],
	int64: [
		(text) => /^-?\d+$/.test(text),
		"an integer",
		"\"42\""
	],
	uint64: [
		(text) => /^\d+$/.test(text),
		"an integer from 0 on",
		"\"42\""
	]
};
/**
* What a schema has against a value: names it does not know, even where it would let them pass, what is missing, and
* what is of another type, format or size. Patterns are not looked at: they are a document's text, of unknown cost.
*
* Integers of 64 bits may be texts or numbers. A BigInt stands for an integer of JSON text that a number does not hold:
* good where text is taken.
*/
export function checkArguments(schema, value, schemas) {
	const texts = new Set();
	const faults = check(schema, value, {
		path: "",
		depth: 0,
		schemas,
		texts
	});
	const all = [...lostDigits(value, texts), ...faults];
	return [...new Map(all.map((each) => [`${each.path} ${each.message}`, each])).values()].slice(0, mostFaults);
}
/** The integers that no number holds, wherever they stand. */
function lostDigits(value, texts, path = "", depth = 0) {
	if (isTooLong(value)) {
		if (typeof value === "number") return [fault("lost-digits", path, "is a number that lost digits: give it as text")];
		if (texts.has(path)) return [];
		return [fault("lost-digits", path, "has more digits than a number holds: give it as text")];
	}
	if (typeof value !== "object" || value === null || depth > deepestNumber) return [];
	const at = (name) => Array.isArray(value) ? `${path}[${name}]` : path ? `${path}.${name}` : name;
	return Object.entries(value).flatMap(([name, each]) => lostDigits(each, texts, at(name), depth + 1));
}
function isTooLong(value) {
	return (typeof value === "bigint" || Number.isInteger(value)) && !Number.isSafeInteger(Number(value));
}
function check(schema, written, place) {
	if (!isObject(schema) || place.depth > deepest || written === undefined) return [];
	if (isTooLong(written)) {
		if (schemasOf(schema, place.schemas).some(takesText)) place.texts.add(place.path);
		return [];
	}
	const value = typeof written === "bigint" ? Number(written) : written;
	const inner = {
		...place,
		depth: place.depth + 1
	};
	const alternatives = [schema["anyOf"], schema["oneOf"]].filter(Array.isArray).map((choices) => leastFaults(choices.map((choice) => check(choice, value, inner))));
	const all = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
	const parts = [referred(schema, place.schemas), ...all].flatMap((part) => check(part, value, inner));
	const own = Array.isArray(value) ? value.flatMap((each, index) => check(schema["items"], each, {
		...inner,
		path: `${place.path}[${index}]`
	})) : isObject(value) ? checkMembers(schema, value, inner) : [];
	// What one part of an allOf does not know another may; whoever knows all of it says so.
	const known = new Set(schemasOf(schema, place.schemas).flatMap(propertiesOf));
	const faults = [
		...checkValue(schema, value, place.path),
		...parts,
		...alternatives.flat(),
		...own
	];
	return faults.filter(({ kind, path }) => kind !== "unknown" || !known.has(path.slice(place.path ? place.path.length + 1 : 0)));
}
function leastFaults(faults) {
	return faults.reduce((least, next) => next.length < least.length ? next : least, faults[0] ?? []);
}
function checkMembers(schema, value, place) {
	const properties = isObject(schema["properties"]) ? schema["properties"] : undefined;
	const at = (name) => place.path ? `${place.path}.${name}` : name;
	const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
	const missing = required.filter((name) => !Object.hasOwn(value, name) || value[name] === undefined).map((name) => fault("missing", at(name), "is missing"));
	const { additionalProperties: additional, patternProperties } = schema;
	const isOpen = patternProperties !== undefined || additional !== undefined && additional !== false || !properties;
	const members = Object.entries(value).flatMap(([name, each]) => {
		const inner = {
			...place,
			path: at(name)
		};
		if (properties && Object.hasOwn(properties, name)) return check(properties[name], each, inner);
		const names = Object.keys(properties ?? {});
		// Where any name may stand, only another way of writing a known one is a slip of the pen.
		const near = didYouMean(name, isOpen ? names.filter((each) => isSameWord(each, name)) : names);
		const unknown = fault("unknown", inner.path, `is not known${near}`);
		const named = near ? [{
			...unknown,
			isNear: true
		}] : isOpen ? [] : [unknown];
		return [...named, ...check(additional, each, inner)];
	});
	return [
		...missing,
		...members,
		...checkRange(value, at)
	];
}
/** A range whose end is before its start, such as `startDate` and `endDate`. */
function checkRange(value, at) {
	return Object.entries(value).flatMap(([name, start]) => {
		const other = name.replace(/^start(?=$|[A-Z_])/, "end");
		const end = other !== name && Object.hasOwn(value, other) ? value[other] : undefined;
		if (typeof start !== "string" || typeof end !== "string" || !(Date.parse(end) < Date.parse(start))) return [];
		return [fault("invalid", at(other), `is before ${name}`)];
	});
}
function checkValue(schema, value, path) {
	const types = typesOf(schema);
	const { format, minimum, maximum, minLength, maxLength } = schema;
	// A mixed id, which says that it may be an integer, may be any text.
	const isMixed = types.includes("integer");
	const isDigits = (format === "int64" || format === "uint64") && !isMixed;
	const isTaken = (type) => isOfType(value, type) || isDigits && type === "string" && Number.isInteger(value);
	if (types.length > 0 && !types.some(isTaken)) return [fault("invalid", path, `must be ${types.join(" or ")}`)];
	const choices = Object.hasOwn(schema, "const") ? [schema["const"]] : schema["enum"];
	if (Array.isArray(choices) && choices.every((each) => typeof each !== "object") && !choices.includes(value)) {
		const near = typeof value === "string" ? didYouMean(value, choices.map(String)) : "";
		return [fault("invalid", path, `must be one of ${choices.slice(0, 20).map(String).join(", ")}${near}`)];
	}
	if (typeof value === "string") {
		const isKnown = typeof format === "string" && Object.hasOwn(formats, format) && !isMixed;
		const [isGood, what, example] = isKnown && formats[format] || [() => true];
		if (!isGood(value)) return [fault("invalid", path, `must be ${what}, such as ${example}`)];
		if (typeof minLength === "number" && value.length < minLength) return [fault("invalid", path, "is too short")];
		if (typeof maxLength === "number" && [...value].length > maxLength) return [fault("invalid", path, "is too long")];
	}
	if (typeof value === "number" || isDigits && typeof value === "string") {
		if (typeof minimum === "number" && Number(value) < minimum) return [fault("invalid", path, `is less than ${minimum}`)];
		if (typeof maximum === "number" && Number(value) > maximum) return [fault("invalid", path, `is more than ${maximum}`)];
	}
	return [];
}
function isPointInTime(text) {
	return !Number.isNaN(Date.parse(text));
}
function isOfType(value, type) {
	if (type === "null") return value === null;
	if (type === "array") return Array.isArray(value);
	if (type === "object") return isObject(value);
	if (type === "integer") return Number.isInteger(value);
	return typeof value === type;
}
function typesOf(schema) {
	return [schema["type"] ?? []].flat().map(String);
}
function takesText(schema) {
	return typesOf(schema).includes("string");
}
function propertiesOf({ properties }) {
	return isObject(properties) ? Object.keys(properties) : [];
}
/** The schema that another refers to. */
function referred(schema, schemas) {
	const name = referredName(schema["$ref"]);
	return name !== undefined && Object.hasOwn(schemas, name) ? schemas[name] : undefined;
}
/** All schemas of one value: the given one, and those of its references and compositions. */
function schemasOf(schema, schemas, depth = 0) {
	if (!isObject(schema) || depth > deepest) return [];
	const parts = [
		schema["allOf"],
		schema["anyOf"],
		schema["oneOf"]
	].filter(Array.isArray).flat();
	return [schema, ...[referred(schema, schemas), ...parts].flatMap((part) => schemasOf(part, schemas, depth + 1))];
}
function fault(kind, path, message) {
	return {
		kind,
		path,
		message
	};
}
//# sourceMappingURL=check-arguments.js.map
