import { longestTimer } from "./clock.ts";

/**
 * How long a call may take, and whether its request is sent again: for every call of a fetch made by `createFetch`, or
 * for one. Only such a fetch obeys them: `createClient` has one, `createTransport({ fetch: createFetch() })` too.
 */
export interface CallLimits {
  /**
   * Milliseconds for each attempt, from sending it until its headers have arrived, and its body where that is JSON or
   * an error (the first MiB of it). Other bodies, such as downloads and event streams, may take longer. Default: no
   * limit.
   */
  timeout?: number | false | undefined;
  /**
   * Milliseconds from when an operation, or the raw client, is called until its body has been read: middleware, tokens,
   * all attempts and the waiting count. A wait that would end later does not begin; whatever else takes longer is not
   * waited for, such as a token request, which goes on for others. Default: no limit.
   */
  deadline?: number | false | undefined;
  /**
   * When the request is sent again. A number says how often at most; false never. Default: twice, after network errors,
   * timeouts and the statuses of passing faults, where the method is idempotent. A body that may be sent again is kept
   * in memory meanwhile.
   */
  retry?: false | number | RetryOptions | undefined;
}

/** When a request is sent again; what is left out stays as the client has it. */
export interface RetryOptions {
  /** How often the request is sent at most, the first time included. Default: 3. */
  readonly attempts?: number | undefined;
  /**
   * Default: the idempotent ones, GET, HEAD, OPTIONS, PUT, DELETE (RFC 9110, section 9.2.2). A request with an
   * `Idempotency-Key` header is sent again whatever its method is; one whose body is a stream never is.
   */
  readonly methods?: readonly string[] | undefined;
  /** Default: 408, 425, 429, 500, 502, 503, 504. */
  readonly statuses?: readonly number[] | undefined;
  readonly backOff?: BackOff | undefined;
  /** Whether to wait as long as a `Retry-After` header says (RFC 9110, section 10.2.3), or longer. Default: true. */
  readonly respectRetryAfter?: boolean | undefined;
  /** Milliseconds; a response whose `Retry-After` asks for more is final. Default: 60,000. */
  readonly maximumRetryAfter?: number | undefined;
  /** Where the body of an error has its code: the name of a field, or a path such as `error.code`. */
  readonly codeField?: string | undefined;
  /** Codes that make a response final, whatever its status is. They need `codeField`. */
  readonly stop?: readonly string[] | undefined;
}

/** How long to wait before an attempt: `initial × factor^n` milliseconds, at most `maximum`. */
export interface BackOff {
  /** Milliseconds. Default: 300. */
  readonly initial?: number | undefined;
  /** Default: 2. */
  readonly factor?: number | undefined;
  /** Milliseconds. Default: 20,000. */
  readonly maximum?: number | undefined;
  /** Whether to wait for a random part of that time, so that clients do not come back all at once. Default: true. */
  readonly jitter?: boolean | undefined;
}

/** When a request is sent again, with every default filled in. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly methods: readonly string[];
  readonly statuses: readonly number[];
  readonly backOff: { readonly [Name in keyof BackOff]-?: NonNullable<BackOff[Name]> };
  readonly respectRetryAfter: boolean;
  readonly maximumRetryAfter: number;
  readonly codeField?: string | undefined;
  readonly stop: readonly string[];
}

/** The policy of a client that sets nothing. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 3,
  methods: ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"],
  statuses: [408, 425, 429, 500, 502, 503, 504],
  backOff: { initial: 300, factor: 2, maximum: 20_000, jitter: true },
  respectRetryAfter: true,
  maximumRetryAfter: 60_000,
  stop: [],
};

/** The duration that the first of the limits has which has one; undefined where there is none. Throws a RangeError. */
export function milliseconds(
  name: "timeout" | "deadline",
  ...limits: readonly CallLimits[]
): number | undefined {
  const value = limits.map((each) => each[name]).find((each) => each !== undefined) ?? false;
  if (value !== false && !(value > 0))
    throw new RangeError(`${name} is a number of milliseconds above 0, or false, not ${value}`);
  // No timer takes longer.
  return value && value <= longestTimer ? value : undefined;
}

/** A policy with what the options override. Throws a RangeError for a number that makes no sense. */
export function retryPolicy(retry: CallLimits["retry"], policy: RetryPolicy): RetryPolicy {
  if (retry === undefined) return policy;
  const options: RetryOptions = typeof retry === "object" ? retry : { attempts: 1 + Number(retry) };
  const merged = {
    ...overridden(policy, options),
    backOff: overridden(policy.backOff, options.backOff ?? {}),
  };
  const { attempts } = merged;
  if (!(attempts >= 1 && attempts % 1 === 0))
    throw new RangeError(
      `a request cannot be sent ${attempts} times: retry is a whole number from 0, attempts from 1`,
    );
  return merged;
}

/** The values with those in their place that are set. */
function overridden<Values extends object>(values: Values, options: object): Values {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...values, ...Object.fromEntries(set) };
}

/** Whether the policy lets this request be sent again. */
export function isRepeatable({ method, headers }: Request, { methods }: RetryPolicy): boolean {
  const same = (each: string) => each.toUpperCase() === method.toUpperCase();
  return methods.some(same) || headers.has("Idempotency-Key");
}

/** Milliseconds to wait before an attempt, 2 being the second: exponential, and with jitter a random part of that. */
export function backOffDelay(
  attempt: number,
  { backOff }: RetryPolicy,
  random: () => number,
): number {
  const { initial, factor, maximum, jitter } = backOff;
  // Full jitter: of the usual ways the one that spreads clients best.
  return Math.min(maximum, initial * factor ** (attempt - 2)) * (jitter ? random() : 1);
}

/** How dates end in the three forms of RFC 9110, section 5.6.7. */
const httpDate = /:\d\d (?:GMT|\d{4})$/;

/**
 * Milliseconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3): seconds, or a date, which counts
 * from the response's own `Date` where it has one, because the clocks of client and server may differ. Undefined when
 * there is none, or none that can be read.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("Retry-After") ?? "";
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const wait = timeOf(text) - (timeOf(headers.get("Date")) || now);
  return wait > 0 ? wait : wait <= 0 ? 0 : undefined;
}

/** Milliseconds since 1970; NaN for what is no date of HTTP. */
function timeOf(date: string | null): number {
  return date && httpDate.test(date) ? Date.parse(date.replace(/\d$/, "$& GMT")) : NaN;
}
