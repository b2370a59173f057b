/** What stands at a path in a value; undefined where nothing does. */
export function memberAt(value, path) {
	let member = value;
	for (const name of path) {
		if (typeof member !== "object" || member === null || !Object.hasOwn(member, name)) return undefined;
		member = member[name];
	}
	return member;
}
/** A copy of a value with another member at a path; the objects on the way are made where there are none. */
export function withMember(value, [name, ...rest], member) {
	const object = value;
	if (name === undefined) return member;
	return {
		...object,
		[name]: rest.length ? withMember(memberAt(object, [name]), rest, member) : member
	};
}
//# sourceMappingURL=member-path.js.map
