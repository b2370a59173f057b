import { checkArguments } from "./check-arguments.js";
import { noSuchTool } from "./definitions.js";
import { rememberCall } from "./envelope.js";
import { argumentsIn, withTexts } from "./json-arguments.js";
import { isObject } from "./json-object.js";
import { apiSession } from "./sessions.js";
import { answeredError, textOf, thrownError, toolError } from "./tool-error.js";
import { operationOf, toolNamed } from "./tool-set.js";
import { traced } from "./traced.js";
/**
* Calls a tool by its name, with arguments as a model gives them: an object, or its JSON text, of whose integers no digit is
* lost. It never rejects: whatever goes wrong stands in the envelope. Arguments that the tool does not have, that are missing
* or that lost digits before they came are named, and nothing is sent.
*
* Throws (rejects with) a TypeError for a `sessionId` that is none, such as the state of a browser's session.
*/
export async function callTool(api, transport, { name, args }, { sessionId, results, links, ...options } = {}) {
	const session = sessionId === undefined ? null : apiSession(sessionId, api.sessionCookies);
	const { call, ...outcome } = await run(api, transport, {
		name,
		args,
		links,
		options
	});
	const envelope = rememberCall({
		session_id: session,
		...outcome
	}, call);
	if (!results || session === null) return envelope;
	try {
		await results.set(session, envelope);
		return envelope;
	} catch (error) {
		const unstored = toolError("storage", `the result is not stored: ${textOf(error)}`);
		return rememberCall({
			...envelope,
			error: envelope.error ?? unstored
		}, call);
	}
}
async function run(api, transport, { name: wanted, args, links, options }) {
	const name = toolNamed(api, String(wanted));
	const nothing = {
		tool: name ?? null,
		status: null,
		faults: [],
		given: []
	};
	if (name === undefined) return failed(toolError("unknown-tool", noSuchTool(api, String(wanted))), nothing);
	const given = argumentsIn(args);
	if (!given) return failed(toolError("arguments", `${name}: the arguments are no JSON object`), nothing);
	const operation = operationOf(api, name);
	const { parameters, body } = operation.description;
	const faults = checkArguments(api.tools[name].input, given, api.schemas).filter((each) => !isExact(each, args, operation));
	const call = {
		...nothing,
		faults,
		given: pathsIn(given)
	};
	const refused = faults.filter(isRefused);
	if (refused.length > 0) return failed(toolError("arguments", `${name}: ${refused.map(textOfFault).join("; ")}`), call);
	const { transport: path, trace } = traced(transport);
	try {
		const result = await operation(path, ...parameters || body ? [withTexts(given), options] : [options]);
		const answered = {
			...call,
			status: result.response.status
		};
		if (!result.response.ok) return failed(answeredError(result.response, result.error), answered);
		return {
			...enriched(result, links?.operations.includes(operation.description.name) ? links : undefined),
			call: answered
		};
	} catch (error) {
		return failed(thrownError(error, operation.description.name, trace, options.signal), call);
	}
}
function failed(error, call) {
	return {
		tool_result: null,
		links: [],
		error,
		call
	};
}
/** The data of a result with links; without them where an identifier is missing, which the error names. */
function enriched(result, links) {
	try {
		const data = jsonOf((links?.withLinks(result) ?? result).data);
		return {
			tool_result: data,
			links: [...new Set(links ? addressesIn(data) : [])],
			error: null
		};
	} catch (error) {
		return {
			tool_result: jsonOf(result.data),
			links: [],
			error: toolError("links", textOf(error))
		};
	}
}
function addressesIn(value) {
	if (Array.isArray(value)) return value.flatMap(addressesIn);
	if (!isObject(value)) return [];
	const { portalUrl, data } = value;
	return [...typeof portalUrl === "string" ? [portalUrl] : [], ...Array.isArray(data) ? data.flatMap(addressesIn) : []];
}
/** Data as JSON has it: a bigint as text, nothing as null. */
function jsonOf(data) {
	const text = JSON.stringify(data, (_, value) => typeof value === "bigint" ? String(value) : value);
	return text === undefined ? null : JSON.parse(text);
}
/** Whether an integer of JSON text keeps its digits all the same: a parameter is text on the wire, whatever its schema says. */
function isExact({ kind, path }, args, { description }) {
	const isParameter = (description.parameters ?? []).some(({ name, argument = name }) => path.startsWith(argument) && /^(?:$|[.[])/.test(path.slice(argument.length)));
	return kind === "lost-digits" && typeof args === "string" && isParameter;
}
/** What the API would not see, or would see as something else. Everything else is for the API to judge. */
function isRefused({ kind, path }) {
	return kind === "lost-digits" || kind !== "invalid" && !/[.[]/.test(path);
}
function textOfFault({ path, message }) {
	return `the argument ${JSON.stringify(path.slice(0, 100))} ${message}`;
}
function pathsIn(args) {
	const names = Object.entries(args).flatMap(([name, value]) => isObject(value) ? Object.keys(value).map((member) => `${name}.${member}`) : value === undefined ? [] : [name]);
	return names.slice(0, 100);
}
//# sourceMappingURL=call-tool.js.map
