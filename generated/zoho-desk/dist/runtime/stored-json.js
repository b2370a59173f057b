/**
* The JSON data that a storage gives for a key: unstorage parses what it reads, others give the text. Undefined for a text that is no
* JSON.
*/
export function storedJson(value) {
	if (typeof value !== "string") return value;
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}
//# sourceMappingURL=stored-json.js.map
