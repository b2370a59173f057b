import { isForm, isMultipart, mediaTypeOf, setBody } from "./body.js";
import { isJson } from "./core/json.js";
/**
* Writes text and binary bodies as they are: strings, Blobs, ArrayBuffers, typed arrays, streams. A binary value is
* never JSON: it goes under the first declared type that is not. Under a media type range (`image/*`) the type sent is
* the Blob's own.
*
* Throws a TypeError for an array or an object under, say, XML: how to write it is unknown. Under a range it is JSON.
*/
export function writeRaw(draft, body, value, contentType) {
	const wanted = mediaTypeOf(body, contentType);
	const isBinaryValue = isBinary(value);
	const type = isBinaryValue && !isRaw(wanted) ? body.content?.find(isRaw) : wanted;
	if (!type || !isRaw(type)) return false;
	const isRange = type.includes("*");
	if (isBinaryValue) {
		const own = value instanceof Blob && value.type || "application/octet-stream";
		setBody(draft, value, isRange ? own : type);
		// Node takes a stream with this only.
		draft.init.duplex = "half";
		draft.init.isStream = !isBytes(value);
		return true;
	}
	if (typeof value !== "object") return setBody(draft, String(value), isRange ? "text/plain;charset=UTF-8" : type);
	if (isRange) return false;
	throw new TypeError(`a body of type ${type} must be text or binary`);
}
/** Whether a value is bytes, or a stream of them, rather than an array or an object with members. */
export function isBinary(value) {
	return isBytes(value) || value instanceof ReadableStream || Symbol.asyncIterator in Object(value);
}
/** Whether a value is bytes that are all there. */
export function isBytes(value) {
	return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}
function isRaw(mediaType) {
	return !isJson(mediaType) && !isForm(mediaType) && !isMultipart(mediaType);
}
