/** What stands at the place of that index, where the value is this one; undefined where nothing is to be read otherwise. */
export function positionOf(positions, index, value) {
	const position = positions[index ?? -1];
	if (!position?.choices || typeof value !== "object" || value === null) return position;
	const choice = position.choices.find(({ member, values }) => Object.hasOwn(value, member) && (!values || values.includes(value[member])));
	return choice ? positions[choice.at] : position;
}
/** The index of the position of a member, by its name or its index in a list. */
export function memberPosition({ properties, items, values }, name) {
	if (properties && Object.hasOwn(properties, name)) return properties[name];
	return typeof name === "number" ? items : values;
}
