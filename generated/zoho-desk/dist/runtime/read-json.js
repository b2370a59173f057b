/**
* The JSON in the body of a 2xx response; undefined when the body is empty, the text when it does not parse but is not
* labelled as JSON either.
*
* Rejects when it is labelled so, with the SyntaxError as `cause`, the `response`, and the text as `body`.
*/
export async function readJson(response, operation, parse = JSON.parse) {
	const body = await response.text();
	if (!body) return;
	try {
		return parse(body);
	} catch (cause) {
		if (!/json/i.test(response.headers.get("Content-Type"))) return body;
		// Not enumerable, so that no logger prints an address or a header with a secret.
		throw Object.defineProperties(new Error(`${operation}: malformed JSON`, { cause }), {
			response: { value: response },
			body: { value: body }
		});
	}
}
//# sourceMappingURL=read-json.js.map
