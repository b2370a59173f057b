/**
* A URL with the variables of a path template, such as `/tickets/{ticketId}`, replaced by their texts.
*
* Throws a TypeError, "has no value", when an argument is missing or makes a segment empty, `.` or `..`: URL parsing would drop the
* segment, or the one before it, and the request would reach another operation. Percent-encoding does not prevent that
* (URL Standard, "double-dot URL path segment": `%2e%2e` counts too). It throws one for a user or a password in the base URL as
* well: the platform refuses those with an error that shows them.
*/
export function expandPath(url, { path }, operation) {
	if (/^\s*\w+:[\\/]*[^\\/]*@/.test(url)) throw new TypeError(`${operation}: baseUrl has a password`);
	return url.replace(/(\{[^{}]*\}|[^/?])+/g, (segment) => {
		// The character for what is missing is in no text: it would be encoded there.
		const text = segment.replace(/\{([^{}]*)\}/g, (_, name) => path[name] ?? "\0");
		if (text !== segment && /^(\.|%2e){0,2}$|\0/i.test(text)) throw new TypeError(`${operation}: ${segment} has no value`);
		return text;
	});
}
