import type { JsonObject } from "../../generator/document/json.ts";
import type { WebhookControl } from "../callbacks/send-webhook.ts";
import type { Control } from "../control/control.ts";
import { sampleRequest } from "../control/sample-request.ts";
import type { MockOperation, OperationNames, ServedOperation } from "../document/operations.ts";
import type { SentNames } from "../document/sent-operations.ts";
import type { Handle } from "../http/edge.ts";
import type { Authorization } from "../oauth/authorization.ts";
import type { KnownScopes } from "../oauth/known-scopes.ts";
import type { AccessMode } from "../oauth/settings.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import type { Recordings } from "../recording/recordings.ts";
import type { Unsatisfied } from "../samples/sampler.ts";
import type { Store } from "../storage/store.ts";
import { uncheckedIn } from "../validation/schemas/document-schemas.ts";
import type { Unchecked } from "../validation/schemas/unchecked.ts";
import type { SurvivingState } from "./surviving-state.ts";

/** What a test does with tokens. */
export type TokenControl = Pick<
  Authorization,
  "approveDevice" | "denyDevice" | "expire" | "issueToken" | "revoke" | "tokens"
>;

/**
 * A mocked API. `Package` is the type of the generated package, where the names and bodies of its operations are to be
 * checked.
 */
export interface MockApi<Package = unknown> extends Control<Package>, TokenControl, WebhookControl {
  readonly operations: readonly MockOperation[];
  /** The OAuth endpoints, as `POST /oauth/v2/token`. */
  readonly endpoints: readonly string[];
  /** How access is checked. */
  readonly auth: AccessMode;
  /** The scopes that the API knows. */
  scopes(): KnownScopes;
  /** The parts of schemas that cannot be checked and were left out alone, as far as requests have come to them. */
  unchecked(): readonly Unchecked[];
  /** The made-up values that break their schemas, because no others were found, so far. */
  unsatisfied(): readonly Unsatisfied[];
  /** The latest requests, oldest first, as far as the options allow. */
  readonly requests: readonly RequestLogEntry[];
  /** A GET request that a person can try, where the document has examples for what it needs: path and query. */
  sampleRequest(): { readonly operation: MockOperation; readonly target: string } | undefined;
}

/** What an API is made with beside its options. */
export interface ApiParts {
  /** The client's names of operations. */
  readonly names?: OperationNames;
  /** The client's names of webhooks and callbacks. */
  readonly sentNames?: SentNames;
  /** Below which it is served; its tokens are others than those of an API below another prefix. Default: `""`. */
  readonly prefix?: string;
  /** Where tokens and state are kept. */
  readonly store: Store;
  /** The recordings to write or to serve. */
  readonly recordings?: Recordings;
  /** What an earlier reading of the documents left. */
  readonly surviving?: SurvivingState;
}

/** An API, and what a server needs of it. */
export interface ServedApi {
  readonly api: MockApi;
  /** Its requests' targets are read below its own root. */
  readonly handle: Handle;
}

/** The parts of an API that those see who use it. */
interface VisibleParts {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly authorization: Authorization;
  readonly auth: AccessMode;
  readonly entries: readonly RequestLogEntry[];
  readonly control: Control;
  readonly sendWebhook: WebhookControl["sendWebhook"];
  readonly unsatisfied: () => readonly Unsatisfied[];
}

/** An API as those see it who use it. */
export function createMockApi(parts: VisibleParts): MockApi {
  const { openapi, operations, authorization, auth, entries, control, sendWebhook, unsatisfied } = parts;
  const { approveDevice, denyDevice, issueToken, revoke, expire, tokens, endpoints, scopes } = authorization;
  return Object.assign(control, {
    ...{ approveDevice, denyDevice, issueToken, revoke, expire, tokens, endpoints, scopes },
    operations: operations.map(({ publicPart }) => publicPart),
    auth,
    requests: entries,
    sendWebhook,
    unchecked: () => uncheckedIn(openapi),
    unsatisfied,
    sampleRequest: () => sampleRequest(operations, openapi),
  });
}
