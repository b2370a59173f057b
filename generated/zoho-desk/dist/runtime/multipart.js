import { isMultipart, mediaTypeOf, setBody } from "./body.js";
import { encodingOf } from "./form.js";
import { isBinary, isBytes } from "./raw.js";
import { pairsOf, textOf } from "./styled.js";
/**
* Writes an object as `multipart/form-data` (OpenAPI Specification 3.1.1, section 4.8.15.1; RFC 7578): files keep their
* name and type, arrays repeat the part, objects become JSON parts, the property's encoding is honoured. FormData passes
* as it is.
*
* Throws a TypeError for a stream, whose length and content only reading it could tell.
*
* The parts are written here because FormData cannot give a part a type without making a file of it, and servers then
* take a JSON part for an upload.
*/
export function writeMultipart(draft, body, value, contentType) {
	if (value instanceof FormData) return setBody(draft, value, null);
	if (!isMultipart(mediaTypeOf(body, contentType))) return false;
	const boundary = `form-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
	const parts = Object.entries(value ?? {}).flatMap(([property, member]) => {
		const encoding = encodingOf(body, property);
		return itemsOf(property, member, {
			...encoding,
			json: body.json
		}).filter(([, item]) => item != null).flatMap(([name, item]) => [
			`--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`,
			...partOf(item, {
				name,
				type: encoding.contentType ?? "",
				json: body.json
			}),
			"\r\n"
		]);
	});
	return setBody(draft, new Blob([...parts, `--${boundary}--\r\n`]), `multipart/form-data; boundary=${boundary}`);
}
/** The parts that one property makes, by name. */
function itemsOf(property, member, { json, ...encoding }) {
	const { contentType: _, style = "form", explode = style === "form", ...others } = encoding;
	const isStyled = encoding.style !== undefined || encoding.explode !== undefined || Object.keys(others).length > 0;
	if (!isStyled) return [member].flat().map((item) => [property, item]);
	const delimiter = {
		form: ",",
		spaceDelimited: " ",
		pipeDelimited: "|",
		deepObject: ","
	}[style];
	return pairsOf(property, member, {
		style,
		explode,
		json
	}).map(([name, texts]) => [name, texts.join(delimiter)]);
}
/** The rest of a part's head, and its content. */
function partOf(item, { name, type: declared, json }) {
	// A list or a range of types says what is allowed, not what this part is.
	const type = /[,*\r\n]/.test(declared) ? "" : declared;
	if (!isBinary(item)) return [headEnd(type || (typeof item === "object" ? "application/json" : "")), textOf(item, json)];
	if (!isBytes(item)) throw new TypeError(`the part "${name}" is a stream: give a Blob or a File, which openAsBlob of node:fs makes of a file without reading it`);
	const file = item instanceof Blob ? item : new Blob([item]);
	const filename = escapeName(file.name ?? "blob");
	return [`; filename="${filename}"${headEnd(file.type || type || "application/octet-stream")}`, file];
}
function headEnd(type) {
	return `${type && `\r\nContent-Type: ${type}`}\r\n\r\n`;
}
/** As browsers write names (HTML Standard, "multipart/form-data encoding algorithm"). */
function escapeName(name) {
	return name.replace(/[\r\n"]/g, encodeURIComponent);
}
