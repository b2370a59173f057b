import { isForm, mediaTypeOf, setBody } from "./body.js";
import { isJson } from "./core/json.js";
import { textOf, textOfParameter } from "./styled.js";
/**
* Writes an object as `application/x-www-form-urlencoded` (OpenAPI Specification 3.1.1, section 4.8.15.1): by the
* property's style when its encoding has one; otherwise arrays repeat the name and objects become JSON. URLSearchParams
* and strings pass as they are.
*/
export function writeForm(draft, body, value, contentType) {
	const type = mediaTypeOf(body, contentType);
	if (value instanceof URLSearchParams) {
		return setBody(draft, value, isForm(type) ? type : "application/x-www-form-urlencoded");
	}
	if (!isForm(type)) return false;
	if (typeof value === "string") return setBody(draft, value, type);
	const texts = Object.entries(value ?? {}).map(([name, member]) => {
		const { contentType: own, ...style } = encodingOf(body, name);
		const isWhole = typeof member === "object" && (!Array.isArray(member) || isJson(own));
		const shown = isWhole && member && !Object.keys(style).length ? textOf(member, body.json) : member;
		return shown == null ? undefined : textOfParameter({
			...style,
			name,
			in: "query",
			json: body.json
		}, shown);
	});
	const text = texts.filter((pair) => pair !== undefined).join("&");
	return setBody(draft, text.replaceAll("%20", "+"), type);
}
/** The encoding of one property of a form or multipart body; empty when the document gives none. */
export function encodingOf(body, property) {
	return body.encoding && Object.hasOwn(body.encoding, property) && body.encoding[property] || {};
}
