import { isJson } from "./core/json.js";
import { writeHeader } from "./header.js";
/** The start of a style's text, what stands between its pairs, and what stands between the members of one pair. */
const styles = {
	matrix: [
		";",
		";",
		","
	],
	label: [
		".",
		".",
		","
	],
	simple: [
		"",
		",",
		","
	],
	form: [
		"",
		"&",
		","
	],
	spaceDelimited: [
		"",
		"&",
		"%20"
	],
	pipeDelimited: [
		"",
		"&",
		"%7C"
	],
	deepObject: [
		"",
		"&",
		","
	]
};
/**
* Writes a parameter of any place by its style, explode, allowReserved and content (OpenAPI Specification 3.1.1, section
* 4.8.12.6; RFC 6570). Undefined and null members are left out, and so is an array or an object without members.
*/
export function writeStyled(draft, parameter, value) {
	const { name, in: place } = parameter;
	const text = textOfParameter(parameter, value);
	if (text === undefined) return;
	if (place === "path") draft.path[name] = text;
	else if (place === "header") writeHeader(draft, parameter, text);
	else if (place === "query") draft.query.push(text);
	else draft.header["Cookie"] = draft.header["Cookie"] ? `${draft.header["Cookie"]}; ${text}` : text;
}
/** The text of a parameter: `a=1&b=2` in a query, `a=1; b=2` in a cookie, `;a=1;b=2` in a path, `a=1,b=2` in a header. */
export function textOfParameter(parameter, value) {
	const { name, in: place, json = JSON.stringify } = parameter;
	const isBareByDefault = place === "path" || place === "header";
	const style = parameter.style ?? (isBareByDefault ? "simple" : "form");
	const explode = parameter.explode ?? style === "form";
	const [start, between, delimiter] = styles[style];
	const shown = isJson(parameter.content) ? json(value) : value;
	const isObject = !Array.isArray(shown) && membersOf(shown) !== undefined;
	const isNamed = style !== "simple" && style !== "label" || explode && isObject;
	const encode = place === "header" ? String : encodeURIComponent;
	const encodeValue = parameter.allowReserved ? reserving(place === "path" ? inPath : inQuery) : encode;
	const pairs = pairsOf(name, shown, {
		style,
		explode,
		json
	}).map(([key, members]) => {
		const text = members.map(encodeValue).join(delimiter);
		if (!isNamed) return text;
		return style === "matrix" && !text ? encode(key) : `${encode(key)}=${text}`;
	});
	return pairs.length ? start + pairs.join(place === "cookie" ? "; " : between) : undefined;
}
/**
* A value as names and the texts of their members, before encoding: `[["color", ["blue", "black"]]]`. What the
* specification leaves open: arrays inside a deepObject are numbered (`ids[0]`), nested values of other styles are JSON.
*/
export function pairsOf(name, value, { style, explode, json }) {
	const members = membersOf(value);
	if (!members) return [[name, [textOf(value, json)]]];
	if (style === "deepObject") return members.flatMap(([key, member]) => pairsOf(`${name}[${key}]`, member, {
		style,
		explode: true,
		json
	}));
	const isArray = Array.isArray(value);
	if (explode) return members.map(([key, member]) => [isArray ? name : key, [textOf(member, json)]]);
	const texts = members.flatMap(([key, member]) => isArray ? [textOf(member, json)] : [key, textOf(member, json)]);
	return texts.length ? [[name, texts]] : [];
}
/** The text of a primitive; of an array or an object its JSON. */
export function textOf(value, json = JSON.stringify) {
	const plain = plainOf(value);
	return typeof plain === "object" ? json(plain) : String(plain);
}
/** The members of an array or an object that have a value; undefined for a primitive. */
function membersOf(value) {
	const plain = plainOf(value);
	if (typeof plain !== "object") return undefined;
	return Object.entries(plain ?? {}).filter(([, member]) => member != null);
}
/** What represents an object that has a text of its own: a Date's ISO text, the JSON of a URL or a Temporal value. */
function plainOf(value) {
	const own = value;
	return own?.toISOString?.() ?? own?.toJSON?.() ?? value;
}
/** Percent-triplets, and the reserved characters that do not end the value: `&` and `#` in a query, `/?#` in a path do. */
const inQuery = /(%[\da-f]{2}|[:/?[\]@!$'()*+,;=])/i;
const inPath = /(%[\da-f]{2}|[:[\]@!$&'()*+,;=])/i;
function reserving(reserved) {
	return (text) => text.split(reserved).map((part, index) => index % 2 ? part : encodeURIComponent(part)).join("");
}
