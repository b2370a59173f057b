/** Whether granted scopes, together with all that they imply, include one. */
export function covers(granted, scope, rules) {
	const fold = (text) => rules.isCaseSensitive ? text : text.toLowerCase();
	const wanted = fold(scope);
	return granted.map(fold).some((each) => {
		if (each === wanted) return true;
		const implied = Object.hasOwn(rules.implies, each) ? rules.implies[each] : [];
		return implied.some((pattern) => matches(wanted, pattern));
	});
}
/** The scopes that are missing from the alternative which lacks least; none when an alternative is whole. */
export function missingScopes(requirement, granted, rules) {
	const lacks = requirement.map((set) => set.filter((scope) => !covers(granted, scope, rules)));
	return lacks.reduce((least, next) => next.length < least.length ? next : least, lacks[0] ?? []);
}
/** Whether a string fits a pattern, in which `*` stands for any text. Not by a regular expression: scopes are a document's text. */
function matches(text, pattern) {
	const [first = "", ...rest] = pattern.split("*");
	const last = rest.pop();
	if (last === undefined) return text === pattern;
	const end = text.length - last.length;
	if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return false;
	let at = first.length;
	for (const piece of rest) {
		const found = text.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	return at <= end;
}
