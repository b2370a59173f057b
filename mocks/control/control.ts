import type { Fault } from "../faults/fault.ts";
import type { Given, Way } from "./given.ts";
import type {
  ArgumentsOf,
  DataOf,
  FailureOf,
  OperationName,
  Responder,
  ScriptedResponse,
  When,
} from "./response-types.ts";

/** An OAuth endpoint of a mock, `POST /oauth/token`; `mock.endpoints` has all. */
export type OAuthEndpoint = `GET /${string}` | `POST /${string}`;

/**
 * How a test steers a mock. Operations go by the client's names; `Package` is the type of the generated package,
 * `typeof import("zoho-desk-client")`.
 */
export interface Control<Package = unknown, How extends Way = "here"> {
  /**
   * Responds to an operation's valid requests instead of the document. Later ones win.
   *
   * @throws {UnknownOperationError} when the API has no such operation.
   * @throws {ScriptError} when a part of the response makes no sense.
   */
  respond<Name extends OperationName<Package>>(
    operation: Name,
    responder: Responder<ArgumentsOf<Package, Name>, ScriptedResponse<DataOf<Package, Name>, FailureOf<Package, Name>>>,
    when?: When<ArgumentsOf<Package, Name>>,
  ): Given<How, void>;
  /** Responds to requests to an OAuth endpoint; functions get no arguments of these. */
  respond(
    endpoint: OAuthEndpoint,
    responder: Responder<Readonly<Record<string, unknown>>, ScriptedResponse>,
    when?: undefined,
  ): Given<How, void>;
  /**
   * Makes something go wrong with an operation's requests, those to an OAuth endpoint, or with all for `*`: a fault, or
   * the text of some, `latency=100-300, status=503`.
   *
   * @throws {UnknownOperationError} when the API has no such operation.
   * @throws {FaultSyntaxError} when the text makes no sense.
   */
  fault(
    operation: OAuthEndpoint | OperationName<Package> | "*",
    fault: Fault | string,
    options?: { readonly times?: number },
  ): Given<How, void>;
  /**
   * Lets the vitest fixture pass requests and scripted responses that break the document: those of an operation, or
   * all. Until `reset`.
   */
  allowViolations(operation?: OperationName<Package>): Given<How, void>;
  /**
   * What requests and scripted responses have that breaks the document and was not allowed to, as sentences with the
   * request before them; empty when all is well.
   */
  readonly unexpectedViolations: Given<How, readonly string[]>;
  /**
   * What else breaks the document and is no fault of a test: its own examples, what the mock made up, what the real API
   * sent. Each is said once, with the operation and whose it is.
   */
  readonly notes: Given<How, readonly string[]>;
  /**
   * Forgets responses, faults and allowances of the test, the requests, and what clients created, changed and deleted:
   * records are again those of the document's examples, also for other mocks with the same storage. Tokens stay, and so
   * does what the options planned.
   */
  reset(): Given<How, void>;
}
