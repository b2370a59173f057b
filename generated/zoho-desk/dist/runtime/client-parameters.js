/**
* Fills in the arguments that a call leaves out, but not where the request goes to another server than the API. It throws
* a TypeError for a required one that is given nowhere.
*/
export function fillArguments(known) {
	return ({ name: operation, parameters = [] }, args, { without }) => {
		const filled = new Map(Object.entries(args).filter(([, value]) => value !== undefined));
		for (const { name, argument = name, client } of parameters) {
			if (!client || filled.has(argument)) continue;
			const { option, value } = known.find((each) => each.name === name) ?? {};
			if (value !== undefined && without !== "client") filled.set(argument, value);
			else if (client === "required") {
				const where = without === "client" ? "" : `, or the client its "${option}"`;
				throw new TypeError(`${operation}: the argument "${argument}" is required; give it to the call${where}`);
			}
		}
		return Object.fromEntries(filled);
	};
}
/** Sends parameters as headers with requests to the API, with the value of the call where it has one of its own. */
export function sendHeaders(headers) {
	return { onRequest({ request, schemaPath, params: { query, header } }) {
		if (request.without === "client") return;
		for (const { name, value, exclude } of headers) {
			const own = [query, header].find((given) => given && Object.hasOwn(given, name))?.[name];
			const sent = own ?? value;
			if (sent == null || request.headers.has(name) || exclude.includes(`${request.method} ${schemaPath}`)) continue;
			request.headers.set(name, String(sent));
		}
	} };
}
