import { sendThrough } from "../send-through.js";
import { parseValues } from "./parse-values.js";
/**
* The operation, the errors of which have values at these positions that are not what JSON.parse makes. openapi-fetch parses
* errors by itself, so their text is read beside it. A response that middleware puts in its place has the digits that
* JSON.parse left.
*/
export function readFailures(operation, positions) {
	const parse = parseValues(positions);
	return sendThrough(operation, (transport) => {
		const { raw } = transport;
		const request = async (method, path, init = {}) => {
			const texts = new WeakMap();
			const keep = { async onResponse({ response }) {
				if (!response.ok) texts.set(response, await response.clone().text());
			} };
			const result = await raw.request(method, path, {
				...init,
				middleware: [...init.middleware ?? [], keep]
			});
			const { error, response } = result;
			// A text is what openapi-fetch could not parse.
			if (error === undefined || typeof error === "string") return result;
			return {
				error: parse(texts.get(response) ?? JSON.stringify(error)),
				response
			};
		};
		return {
			...transport,
			raw: {
				...raw,
				request
			}
		};
	});
}
//# sourceMappingURL=read-failures.js.map
