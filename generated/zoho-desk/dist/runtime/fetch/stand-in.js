/** Whether a response can be made whose body is another: `fetch` gives statuses that nobody else can make. */
export function canStandIn({ body, status }) {
	return body !== null && status >= 200 && status <= 599;
}
/** What reads a whole body. */
const readers = [
	"arrayBuffer",
	"blob",
	"bytes",
	"formData",
	"json",
	"text"
];
/**
* A response with another body and everything else the same, the address included. `mend` makes the error of a body that
* cannot be read: Chromium has a TypeError for all that goes wrong in a stream.
*/
export function standIn(response, body, mend = (error) => error) {
	const other = new Response(body, response);
	const same = {
		url: response.url,
		redirected: response.redirected,
		type: response.type
	};
	for (const name of readers) {
		const read = other[name];
		if (!read) continue;
		same[name] = () => read.call(other).catch((error) => {
			throw mend(error);
		});
	}
	same["clone"] = () => {
		const copy = Response.prototype.clone.call(other);
		return standIn(response, copy.body, mend);
	};
	for (const [name, value] of Object.entries(same)) Object.defineProperty(other, name, { value });
	return other;
}
//# sourceMappingURL=stand-in.js.map
