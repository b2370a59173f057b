import { callOf } from "./envelope.js";
import { isNothing } from "./is-nothing.js";
import { shownText } from "./tool-error.js";
import { operationOf } from "./tool-set.js";
/**
* Why an envelope holds no result or an empty one, the likeliest reason first; of one with a result, whether an argument
* may have been ignored, because it is spelt nearly as another; nothing where all is well. What the arguments were is known
* of envelopes that `callTool` made, and of those that a store of results gives back.
*/
export function diagnose(api, envelope, call = callOf(envelope)) {
	return findingsOf(api, envelope, call).map((each) => ({
		...each,
		evidence: shownText(each.evidence)
	}));
}
function findingsOf(api, envelope, call) {
	const { tool_result: result, error } = envelope;
	const faults = call?.faults ?? [];
	const failure = error ? [findingOf(error, api, call)] : [];
	const hasAnswer = !error || error.kind === "links" || error.kind === "storage";
	if (hasAnswer && !isNothing(result, calledOperation(api, call)?.description.pages)) return [...failure, ...faults.filter(({ isNear }) => isNear).map(ignored)];
	// A request that was refused for another reason was not judged by its filters.
	const isJudged = hasAnswer || isAboutArguments(error);
	const filters = isJudged ? faults.map(malformed) : [];
	if (hasAnswer) return [
		...failure,
		...filters,
		call ? nothingMatches(call, result) : noCall(result)
	];
	return filters.length > 0 && failure[0].cause === "malformed-filters" ? filters : [...failure, ...filters];
}
function isAboutArguments({ kind, status }) {
	return kind === "arguments" || kind === "api" && (status === 400 || status === 422);
}
function malformed({ path, message }) {
	return {
		cause: "malformed-filters",
		evidence: `${path} ${message}`,
		advice: "Write the argument as the tool's inputSchema describes it, and call again."
	};
}
function ignored(fault) {
	return {
		...malformed(fault),
		advice: "The API may have ignored it, and the result not be what was asked for: write it as the tool's inputSchema does."
	};
}
function nothingMatches({ status, given }, result) {
	const held = result === null ? "without a body" : holdsList(result) ? "with an empty list" : "with nothing in it";
	const answer = status === 204 ? "the answer is 204, which means that there is nothing" : `the answer is ${status}, ${held}`;
	return {
		cause: "nothing-matches",
		evidence: given.length > 0 ? `${answer}; given were ${given.join(", ")}` : `${answer}; nothing was given`,
		advice: given.length > 0 ? "Widen the range of dates, leave filters out one by one, and begin at the first page." : "There may be no data at all, or none that the token's user may see."
	};
}
function holdsList(result) {
	return Array.isArray(result) || typeof result === "object" && Object.values(result ?? {}).some(holdsList);
}
function noCall(result) {
	return {
		cause: "no-call",
		evidence: result === null ? "tool_result is null, and there is no error" : "tool_result is empty, and nothing is known of the call",
		advice: "Look at how the filters are formed, at the scopes and the organisation of the token, and whether it has expired."
	};
}
function findingOf(error, api, call) {
	const evidence = [
		error.status,
		error.message.includes(error.code ?? "") ? null : error.code,
		error.message
	].filter((part) => part !== null && part !== "").join(" ");
	return {
		...kindOf(error, api, call),
		evidence
	};
}
const noToken = {
	cause: "token",
	advice: "Get a new access token, of the data centre that the client talks to; a refresh token may have to be consented to again."
};
function kindOf(error, api, call) {
	const { kind, status, code, message } = error;
	if (kind === "unknown-tool") return {
		cause: "unknown-tool",
		advice: "Call one of the tools that toolDefinitions gives."
	};
	if (kind === "links") return {
		cause: "portal",
		advice: "Give createLinks the organisation's identifier and the portal's name: both must be right, or links do not resolve."
	};
	if (kind === "storage") return {
		cause: "not-stored",
		advice: "The result is good; look at the storage."
	};
	if (kind === "unexpected") return {
		cause: "program",
		advice: "Look at the middleware, at what gives tokens and at a fetch of its own: neither the arguments nor the API are wrong."
	};
	if ([
		"network",
		"timeout",
		"aborted",
		"unreadable"
	].includes(kind)) return {
		cause: "unreachable",
		advice: "Try again later; nothing tells that the arguments are wrong."
	};
	if (kind === "token") return noToken;
	if (kind === "scope" || isCalled(code, /scope/i)) return missingScope(api, call);
	if (isCalled(code, /(?:^|_)ORG(?:_|$|anization)|(?:org|organization)[-_]?(?:id|mismatch)/i) || kind === "arguments" && /"(?:org(?:anization)?_?id)"/i.test(message)) return {
		cause: "organization",
		advice: "Give the client the identifier of the organisation that the token belongs to."
	};
	if (isAboutArguments(error)) return {
		cause: "malformed-filters",
		advice: "Write the arguments as the tool's inputSchema describes them, and call again."
	};
	if (status === 401) return noToken;
	if (code !== null && api.stop?.includes(code)) return {
		cause: "spent",
		advice: "Send nothing more until the quota begins anew, as Retry-After says."
	};
	if (status === 429) return {
		cause: "rate-limit",
		advice: "Wait, as long as Retry-After says where it is there, and send fewer requests at one time."
	};
	if (status === 403) return {
		...missingScope(api, call),
		cause: "permission"
	};
	if (status === 404) return {
		cause: "not-found",
		advice: "Look at the identifiers: the record may be deleted, or of another organisation."
	};
	if ((status ?? 0) >= 500) return {
		cause: "unreachable",
		advice: "Try again later; nothing tells that the arguments are wrong."
	};
	return {
		cause: "api-error",
		advice: "The API's own documentation says what the error means."
	};
}
function missingScope(api, call) {
	const { scopes } = calledOperation(api, call)?.description ?? {};
	const needs = scopes?.map((set) => set.join(" and ")).join(", or ");
	const advice = needs ? `The tool needs ${needs}. A token's scopes are fixed when it is consented to: ask for them anew.` : "Look at which scopes the token has, and whether its user may do this.";
	return {
		cause: "missing-scope",
		advice
	};
}
function calledOperation(api, call) {
	const tool = call?.tool;
	return typeof tool === "string" && Object.hasOwn(api.tools, tool) ? operationOf(api, tool) : undefined;
}
function isCalled(code, pattern) {
	return code !== null && pattern.test(code);
}
//# sourceMappingURL=diagnose.js.map
