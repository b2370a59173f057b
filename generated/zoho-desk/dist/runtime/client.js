/**
* An object with every operation as a method, beside what the transport has (which no operation can replace); the object
* is a transport itself. `operations` may be the namespace of a module.
*
* Throws a TypeError for an operation named `then`: `await` would call it.
*/
export function attach(transport, operations) {
	const methods = Object.entries(operations).map(([name, operation]) => {
		if (name === "then") throw new TypeError("an operation cannot be a method named then");
		return [name, (...rest) => operation(transport, ...rest)];
	});
	return {
		...Object.fromEntries(methods),
		...transport
	};
}
//# sourceMappingURL=client.js.map
