import { operationNames } from "./result.js";
/** A response that was not a 2xx one, thrown by `unwrap`. */
export class ResponseError extends Error {
	name = "ResponseError";
	/** The operation's public name; undefined for a response that the raw client got. */
	operation;
	/** The HTTP status. */
	status;
	/** The response's body as it was parsed; undefined when it is empty. */
	body;
	response;
	constructor(response, body) {
		const operation = operationNames.get(response);
		super(`${operation ?? response.url}: ${response.status} ${response.statusText}`.trim());
		this.operation = operation;
		this.status = response.status;
		this.body = body === response ? undefined : body;
		this.response = response;
	}
}
export function unwrap(result) {
	if ("then" in result) return Promise.resolve(result).then((settled) => unwrap(settled));
	const { data, error, response } = result;
	if (!response.ok) throw new ResponseError(response, error);
	return data;
}
//# sourceMappingURL=unwrap.js.map
