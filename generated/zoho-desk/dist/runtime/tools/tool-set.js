/** The name of the tool that a name or an alias means. */
export function toolNamed({ tools }, name) {
	if (Object.hasOwn(tools, name)) return name;
	return Object.keys(tools).find((each) => tools[each].aliases?.includes(name));
}
/** The operation of a tool of the set. */
export function operationOf({ tools, operations }, name) {
	return operations[tools[name].operation ?? name];
}
