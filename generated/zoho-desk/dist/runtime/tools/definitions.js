/** The name of the tool that a name or an alias means. */
export function toolNamed({ tools }, name) {
	if (Object.hasOwn(tools, name)) return name;
	return Object.keys(tools).find((each) => tools[each].aliases?.includes(name));
}
/** The operation of a tool of the set. */
export function operationOf({ tools, operations }, name) {
	return operations[tools[name].operation ?? name];
}
/** The definitions of the tools of these names, or of all. Throws a TypeError for a name that no tool has. */
export function toolDefinitions(api, names = Object.keys(api.tools)) {
	return names.map((name) => {
		if (!Object.hasOwn(api.tools, name)) throw new TypeError(noSuchTool(api, name));
		const { description, input } = api.tools[name];
		const { method } = operationOf(api, name).description;
		return {
			name,
			description,
			inputSchema: withDefinitions(input, api),
			annotations: annotationsOf(method)
		};
	});
}
/** Why a name is not a tool's, with a suggestion. */
export function noSuchTool(api, name) {
	const { tools, unavailable } = api;
	if (Object.hasOwn(unavailable, name)) return `the operation "${name}" is not a tool: ${unavailable[name]}`;
	const known = toolNamed(api, name);
	const suggestion = known === undefined ? didYouMean(name, Object.keys(tools)) : `; it is an alias of "${known}"`;
	return `there is no tool ${JSON.stringify(name.slice(0, 100))}${suggestion}`;
}
function annotationsOf(method) {
	const isRead = [
		"GET",
		"HEAD",
		"OPTIONS",
		"QUERY",
		"TRACE"
	].includes(method);
	return {
		readOnlyHint: isRead,
		destructiveHint: !isRead && method !== "POST",
		idempotentHint: isRead || method === "PUT" || method === "DELETE"
	};
}
/** A schema with everything that it refers to, by whatever way. */
function withDefinitions(input, { schemas }) {
	const found = new Map();
	const visit = (value) => {
		if (typeof value !== "object" || value === null) return;
		for (const [key, child] of Object.entries(value)) {
			const name = key === "$ref" ? referredName(child) : undefined;
			if (name !== undefined && !found.has(name) && Object.hasOwn(schemas, name)) {
				found.set(name, schemas[name]);
				visit(schemas[name]);
			} else visit(child);
		}
	};
	visit(input);
	const own = {
		...input,
		type: "object"
	};
	return found.size === 0 ? own : {
		...own,
		$defs: Object.fromEntries(found)
	};
}
/** The name in `#/$defs/<name>`. */
export function referredName(reference) {
	const prefix = "#/$defs/";
	if (typeof reference !== "string" || !reference.startsWith(prefix)) return undefined;
	try {
		return decodeURIComponent(reference.slice(prefix.length));
	} catch {
		return undefined;
	}
}
/** "; did you mean …?" for the candidate that is spelt most like a word: at most a third of its letters differ. */
export function didYouMean(word, candidates) {
	const limit = Math.max(1, Math.floor(word.length / 3));
	let best;
	// A longer word is not a typing mistake, and would take long to compare.
	for (const name of word.length > 100 ? [] : candidates) {
		if (Math.abs(name.length - word.length) > limit) continue;
		const edits = editsBetween(word.toLowerCase(), name.toLowerCase());
		if (edits <= limit && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = {
			name,
			edits
		};
	}
	return best ? `; did you mean "${best.name}"?` : "";
}
/** Whether two names differ only in case and punctuation, as `departmentID` and `department_id` do. */
export function isSameWord(a, b) {
	return plainName(a) === plainName(b);
}
/** A name without case and punctuation. */
export function plainName(name) {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
/** The Levenshtein distance. */
function editsBetween(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
		row = next;
	}
	return row[b.length];
}
