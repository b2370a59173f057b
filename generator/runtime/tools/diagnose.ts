import type { PagesDescription } from "../core/description.ts";
import { isObject, memberAt } from "../core/json.ts";
import { shownText } from "./call-tool.ts";
import type { ArgumentFault } from "./check-arguments.ts";
import { type AnyOperation, operationOf, plainName, type ToolSet } from "./definitions.ts";
import { callOf, type ToolCall, type ToolEnvelope, type ToolError } from "./session-results.ts";

/** Why a result is missing or empty, what shows it, and what to do. */
export interface Finding {
  readonly cause: Cause;
  readonly evidence: string;
  readonly advice: string;
}

/**
 * `malformed-filters`: arguments or filters are unknown, missing or of the wrong type. `missing-scope`: the token lacks
 * one. `permission`: its user may not do this, or it lacks a scope. `organization`: the organisation's identifier is
 * missing or not the token's. `portal`: links lack an identifier. `token`: it is missing, expired or refused.
 * `rate-limit`: too many requests; `spent`: nothing is left to send. `nothing-matches`: the API found nothing.
 * `program`: code around the client failed, such as middleware. `unknown-tool`, `not-found`, `unreachable`,
 * `api-error`, `not-stored`: as they say. `no-call`: nothing shows that a tool was called.
 */
export type Cause =
  | "malformed-filters"
  | "missing-scope"
  | "permission"
  | "organization"
  | "portal"
  | "token"
  | "rate-limit"
  | "spent"
  | "nothing-matches"
  | "program"
  | "unknown-tool"
  | "not-found"
  | "unreachable"
  | "api-error"
  | "not-stored"
  | "no-call";

/**
 * Why an envelope holds no result or an empty one, the likeliest reason first; of one with a result, whether an
 * argument may have been ignored, because it is spelt nearly as another; nothing where all is well. The arguments are
 * known of envelopes that `callTool` made, and of those that a store of results returned.
 */
export function diagnose(
  api: ToolSet,
  envelope: ToolEnvelope,
  call: ToolCall | undefined = callOf(envelope),
): Finding[] {
  return findingsOf(api, envelope, call).map((each) => ({
    ...each,
    evidence: shownText(each.evidence),
  }));
}

function findingsOf(api: ToolSet, envelope: ToolEnvelope, call: ToolCall | undefined): Finding[] {
  const { tool_result: result, error } = envelope;
  const faults = call?.faults ?? [];
  const failure = error ? [findingOf(error, api, call)] : [];
  const hasResponse = !error || error.kind === "links" || error.kind === "storage";
  if (hasResponse && !isEmptyResult(result, calledOperation(api, call)?.description.pages))
    return [...failure, ...faults.filter(({ hasSuggestion }) => hasSuggestion).map(ignored)];
  // The API did not look at the filters of a request that it refused for another reason.
  const areFiltersRead = hasResponse || isAboutArguments(error);
  const filters = areFiltersRead ? faults.map(malformed) : [];
  if (hasResponse)
    return [...failure, ...filters, call ? nothingMatches(call, result) : noCall(result)];
  return filters.length > 0 && failure[0]!.cause === "malformed-filters"
    ? filters
    : [...failure, ...filters];
}

function isAboutArguments({ kind, status }: ToolError): boolean {
  return kind === "arguments" || (kind === "api" && (status === 400 || status === 422));
}

function malformed({ path, message }: ArgumentFault): Finding {
  return {
    cause: "malformed-filters",
    evidence: `${path} ${message}`,
    advice: "Write the argument as the tool's inputSchema describes it, and call again.",
  };
}

function ignored(fault: ArgumentFault): Finding {
  return {
    ...malformed(fault),
    advice:
      "The API may have ignored it, and the result may not be what was requested: " +
      "write it as the tool's inputSchema does.",
  };
}

function nothingMatches({ status, given }: ToolCall, result: unknown): Finding {
  const held =
    result === null
      ? "without a body"
      : holdsList(result)
        ? "with an empty list"
        : "with nothing in it";
  const response =
    status === 204
      ? "the response is 204, which means that there is nothing"
      : `the response is ${status}, ${held}`;
  return {
    cause: "nothing-matches",
    evidence:
      given.length > 0
        ? `${response}; given were ${given.join(", ")}`
        : `${response}; nothing was given`,
    advice:
      given.length > 0
        ? "Widen the range of dates, leave filters out one by one, and begin at the first page."
        : "There may be no data at all, or none that the token's user may see.",
  };
}

function holdsList(result: unknown): boolean {
  return (
    Array.isArray(result) ||
    (typeof result === "object" && Object.values(result ?? {}).some(holdsList))
  );
}

function noCall(result: unknown): Finding {
  return {
    cause: "no-call",
    evidence:
      result === null
        ? "tool_result is null, and there is no error"
        : "tool_result is empty, and nothing is known of the call",
    advice:
      "Look at how the filters are formed, at the scopes and the organisation of the token, and whether it has " +
      "expired.",
  };
}

function findingOf(error: ToolError, api: ToolSet, call: ToolCall | undefined): Finding {
  const evidence = [
    error.status,
    error.message.includes(error.code ?? "") ? null : error.code,
    error.message,
  ]
    .filter((part) => part !== null && part !== "")
    .join(" ");
  return { ...kindOf(error, api, call), evidence };
}

