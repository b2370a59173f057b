import { cancellable } from "../fetch/clock.js";
import { textParts } from "./text-parts.js";
const keepAlive = /^\s*(?:ping|pong|keep[-_ ]?alive|heartbeat)\s*$/i;
/**
* The events of a `text/event-stream`, as they arrive. An event that is not ended by an empty line is dropped, as the
* standard has it. It does not connect again.
*
* Throws an Error that names the event and the line at which it ended, with the SyntaxError as `cause`, for data that is not
* JSON where it should be, after which the stream is over: who wants to go on takes the data as `text`. Throws one for an
* event that is too long. What the stream throws comes as it is.
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
