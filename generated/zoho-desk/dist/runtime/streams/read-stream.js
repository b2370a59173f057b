import { readBody } from "../read-body.js";
import { readJson } from "../read-json.js";
import { jsonLines, jsonSequence } from "./json-parts.js";
import { serverSentEvents } from "./server-sent-events.js";
const names = {
	events: "an event stream",
	lines: "JSON lines",
	sequence: "a JSON text sequence"
};
/**
* Reads 2xx responses that may be streams, by their own `Content-Type`: JSON lines and JSON text sequences as their values,
* event streams as their events, of which `data` says what they carry; anything else as `readBody` does. Nothing is read
* before it is requested: until then `response.body` is there for other readers.
*
* `only` is set where the operation responds with nothing but that. It is read as such then, a response without a body as an
* empty stream, unless its type is evidently another, such as that of a page: this rejects with a ContentError.
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
/** Whether a type cannot be the label of a stream, be it a careless one. JSON has no events, and would seem to be without. */
function isOther(type, only) {
	if (type === "" || type.includes("octet-stream")) return false;
	return type.includes("json") ? only === "events" : !/^text\/(?!html|xml)/.test(type);
}
/** A parser for which nothing is what it should be. */
function refuse() {
	throw new SyntaxError();
}
//# sourceMappingURL=read-stream.js.map