const noToken: Omit<Finding, "evidence"> = {
  cause: "token",
  advice:
    "Get a new access token, of the data centre that the client talks to; " +
    "a refresh token may have to be consented to again.",
};

function kindOf(
  error: ToolError,
  api: ToolSet,
  call: ToolCall | undefined,
): Omit<Finding, "evidence"> {
  const { kind, status, code, message } = error;
  if (kind === "unknown-tool")
    return { cause: "unknown-tool", advice: "Call one of the tools that toolDefinitions gives." };
  if (kind === "links")
    return {
      cause: "portal",
      advice:
        "Give createLinks the organisation's identifier and the portal's name: " +
        "both must be right, or links do not resolve.",
    };
  if (kind === "storage")
    return { cause: "not-stored", advice: "The result is good; look at the storage." };
  if (kind === "unexpected")
    return {
      cause: "program",
      advice:
        "Look at the middleware, the token provider and a custom fetch: neither the arguments nor the API are wrong.",
    };
  if (["network", "timeout", "aborted", "unreadable"].includes(kind))
    return {
      cause: "unreachable",
      advice: "Try again later; nothing shows that the arguments are wrong.",
    };
  if (kind === "token") return noToken;
  if (kind === "scope" || isCalled(code, /scope/i)) return missingScope(api, call);
  if (
    isCalled(code, /(?:^|_)ORG(?:_|$|anization)|(?:org|organization)[-_]?(?:id|mismatch)/i) ||
    (kind === "arguments" && /"(?:org(?:anization)?_?id)"/i.test(message))
  )
    return {
      cause: "organization",
      advice: "Give the client the identifier of the organisation that the token belongs to.",
    };
  if (isAboutArguments(error))
    return {
      cause: "malformed-filters",
      advice: "Write the arguments as the tool's inputSchema describes them, and call again.",
    };
  if (status === 401) return noToken;
  if (code !== null && api.stop?.includes(code))
    return {
      cause: "spent",
      advice: "Send nothing more until the quota is reset, as Retry-After says.",
    };
  if (status === 429)
    return {
      cause: "rate-limit",
      advice:
        "Wait, as long as Retry-After says where it is there, and send fewer requests at one time.",
    };
  if (status === 403) return { ...missingScope(api, call), cause: "permission" };
  if (status === 404)
    return {
      cause: "not-found",
      advice: "Look at the identifiers: the record may be deleted, or of another organisation.",
    };
  if ((status ?? 0) >= 500)
    return {
      cause: "unreachable",
      advice: "Try again later; nothing shows that the arguments are wrong.",
    };
  return { cause: "api-error", advice: "The API's own documentation says what the error means." };
}

function missingScope(api: ToolSet, call: ToolCall | undefined): Omit<Finding, "evidence"> {
  const { scopes } = calledOperation(api, call)?.description ?? {};
  const needs = scopes?.map((set) => set.join(" and ")).join(", or ");
  const advice = needs
    ? `The tool needs ${needs}. A token's scopes are fixed when it is consented to: ask for consent again.`
    : "Look at which scopes the token has, and whether its user may do this.";
  return { cause: "missing-scope", advice };
}

function calledOperation(api: ToolSet, call: ToolCall | undefined): AnyOperation | undefined {
  const tool = call?.tool;
  return typeof tool === "string" && Object.hasOwn(api.tools, tool)
    ? operationOf(api, tool)
    : undefined;
}

function isCalled(code: string | null, pattern: RegExp): boolean {
  return code !== null && pattern.test(code);
}

/**
 * Members that hold what was requested, and those that describe the page or the response; without case and punctuation.
 */
const holders: ReadonlySet<string> = /* @__PURE__ */ words(
  "data result results response payload embedded items records values entries list content elements objects rows",
  "hits nodes",
);
const companions: ReadonlySet<string> = /* @__PURE__ */ words(
  "meta metadata responsemetadata pagination paging pager page pages pageinfo info links link cursor cursors count",
  "size limit offset from skip start startindex perpage pagesize pagenumber total totalcount totalitems totalresults",
  "totalrecords totalelements totalpages totalhits hasmore hasnext hasnextpage more morerecords next nextcursor",
  "nextpage nextpagetoken nexttoken nextlink nexturl prev previous self first last status code message success ok",
  "error errors warnings kind object odatacontext",
);

/**
 * Whether a result holds nothing that was requested: it is empty, the list that its operation gives page by page is, or
 * it has an empty list or an empty member of a usual name, and otherwise only what describes the page.
 */
function isEmptyResult(result: unknown, pages?: PagesDescription): boolean {
  if (isEmptyValue(result)) return true;
  if (!isObject(result)) return false;
  const list = pages && memberAt(result, pages.items);
  if (Array.isArray(list) || list === null) return isEmptyValue(list);
  if (pages?.sparse && list === undefined) return true;
  const members = Object.entries(result);
  const holding = members.filter(
    ([name, value]) => Array.isArray(value) || holders.has(plainName(name)),
  );
  return (
    holding.some(([name]) => !companions.has(plainName(name))) &&
    holding.every(([, value]) => isEmptyResult(value)) &&
    members.every(([name, value]) => isEmptyResult(value) || companions.has(plainName(name)))
  );
}

function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function words(...texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.join(" ").split(" "));
}
