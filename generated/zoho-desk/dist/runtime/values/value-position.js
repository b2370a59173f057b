/** The position of a member of an object; undefined where nothing of it is to be read otherwise. */
export function memberPosition({ properties, values }, name) {
	return properties && Object.hasOwn(properties, name) ? properties[name] : values;
}
//# sourceMappingURL=value-position.js.map
