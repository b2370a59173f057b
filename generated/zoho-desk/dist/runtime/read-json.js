/**
* The content of a 2xx response (RFC 9110, section 6.4) is not what the operation declares: the page of a proxy where JSON
* should be, or malformed JSON. The status says success, so the request may have done its work; sending it again is safe
* where its method is idempotent.
*/
export class ContentError extends Error {
	name = "ContentError";
}
/**
* The JSON in the body of a 2xx response, however it is labelled; undefined when the body is empty.
*
* Rejects with a ContentError when `parse` throws; its message says that the body is not `declared`.
*/
export async function readJson(response, operation, parse = JSON.parse, declared = "JSON") {
	const body = await response.text();
	try {
		if (body) return parse(body);
	} catch {
		// Without what the parser threw, which quotes the body, and with nothing enumerable, which loggers print.
		throw Object.defineProperties(new ContentError(`${operation}: ${response.headers.get("Content-Type")} is not ${declared}`), {
			operation: { value: operation },
			body: { value: body },
			response: { value: response },
			status: { value: response.status }
		});
	}
}
