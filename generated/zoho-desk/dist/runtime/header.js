/**
* Writes a primitive or an array of them as a header, by the style `simple` and without percent-encoding. `Accept`,
* `Content-Type` and `Authorization` are not parameters (OpenAPI Specification 3.1.1, section 4.8.12.1) and left out.
*
* Throws a TypeError, which does not repeat the value, when a header cannot carry it: line ends would add headers, and
* characters beyond Latin-1 cannot be sent.
*/
export function writeHeader(draft, { name, argument = name }, value) {
	if (/^(accept|content-type|authorization)$/i.test(name)) return;
	const members = [value].flat().filter((member) => member != null);
	const text = members.map((member) => member instanceof Date ? member.toISOString() : String(member)).join();
	if (/[^\t -~\x80-\xff]/.test(text)) throw new TypeError(`no header can carry a character of the argument "${argument}"`);
	if (members.length) draft.header[name] = text;
}
