/** The three forms of RFC 9110, section 5.6.7. */
const httpDate = /^[a-z]{3,9},? (?:\d{2}[ -][a-z]{3}[ -](?:\d{4}|\d{2})|[a-z]{3} [ \d]\d) \d{2}:\d{2}:\d{2} (?:GMT|\d{4})$/i;
/**
* Milliseconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3): seconds, or a date, which counts from the
* answer's own `Date` where it has one, because the clocks of client and server may differ. Undefined when there is none, or
* none that can be read.
*/
export function retryAfter(headers, now) {
	const text = headers.get("Retry-After")?.trim() ?? "";
	if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1e3;
	const at = timeOf(text);
	return at === undefined ? undefined : Math.max(0, at - (timeOf(headers.get("Date")?.trim() ?? "") ?? now));
}
function timeOf(date) {
	if (!httpDate.test(date)) return undefined;
	const time = Date.parse(date.endsWith("GMT") ? date : `${date} GMT`);
	return Number.isNaN(time) ? undefined : time;
}
//# sourceMappingURL=retry-after.js.map
