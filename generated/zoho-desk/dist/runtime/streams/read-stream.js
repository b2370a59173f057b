import { readBody } from "../read-body.js";
import { jsonLines, jsonSequence } from "./json-parts.js";
import { serverSentEvents } from "./server-sent-events.js";
/**
* Reads 2xx responses that may be streams, by their own `Content-Type`: JSON lines and JSON text sequences as their values,
* event streams as their events, of which `data` says what they carry; anything else as `readBody` does. Nothing is read
* before it is asked for: until then `response.body` is there for other readers.
*/
export function readStream(data) {
	return async (response, operation, parse) => {
		const { body } = response;
		const [type = ""] = (response.headers.get("Content-Type") ?? "").toLowerCase().split(";");
		if (body && type.includes("event-stream")) return serverSentEvents(body, {
			name: operation,
			parse,
			data
		});
		if (body && type.includes("json-seq")) return jsonSequence(body, {
			name: operation,
			parse
		});
		if (body && /jsonl|ndjson/.test(type)) return jsonLines(body, {
			name: operation,
			parse
		});
		return readBody(response, operation, parse);
	};
}
//# sourceMappingURL=read-stream.js.map
