/**
* The JSON in the body of a 2xx response; undefined when the body is empty, the text when it does not parse but is not
* labelled as JSON either.
*
* Rejects when it is labelled so, with the SyntaxError as `cause`, the `response`, and the text as `body`.
*/
export async function readJson(response, operation) {
	const body = await response.text();
	if (!body) return;
	try {
		return JSON.parse(body);
	} catch (cause) {
		if (!/json/i.test(response.headers.get("Content-Type"))) return body;
		throw Object.assign(new Error(`${operation}: malformed JSON`, { cause }), {
			response,
			body
		});
	}
}
//# sourceMappingURL=read-json.js.map
