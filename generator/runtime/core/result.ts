import type { OperationDescription } from "./description.ts";

/**
 * The result of an operation: `data` of a 2xx response, `error` of any other. An error is always truthy: the response
 * itself stands for an empty body and, in JSON, for `null`, `false`, `0` and `""`. `status` is that of the response:
 * comparing it narrows the data and the error to those of that status.
 */
export type Result<Data, Failure, Errors = { default: Failure }, Responses = { default: Data }> =
  | (keyof Responses extends "default" ? SuccessOf<Data> : SuccessByStatus<Responses>)
  | (keyof Errors extends "default" ? FailureOf<Failure> : FailureByStatus<Errors>);

/** The result of an operation whose errors are thrown. */
export type Success<Data, Responses = { default: Data }> = keyof Responses extends "default"
  ? SuccessOf<Data>
  : SuccessByStatus<Responses>;

// The compiler works out a member of these, the statuses above all, when a program asks for it.

type SuccessOf<Data> = {
  data: Data;
  error?: undefined;
  response: Response;
  status: Statuses["2XX"];
};

type FailureOf<Failure> = {
  data?: undefined;
  error: Failure;
  response: Response;
  status: Statuses[FailureClass];
};

type SuccessByStatus<Responses> = {
  [Key in KeysOf<Responses, "2XX">]: {
    data: BodyAt<Key, Responses>;
    error?: undefined;
    response: Response;
    status: StatusesOf<Key, Responses, "2XX">;
  };
}[KeysOf<Responses, "2XX">];

type FailureByStatus<Errors> = {
  [Key in KeysOf<Errors, FailureClass>]: {
    data?: undefined;
    error: BodyAt<Key, Errors>;
    response: Response;
    status: StatusesOf<Key, Errors, FailureClass>;
  };
}[KeysOf<Errors, FailureClass>];

/** The keys of a map by status, and `default` unless ranges leave nothing to it. */
type KeysOf<ByStatus, Class extends keyof Statuses> =
  | Exclude<keyof ByStatus, "default">
  | ([Exclude<Class, keyof ByStatus>] extends [never] ? never : "default");

/** A result as openapi-fetch has it. */
export type RawResult<Data, Failure> =
  | RawSuccess<Data>
  | { data?: undefined; error: Failure; response: Response };

/** One without an error. */
export interface RawSuccess<Data> {
  data: Data;
  error?: undefined;
  response: Response;
}

declare const failures: unique symbol;

/** The part of an operation that tells how it fails: the errors by status. */
export interface Failing<Errors> {
  readonly description: OperationDescription;
  /** Only a type: it has no value. */
  readonly [failures]?: Errors;
}

/** The classes of statuses that are errors. */
export type FailureClass = "4XX" | "5XX";

/**
 * The statuses of each class: those that are registered (RFC 9110, section 16.2), and those that many proxies send. Any
 * other is in `response.status` alone.
 */
export interface Statuses {
  "2XX": 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;
  "4XX":
    | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409)
    | (410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 418 | 421)
    | (422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451 | 499);
  "5XX":
    | (500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510)
    | (511 | 520 | 521 | 522 | 523 | 524);
}

/** The statuses that a key of a map by status means: one, those of a range, or all that no other key means. */
export type StatusesOf<Key, ByStatus, Class extends keyof Statuses> = Key extends number
  ? Key
  : keyof ByStatus extends "default"
    ? Statuses[Class]
    : Exclude<
        Statuses[Key extends keyof Statuses ? Key : Exclude<Class, keyof ByStatus>],
        keyof ByStatus
      >;

/** What a key of such a map leads to; without `default` a status that no other key means may be any of them. */
export type BodyAt<Key, ByStatus> = Key extends keyof ByStatus
  ? ByStatus[Key]
  : ByStatus[keyof ByStatus];

/** Text that is not empty. */
export type NonEmptyText = `${string & {}}${string}`;

/**
 * The error of a response that no document describes: JSON, text, or the response itself where the body is empty. A
 * body that is nothing but a number is not told.
 */
export type UnknownError = object | NonEmptyText | true;

/** What a body described as this type is as an error, which is always truthy; a number is its digits. */
export type ErrorOf<Body> = unknown extends Body ? UnknownError : Truthy<Body>;

type Truthy<Body> = Body extends object | true
  ? Body
  : Body extends string
    ? "" extends Body
      ? Response | (Body extends "" ? never : NonEmptyText)
      : Body
    : Body extends number | bigint
      ? `${Body}`
      : Response;
