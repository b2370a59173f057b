import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { Redaction } from "../http/redact.ts";
import type { ApiOptions } from "../pipeline/api-options.ts";
import type { RoutedExchange, Stages } from "../pipeline/gateway.ts";

/** The recordings of an API, which is to write or to serve them. */
export interface Recordings {
  /**
   * The stages of an API that records or replays. Scripted responses and faults stay what they are.
   * Throws a `RecordingOptionError` where it is to do both, or the address to record is not valid.
   */
  stages(stages: Stages, options: ApiOptions, api: RecordedApi): Stages;
  close(): Promise<void>;
}

/** What recording and replaying need of an API beside its stages. */
export interface RecordedApi {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly redaction: Redaction;
  /** The OAuth endpoints, as `POST /oauth/v2/token`. */
  readonly endpoints: readonly string[];
  /** Notes in the violations of a request that it has no access. */
  readonly noteAccess: (exchange: RoutedExchange) => Promise<void>;
  /** How many times the recordings of one request were served, by their keys. */
  readonly replayed: Map<string, number>;
}

/** Options of recording and replaying that make no sense. */
export class RecordingOptionError extends Error {
  override readonly name = "RecordingOptionError";
  readonly code = "recording-option";
}
