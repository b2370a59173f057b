import { cancellable } from "../fetch/clock.js";
import { textParts } from "./text-parts.js";
/**
* The values of JSON lines (`application/x-ndjson`, `application/jsonl`), as they arrive. Empty lines are skipped.
*
* Throws an Error that names the line, with the SyntaxError as `cause`, for a line that is not JSON, and one for a line
* that is too long; what the stream throws, such as the reason of an abort, comes as it is.
*/
export function jsonLines(body, options = {}) {
	return jsonParts(body, "line feed", "line", options);
}
/**
* The values of a JSON text sequence (`application/json-seq`, RFC 7464), as they arrive.
*
* Throws as `jsonLines` does, with the number of the record; and for a number, true, false or null without white space
* after it, which may have been cut (section 2.4).
*/
export function jsonSequence(body, options = {}) {
	const { parse = JSON.parse } = options;
	const whole = (text) => {
		if (/^[^"[{]*\S$/.test(text.trimStart())) throw new SyntaxError("the record may have been cut");
		return parse(text);
	};
	return jsonParts(body, "record separator", "record", {
		...options,
		parse: whole
	});
}
function jsonParts(body, division, part, { name = "JSON stream", parse = JSON.parse, ...options }) {
	// The first record begins after the first separator.
	const before = division === "record separator" ? 1 : 0;
	const tooLong = (number) => new Error(`${name}: ${part} ${number - before} is too long`);
	const texts = textParts(body, division, {
		...options,
		tooLong
	});
	return cancellable(() => void texts.return(), values());
	async function* values() {
		let number = -before;
		for await (const text of texts) {
			number += 1;
			if (!text.trim()) continue;
			yield parsed(text, number);
		}
	}
	function parsed(text, number) {
		try {
			return parse(text);
		} catch (cause) {
			throw new Error(`${name}: malformed JSON in ${part} ${number}`, { cause });
		}
	}
}
