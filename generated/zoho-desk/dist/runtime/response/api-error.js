import { memberAt } from "../core/json.js";
import { oneLine, redactData, redactText, redactUrl, sentSecrets } from "../core/redact.js";
import { descriptions } from "../core/transport.js";
import { retryAfter } from "../fetch/call-limits.js";
/** Marks the errors of every copy of this module: a program may have several packages, or one of them twice. */
const brand = /* @__PURE__ */ Symbol.for("twinspec.ApiError");
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
/** Where APIs put the code of an error, its text, and what is wrong with one field: the first that has one counts. */
const codeFields = [
	"errorCode",
	"error_code",
	"code",
	"error",
	"status",
	"type"
];
const textFields = [
	"message",
	"Message",
	"errorMessage",
	"error_description",
	"error",
	"description",
	"msg"
];
const placeFields = [
	"fieldName",
	"field",
	"pointer",
	"path",
	"param",
	"location",
	"name"
];
const faultFields = [
	"errorMessage",
	"message",
	"detail",
	"title",
	"errorType",
	"code"
];
const longest = 300;
const mostFaults = 3;
/**
* What the body of an error says, in one line of at most 300 characters and without what looks like a secret: code,
* text and fields of the usual shapes (`message`, `error`, `errorCode`, `errors[]`, `title` and `detail` of RFC 9457,
* `error_description` of RFC 6749), the first line of a string, the title of an HTML page. Empty when it says nothing.
*/
export function failureText(body, secrets = []) {
	const text = typeof body === "string" ? textOfPage(body) : textOfObject(body);
	const line = redactText(oneLine(text.slice(0, 4 * longest)), secrets);
	return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
function textOfPage(body) {
	const start = body.slice(0, 1e4).trimStart();
	if (!start.startsWith("<")) return start.split("\n", 1)[0] ?? "";
	return /<title[^>]*>([^<]*)/i.exec(start)?.[1] ?? "";
}
function textOfObject(body) {
	const inner = memberAt(body, ["error"]);
	const holders = [inner, body].filter((holder) => typeof holder === "object" && holder !== null);
	const code = find(holders, codeFields, isCode);
	const title = find(holders, ["title"], isText);
	const detail = find(holders, ["detail"], isText) ?? find(holders, textFields, (value) => isText(value) && value !== code);
	const lists = [
		body,
		memberAt(body, ["errors"]),
		memberAt(inner, ["errors"]),
		memberAt(inner, ["details"])
	];
	const faults = lists.find(Array.isArray);
	const shown = (faults ?? []).slice(0, mostFaults).map(textOfFault).filter(Boolean);
	const list = shown.length ? `(${shown.join("; ")}${faults.length > mostFaults ? "; …" : ""})` : "";
	const said = [...new Set([
		code,
		title,
		detail
	])].filter(Boolean).join(": ");
	return [said, list].filter(Boolean).join(" ");
}
function textOfFault(fault) {
	if (isText(fault)) return fault;
	const place = find([fault], placeFields, isText);
	const text = find([fault], faultFields, isText);
	return [place, text].filter(Boolean).join(": ");
}
function find(holders, fields, fits) {
	for (const holder of holders) {
		for (const field of fields) {
			const value = memberAt(holder, [field]);
			if (fits(value)) return String(value);
		}
	}
	return undefined;
}
function isText(value) {
	return typeof value === "string" && value !== "";
}
/** A word, such as INVALID_DATA, or a number that is not the status again. */
function isCode(value) {
	return typeof value === "number" ? value > 599 || value < 100 : isText(value) && /^[\w.-]{1,64}$/.test(value);
}
export function unwrap(result) {
	if ("then" in result) return Promise.resolve(result).then((settled) => unwrap(settled));
	const { data, error, response } = result;
	if (!response.ok) throw new ApiError(response, error);
	return data;
}
