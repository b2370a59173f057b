import { cancellable } from "../fetch/clock.js";
import { readBody, readJson } from "../response/read-body.js";
import { textParts } from "./text-parts.js";
/**
* The values of JSON lines (`application/x-ndjson`, `application/jsonl`), as they arrive. Empty lines are skipped.
*
* Throws an Error that names the line, with the SyntaxError as `cause`, for a line that is not JSON, and one for a line
* that is too long; what the stream throws, such as the reason of an abort, is thrown unchanged.
*/
export function jsonLines(body, options = {}) {
	return jsonParts(body, {
		division: "line feed",
		part: "line",
		...options
	});
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
	return jsonParts(body, {
		division: "record separator",
		part: "record",
		...options,
		parse: whole
	});
}
function jsonParts(body, options) {
	const { name = "JSON stream", parse = JSON.parse, division, part, maximumLength } = options;
	// The first record begins after the first separator.
	const before = division === "record separator" ? 1 : 0;
	const tooLong = (number) => new Error(`${name}: ${part} ${number - before} is too long`);
	const texts = textParts(body, division, {
		maximumLength,
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
const keepAlive = /^\s*(?:ping|pong|keep[-_ ]?alive|heartbeat)\s*$/i;
/**
* The events of a `text/event-stream`, as they arrive. An event that is not ended by an empty line is dropped, as the
* standard has it. It does not connect again.
*
* Throws an Error that names the event and the line at which it ended, with the SyntaxError as `cause`, for data that
* is not JSON where it should be, after which the stream is over: to go on, take the data as `text`. Throws one for an
* event that is too long. What the stream throws is thrown unchanged.
*/
export function serverSentEvents(body, { name = "event stream", parse = JSON.parse, data: kind = "text", maximumLength = 2 ** 24 } = {}) {
	const tooLong = (line) => new Error(`${name}: the event at line ${line} is too long`);
	const lines = textParts(body, "line end", {
		maximumLength,
		tooLong
	});
	return cancellable(() => void lines.return(), events());
	async function* events() {
		let id = "";
		let retry;
		let event = "";
		let data = [];
		let length = 0;
		let number = 0;
		for await (const line of lines) {
			number += 1;
			if (line !== "") {
				const [, field = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
				if (field === "event") event = value;
				else if (field === "data") data.push(value);
				else if (field === "id" && !value.includes("\0")) id = value;
				else if (field === "retry" && /^\d+$/.test(value)) retry = Number(value);
				length += field === "data" ? value.length + 1 : 0;
				if (length > maximumLength) throw tooLong(number);
				continue;
			}
			if (data.length > 0) {
				const text = data.join("\n");
				if (kind === "json" && text === "[DONE]") return;
				const read = dataOf(text, event, number);
				if (read) {
					const shown = {
						event: event || "message",
						data: read.data,
						id
					};
					yield retry === undefined ? shown : {
						...shown,
						retry
					};
				}
			}
			event = "";
			data = [];
			length = 0;
		}
	}
	/** The data of an event; undefined of one that only keeps the connection open. */
	function dataOf(text, event, line) {
		if (kind === "text") return { data: text };
		try {
			return { data: parse(text) };
		} catch (cause) {
			if (!text.trim() || keepAlive.test(text) || keepAlive.test(event)) return undefined;
			// The type is the server's text: shown where it is a name.
			const named = /^[\w.:-]{1,50}$/.test(event) ? `"${event}" ` : "";
			throw new Error(`${name}: malformed JSON in the event ${named}at line ${line}`, { cause });
		}
	}
}
const names = {
	events: "an event stream",
	lines: "JSON lines",
	sequence: "a JSON text sequence"
};
/**
* Reads 2xx responses that may be streams, by their own `Content-Type`: JSON lines and JSON text sequences as their
* values, event streams as their events, of which `data` says what they carry; anything else as `readBody` does.
* Nothing is read before it is requested: until then `response.body` is there for other readers.
*
* `only` is set where the operation responds with nothing but that. It is read as such then, a response without a body
* as an empty stream, unless its type is evidently another, such as that of a page: this rejects with a ContentError.
*/
export function readStream(data, only) {
	return async (response, operation, parse) => {
		const { body } = response;
		const [type = ""] = (response.headers.get("Content-Type") ?? "").toLowerCase().split(";");
		const labelled = kindOf(type);
		const read = (kind, source) => streamOf(kind, source, {
			name: operation,
			parse,
			data
		});
		if (only === undefined) return body && labelled ? read(labelled, body) : readBody(response, operation, parse);
		if (body && isOther(type, only)) await readJson(response, operation, refuse, names[only]);
		else if (body) return read(only === "events" || labelled === "events" ? only : labelled ?? only, body);
		return read(only, new Response());
	};
}
function streamOf(kind, body, options) {
	if (kind === "events") return serverSentEvents(body, options);
	return kind === "lines" ? jsonLines(body, options) : jsonSequence(body, options);
}
function kindOf(type) {
	if (type.includes("event-stream")) return "events";
	if (type.includes("json-seq")) return "sequence";
	return /jsonl|ndjson/.test(type) ? "lines" : undefined;
}
/**
* Whether a type cannot be the label of a stream, be it a careless one. JSON has no events, and would seem to be
* without.
*/
function isOther(type, only) {
	if (type === "" || type.includes("octet-stream")) return false;
	return type.includes("json") ? only === "events" : !/^text\/(?!html|xml)/.test(type);
}
/** A parser that accepts nothing. */
function refuse() {
	throw new SyntaxError();
}
