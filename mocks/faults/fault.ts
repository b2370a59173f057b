/** Milliseconds: always as many, or between two bounds, both included. */
export type Duration = number | readonly [least: number, most: number];

/** What a fault does. */
export type FaultEffect =
  /** The document's own response with this status where it has one, else problem details. */
  | { readonly kind: "status"; readonly status: number; readonly example?: string }
  /** The response comes later. */
  | { readonly kind: "latency"; readonly milliseconds: Duration }
  /** The connection is reset instead of a response. */
  | { readonly kind: "reset" }
  /** The connection breaks off in the middle of the body. */
  | { readonly kind: "truncated-body" }
  /** A whole body that says it is JSON and is not. */
  | { readonly kind: "malformed-json" }
  /** The page of a gateway in front of the API; default status 502. */
  | { readonly kind: "html-page"; readonly status?: number }
  /** The body comes in pieces, spread over a time; default one second. */
  | { readonly kind: "slow-stream"; readonly milliseconds?: Duration }
  /**
   * 429 because of too many requests at one time: `Retry-After` in seconds only where it is given, rate headers unless
   * switched off.
   */
  | { readonly kind: "rate-limit"; readonly retryAfter?: number; readonly rateHeaders?: boolean }
  /** 429 because the day's allowance is gone, with `Retry-After` in seconds; default 3600. */
  | { readonly kind: "daily-credits"; readonly retryAfter?: number; readonly rateHeaders?: boolean }
  /**
   * An OAuth endpoint refuses with this error (RFC 6749, sections 4.1.2.1 and 5.2): `access_denied`, `invalid_grant`.
   * The authorization endpoint redirects with it. Other requests do not get it.
   */
  | { readonly kind: "oauth-error"; readonly code: string };

/** Something that goes wrong on purpose. */
export type Fault = FaultEffect & {
  /** From 0 to 1, how often it happens; chance follows the seed. Default: 1. */
  readonly probability?: number;
};

/** The name of a fault. */
export type FaultKind = Fault["kind"];
