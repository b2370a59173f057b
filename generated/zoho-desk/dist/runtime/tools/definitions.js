import { didYouMean } from "./nearest.js";
import { operationOf, toolNamed } from "./tool-set.js";
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
/** Why a name is none of a tool, with one that is spelt nearly the same. */
export function noSuchTool(api, name) {
	const { tools, unavailable } = api;
	if (Object.hasOwn(unavailable, name)) return `the operation "${name}" is no tool: ${unavailable[name]}`;
	const known = toolNamed(api, name);
	const near = known === undefined ? didYouMean(name, Object.keys(tools)) : `; it is an alias of "${known}"`;
	return `there is no tool ${JSON.stringify(name.slice(0, 100))}${near}`;
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
//# sourceMappingURL=definitions.js.map
