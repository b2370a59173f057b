import { type ToolSet } from "./definitions.js";
import { type ToolCall, type ToolEnvelope } from "./session-results.js";
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
export type Cause = "malformed-filters" | "missing-scope" | "permission" | "organization" | "portal" | "token" | "rate-limit" | "spent" | "nothing-matches" | "program" | "unknown-tool" | "not-found" | "unreachable" | "api-error" | "not-stored" | "no-call";
/**
* Why an envelope holds no result or an empty one, the likeliest reason first; of one with a result, whether an
* argument may have been ignored, because it is spelt nearly as another; nothing where all is well. The arguments are
* known of envelopes that `callTool` made, and of those that a store of results returned.
*/
export declare function diagnose(api: ToolSet, envelope: ToolEnvelope, call?: ToolCall | undefined): Finding[];
