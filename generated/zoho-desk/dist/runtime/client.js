import { items, pages } from "./pagination/pages.js";
import { unwrap } from "./response/api-error.js";
/**
* An object with every operation as a method, beside what the transport has (which no operation can replace); the
* object is a transport itself. `operations` may be the namespace of a module.
*
* Throws a TypeError for an operation named `then`: `await` would call it; and for a `baseUrl` with a user or a
* password: the platform refuses every request to it, with an error that shows the password.
*/
export function attach(transport, operations, options = {}) {
	const { baseUrl = "" } = transport;
	if (URL.canParse(baseUrl) && (new URL(baseUrl).username || new URL(baseUrl).password)) throw new TypeError("baseUrl holds a user or a password; send them as the API asks for them, by auth or headers");
	const methods = Object.entries(operations).map(([name, operation]) => {
		if (name === "then") throw new TypeError("an operation cannot be a method named then");
		return [name, methodOf(transport, operation, options)];
	});
	return {
		...Object.fromEntries(methods),
		...transport
	};
}
function methodOf(transport, operation, options) {
	const method = async (...rest) => {
		const result = await operation(transport, ...rest);
		if (options.throwOnError) unwrap(result);
		return result;
	};
	if (!operation.description.pages) return method;
	const paged = operation;
	return Object.assign(method, {
		pages: (...rest) => pages(paged, transport, ...rest),
		items: (...rest) => items(paged, transport, ...rest)
	});
}
