import { failureText, oneLine } from "./failure-text.js";
import { retryAfter } from "./fetch/retry-after.js";
import { redactData, redactText, redactUrl } from "./redact.js";
import { descriptions } from "./result.js";
import { sentSecrets } from "./sent-secrets.js";
/** Marks the errors of every copy of this module: a program may have several packages, or one of them twice. */
const brand = Symbol.for("twinspec.ApiError");
/** Headers in which services name a request, so that their support can find it. */
const requestIdHeaders = [
	"x-request-id",
	"request-id",
	"x-amzn-requestid",
	"x-amz-request-id",
	"x-ms-request-id",
	"x-github-request-id",
	"x-correlation-id",
	"x-trace-id",
	"cf-ray"
];
/**
* A response that was not a 2xx one. What is printed or logged of it holds no secrets: the body is shown without what
* looks like one, the response only on demand.
*/
export class ApiError extends Error {
	name = "ApiError";
	/** The HTTP status. */
	status;
	/** The operation's public name; undefined for a response that the raw client got. */
	operation;
	/** The identifier that the service gave the request, for its support. */
	requestId;
	/** Milliseconds, from when this was made, that a `Retry-After` header asks to wait; undefined when there is none. */
	retryAfter;
	request;
	/** `error` is what a result has: the response itself stands for an empty body. */
	constructor(response, error, options) {
		const body = error === response ? undefined : error;
		const description = descriptions.get(response);
		const secrets = sentSecrets(response);
		const request = {
			method: description?.method,
			url: redactUrl(response.url || (description?.path ?? ""))
		};
		const reason = oneLine(redactText(response.statusText.slice(0, 100), secrets));
		const status = `${response.status} ${reason}`.trim();
		const said = failureText(body, secrets);
		const isNews = ![
			`${response.status}`,
			reason,
			status
		].some((text) => text.toLowerCase() === said.toLowerCase());
		super([
			description?.name ?? request.url,
			status,
			isNews && said
		].filter(Boolean).join(": "), options);
		this.status = response.status;
		this.operation = description?.name;
		this.requestId = requestIdHeaders.map((header) => response.headers.get(header)).find(Boolean) ?? undefined;
		this.retryAfter = retryAfter(response.headers, Date.now());
		this.request = request;
		// Not enumerable, so that no logger prints them.
		Object.defineProperties(this, {
			body: { value: body },
			response: { value: response },
			[brand]: { value: true }
		});
	}
	/** What may be logged. */
	toJSON() {
		const { name, message, status, operation, requestId, retryAfter, request } = this;
		return {
			name,
			message,
			status,
			operation,
			requestId,
			retryAfter,
			request,
			body: redactData(this.body, sentSecrets(this.response))
		};
	}
}
export function isApiError(error, operation) {
	if (typeof error !== "object" || error === null || !(brand in error)) return false;
	return !operation || error.operation === operation.description.name;
}
//# sourceMappingURL=api-error.js.map
