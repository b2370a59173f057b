import { redactText } from "./redact.js";
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
* What the body of an error says, in one line of at most 300 characters and without what looks like a secret: code, text
* and fields of the usual shapes (`message`, `error`, `errorCode`, `errors[]`, `title` and `detail` of RFC 9457,
* `error_description` of RFC 6749), the first line of text, the title of an HTML page. Empty when it says nothing.
*/
export function failureText(body, secrets = []) {
	const text = typeof body === "string" ? textOfPage(body) : textOfObject(body);
	const line = redactText(oneLine(text.slice(0, 4 * longest)), secrets);
	return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
/** Text without line ends and without what does not show. */
export function oneLine(text) {
	return text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
}
function textOfPage(body) {
	const start = body.slice(0, 1e4).trimStart();
	if (!start.startsWith("<")) return start.split("\n", 1)[0] ?? "";
	return /<title[^>]*>([^<]*)/i.exec(start)?.[1] ?? "";
}
function textOfObject(body) {
	const inner = memberOf(body, "error");
	const holders = [inner, body].filter((holder) => typeof holder === "object" && holder !== null);
	const code = find(holders, codeFields, isCode);
	const title = find(holders, ["title"], isText);
	const detail = find(holders, ["detail"], isText) ?? find(holders, textFields, (value) => isText(value) && value !== code);
	const faults = [
		body,
		memberOf(body, "errors"),
		memberOf(inner, "errors"),
		memberOf(inner, "details")
	].find(Array.isArray);
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
			const value = memberOf(holder, field);
			if (fits(value)) return String(value);
		}
	}
	return undefined;
}
function memberOf(holder, field) {
	if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, field)) return undefined;
	return holder[field];
}
function isText(value) {
	return typeof value === "string" && value !== "";
}
/** A word, such as INVALID_DATA, or a number that is not the status again. */
function isCode(value) {
	return typeof value === "number" ? value > 599 || value < 100 : isText(value) && /^[\w.-]{1,64}$/.test(value);
}
//# sourceMappingURL=failure-text.js.map
