import { readJson } from "./read-json.js";
/**
* The body of a 2xx response by the response's own `Content-Type`: JSON parsed, text and XML as a string, event streams
* and JSON lines as the ReadableStream, anything else, pictures in XML included, as a Blob. Without a type: JSON if it
* parses, otherwise text. Undefined when there is no body (204, 205, HEAD).
*
* Rejects as `readJson` does.
*/
export async function readBody(response, operation, parse) {
	if (response.body === null) return undefined;
	const [type = ""] = (response.headers.get("Content-Type") ?? "").toLowerCase().split(";");
	if (/event-stream|jsonl|ndjson|json-seq/.test(type)) return response.body;
	if (/json|^$/.test(type)) return readJson(response, operation, parse);
	return /^text|^application.*[/+](xml|yaml|x-yaml|x-www-form-urlencoded)/.test(type) ? response.text() : response.blob();
}
//# sourceMappingURL=read-body.js.map
