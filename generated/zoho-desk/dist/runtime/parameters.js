/**
* Writes primitives and arrays of them in path or query by the default style: `simple`, or `form` exploded. Names are
* percent-encoded too, brackets included, as in the specification's own table (`color%5BR%5D=100`); every conforming
* server decodes them.
*/
export function writeParameter(draft, { name, in: place }, value) {
	const texts = [value].flat().flatMap((member) => member == null ? [] : encodeURIComponent(member.toISOString?.() ?? member));
	if (place === "path") draft.path[name] = texts.join();
	else for (const text of texts) draft.query.push(`${encodeURIComponent(name)}=${text}`);
}
