import type { MockResponse } from "../http/response.ts";
import type { AccessDecision } from "../oauth/authorization.ts";

/**
 * What responded: an OAuth endpoint, CORS, a fault, the check of access or of the request, a scripted response, a rule
 * of the settings, the state, an example of the document, what the mock made up for its schemas, the real API; or no
 * operation was found, the response would have broken the document, or something else stood in the way.
 */
export type ReasonKind =
  | "oauth"
  | "cors"
  | "no-operation"
  | "fault"
  | "access"
  | "request"
  | "script"
  | "rule"
  | "state"
  | "example"
  | "made-up"
  | "upstream"
  | "invalid-response"
  | "problem";

/** Why a request got the response that it got. */
export interface Reason {
  readonly kind: ReasonKind;
  /** The key of the document's example, where it has one. */
  readonly example?: string;
  /** Of a scripted response: by which it can be taken back. */
  readonly id?: string;
}

/** What the mock found out about the access of a request; no credential is in it. */
export interface CheckedAccess {
  readonly isGranted: boolean;
  /** The scopes of the token, where the mock issued it. */
  readonly given?: readonly string[];
  /** The scopes that it lacks. */
  readonly missing?: readonly string[];
  /** Why there is no access, as a sentence. */
  readonly detail?: string;
}

/** The reasons about which there is no more to say, one object each. */
export const reasons: { readonly [Kind in ReasonKind]: Reason & { readonly kind: Kind } } = {
  oauth: { kind: "oauth" },
  cors: { kind: "cors" },
  "no-operation": { kind: "no-operation" },
  fault: { kind: "fault" },
  access: { kind: "access" },
  request: { kind: "request" },
  script: { kind: "script" },
  rule: { kind: "rule" },
  state: { kind: "state" },
  example: { kind: "example" },
  "made-up": { kind: "made-up" },
  upstream: { kind: "upstream" },
  "invalid-response": { kind: "invalid-response" },
  problem: { kind: "problem" },
};

/** The reason that the way of a response gave, else what it was made from. */
export function reasonOf(found: Reason | undefined, { origin }: Pick<MockResponse, "origin">): Reason {
  if (found !== undefined) return found;
  if (origin === undefined) return reasons.problem;
  const { source, example } = origin;
  const kind = source === "request" || source === "receiver" ? "problem" : source;
  return example === undefined ? reasons[kind] : { kind, example };
}

/** What those may know of a decision on access who look at requests; undefined where there was no token of the mock. */
export function checkedAccess(decision: AccessDecision): CheckedAccess | undefined {
  if (decision.kind === "granted") return decision.grant && { isGranted: true, given: decision.grant.scopes };
  const { detail, granted, missing } = decision.failure;
  return { isGranted: false, ...(granted && { given: granted }), ...(missing && { missing }), detail };
}
