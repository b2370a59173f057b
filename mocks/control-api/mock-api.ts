import type { Diagnostic, Place } from "../../generator/diagnostics/diagnostic.ts";
import type { WebhookControl } from "../callbacks/send-webhook.ts";
import type { Control } from "../control/control.ts";
import type { Given, Way } from "../control/given.ts";
import type { JournalControl } from "../control/journal-control.ts";
import type { PlanControl } from "../control/plan-control.ts";
import type { StateControl } from "../control/state-control.ts";
import type { CoverageControl } from "../coverage/coverage-control.ts";
import type { MockOperation } from "../document/operations.ts";
import type { DescribedOperation } from "../inspector/describe/described-operation.ts";
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
    CoverageControl<Package, How>,
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
  /** What may precede a token in the Authorization header, the usual one first; "" is nothing. */
  readonly prefixes: Given<How, readonly string[]>;
  /** The scopes that the API knows. */
  scopes(): Given<How, KnownScopes>;
  /** The parts of schemas that cannot be checked and were left out alone, as far as requests have come to them. */
  unchecked(): Given<How, readonly Unchecked[]>;
  /** The made-up values that break their schemas, because no others were found, so far. */
  unsatisfied(): Given<How, readonly Unsatisfied[]>;
  /** A GET request that a person can try, where the document has examples for what it needs: path and query. */
  sampleRequest(): Given<How, SampleTarget | undefined>;
  /**
   * What a request to an operation holds, with a value for each part.
   *
   * @throws {UnknownOperationError} when the API has no such operation.
   */
  describeOperation(name: string): Given<How, DescribedOperation>;
  /** The operations that are nearest to a request that found none, nearest first. */
  nearMisses(request: Pick<MockOperation, "method" | "path">): Given<How, readonly NearMiss[]>;
}

/** A request that a person can try. */
export interface SampleTarget {
  readonly operation: MockOperation;
  /** Path and query. */
  readonly target: string;
  /** Its headers, credentials among them, but for those of a token. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The scopes of the token that it needs; undefined where it needs none. */
  readonly scopes?: readonly string[];
}

/** An operation, and where it stands in the documents. */
export interface PlacedOperation extends MockOperation {
  readonly place?: Place;
  /** What naming did: twins, clashes, names that the lock keeps. */
  readonly naming?: readonly NamingNote[];
}

/** Something that naming did with an operation. */
export interface NamingNote {
  /**
   * `twin`: equivalent registrations are one operation; `twins-differ`: they are not; `clash`: several operations want
   * one name; `alias`: further names, of twins and the lock; `held`: the lock keeps a name that the documents no longer
   * want; `moved`: it keeps its name at another path; `override`: the settings chose it; and others.
   */
  readonly kind: string;
  /** The names involved: its own first, of a clash the wanted one. */
  readonly names: readonly string[];
  readonly places: readonly Place[];
  readonly detail?: string;
}

/** What became of a change of the documents, the settings or the lock. */
export type Reload =
  | {
      /** The API is another one from the next request on. */
      readonly kind: "reloaded";
      /** All that there are now. */
      readonly operations: readonly MockOperation[];
      readonly added: readonly MockOperation[];
      readonly removed: readonly MockOperation[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      /** What was read is faulty, so the API stays as it was; or it cannot be seen any more whether files change. */
      readonly kind: "kept";
      readonly error: Error;
      /** The errors that the API did not have before. */
      readonly diagnostics: readonly Diagnostic[];
    };

/** A mocked API of documents that were read from disk. */
export interface ReadApi<Package = unknown, How extends Way = "here"> extends MockApi<Package, How> {
  /** What reading the documents had to say; the documents were usable all the same. */
  readonly diagnostics: Given<How, readonly Diagnostic[]>;
  /** The operations with their places, for which the documents are looked at once more. */
  placedOperations(): Promise<readonly PlacedOperation[]>;
}

/** A mocked API that is served. */
export interface MountedApi<Package = unknown, How extends Way = "here"> extends ReadApi<Package, How> {
  /** Reads documents, settings and lock again; tokens, state, responses, faults and requests stay. */
  reload(): Promise<Reload>;
}
