import type { WebhookControl } from "../callbacks/send-webhook.ts";
import type { Control } from "../control/control.ts";
import type { Coverage } from "../control/coverage.ts";
import type { Given, Way } from "../control/given.ts";
import type { JournalControl } from "../control/journal-control.ts";
import type { PlanControl } from "../control/plan-control.ts";
import type { StateControl } from "../control/state-control.ts";
import type { MockOperation } from "../document/operations.ts";
import type { Authorization } from "../oauth/authorization.ts";
import type { KnownScopes } from "../oauth/known-scopes.ts";
import type { AccessMode } from "../oauth/settings.ts";
import type { NearMiss } from "../routing/near-misses.ts";
import type { Unsatisfied } from "../samples/sampler.ts";
import type { Unchecked } from "../validation/schemas/unchecked.ts";

/** What a test does with tokens. */
export type TokenControl = Pick<
  Authorization,
  "approveDevice" | "denyDevice" | "expire" | "issueToken" | "revoke" | "tokens"
>;

/**
 * A mocked API, in this process or reached over HTTP. `Package` is the type of the generated package, where the names
 * and bodies of its operations are to be checked.
 */
export interface MockApi<Package = unknown, How extends Way = "here">
  extends Control<Package, How>,
    JournalControl<Package, How>,
    PlanControl,
    StateControl,
    TokenControl,
    WebhookControl {
  readonly operations: Given<How, readonly MockOperation[]>;
  /** The OAuth endpoints, as `POST /oauth/v2/token`. */
  readonly endpoints: Given<How, readonly string[]>;
  /** How access is checked. */
  readonly auth: Given<How, AccessMode>;
  /** The scopes that the API knows. */
  scopes(): Given<How, KnownScopes>;
  /** The parts of schemas that cannot be checked and were left out alone, as far as requests have come to them. */
  unchecked(): Given<How, readonly Unchecked[]>;
  /** The made-up values that break their schemas, because no others were found, so far. */
  unsatisfied(): Given<How, readonly Unsatisfied[]>;
  /** A GET request that a person can try, where the document has examples for what it needs: path and query. */
  sampleRequest(): Given<How, SampleTarget | undefined>;
  /** The operations that are nearest to a request that found none, nearest first. */
  nearMisses(request: Pick<MockOperation, "method" | "path">): Given<How, readonly NearMiss[]>;
  /** Which operations and responses of the document the requests in the journal came to. */
  coverage(): Given<How, Coverage>;
}

/** A request that a person can try. */
export interface SampleTarget {
  readonly operation: MockOperation;
  /** Path and query. */
  readonly target: string;
}
