/**
* The body of a 2xx response about whose media type nothing is known: JSON if it parses, otherwise the text; undefined when
* it is empty.
*/
export async function readUntyped(response, _operation, parse = JSON.parse) {
	const body = await response.text();
	try {
		return parse(body);
	} catch {
		return body || undefined;
	}
}
