import { canStandIn } from "./stand-in.js";
import { abortable } from "./time-box.js";
/** Bytes; a body that is longer is read by the caller alone. */
const limit = 2 ** 20;
/**
* Reads the body of an error, or of JSON, so that one that breaks off or hangs fails the attempt, which may be repeated, and
* not the caller. Bodies of other types may be endless, or wanted piece by piece: none of them is read. Undefined where there
* is no body. Rejects where that of a 2xx response breaks off; of an error, the status and the headers are worth more.
*/
export async function readAhead(response, signal) {
	if (!canStandIn(response)) return undefined;
	const rest = response.body.getReader();
	const chunks = [];
	if (response.ok && !isJson(response.headers.get("Content-Type"))) return {
		chunks,
		rest
	};
	try {
		for (let size = 0; size <= limit;) {
			const { done, value } = await abortable(rest.read(), signal);
			if (done) return {
				chunks,
				rest: undefined
			};
			chunks.push(value);
			size += value.byteLength;
		}
	} catch (error) {
		rest.cancel(error).catch(() => {});
		if (response.ok) throw error;
		return {
			chunks,
			rest: undefined,
			failure: { error }
		};
	}
	return {
		chunks,
		rest
	};
}
/** The bytes of chunks in one piece. */
export function joinChunks(chunks) {
	const bytes = new Uint8Array(chunks.reduce((size, { byteLength }) => size + byteLength, 0));
	let offset = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, offset);
		offset += chunk.byteLength;
	}
	return bytes;
}
/** `application/json` and types with its suffix, but not lines or sequences of JSON, which are streams. */
function isJson(contentType) {
	return /^[^;]*[/+]json\s*(?:;|$)/i.test(contentType ?? "");
}
//# sourceMappingURL=read-ahead.js.map
