import type { CoveredBy, Folded, ScopeRules } from "./core/description.ts";
import type { RawResult, RawSuccess } from "./core/result.ts";
import type { Transport } from "./core/transport.ts";
import type { PagedMethod } from "./pagination/paged.ts";
import type { Needs, Operation } from "./request/operation.ts";
import type { StreamingCall } from "./request/streamed.ts";
import type { ApiError } from "./response/api-error.ts";

/** What the types of a client's methods depend on. */
export interface ClientTypes {
  /** The scopes of the client's tokens; `string`, or left out, where they are not known. */
  readonly scopes?: string;
  readonly rules?: ScopeRules;
  /** Whether errors are thrown. */
  readonly throws: boolean;
}

/** An operation as a method of a client: without the transport. Where scopes are missing it cannot be called. */
export type Method<O, Types extends ClientTypes = { throws: false }> =
  true extends Lacking<NeedsOf<O>, Types>
    ? StreamingCall<O, Types["throws"]> & Call<O, Types> & PagedMethod<O>
    : Lacking<NeedsOf<O>, Types>;

/** Operations as methods of a client. The type of each is computed when it is used. */
export type Methods<Operations, Types extends ClientTypes = { throws: false }> = {
  readonly [Name in keyof Operations]: Method<Operations[Name], Types>;
};

/** Replaces a method that needs scopes which the client does not have; in a union of these, any one is enough. */
export interface MissingScopes<Scopes extends string> {
  readonly missing: Scopes;
}

/** What an operation needs, a list for each alternative; an empty one where it needs nothing. */
type NeedsOf<O> =
  O extends Needs<infer Set> ? (unknown extends Set ? readonly [] : Set) : readonly [];

/** What each alternative lacks; true where it lacks nothing. */
type Lacking<Set, Types> = Types extends {
  scopes: infer Granted extends string;
  rules: infer Rules extends ScopeRules;
}
  ? Set extends readonly (infer Scope extends string)[]
    ? Uncovered<Scope, CoveredBy<Granted, Rules>, Rules> extends infer Missing extends string
      ? [Missing] extends [never]
        ? true
        : MissingScopes<Missing>
      : never
    : never
  : true;

type Uncovered<Scope extends string, Covered, Rules extends ScopeRules> = Scope extends string
  ? Folded<Scope, Rules> extends Covered
    ? never
    : Scope
  : never;

/** Those results that are no errors. */
type Succeeded<R> = R extends RawSuccess<unknown> ? R : never;

type Call<O, Types extends ClientTypes> = O extends (
  transport: Transport,
  ...rest: infer Rest
) => Promise<infer R>
  ? (...rest: Rest) => Promise<Types["throws"] extends true ? Succeeded<R> : R>
  : never;

/** What a client throws where it throws errors: `ApiError`, which a bundle holds where a program names it. */
export type ApiErrorClass = typeof ApiError;

/** Whether a client with that option throws errors. */
export type IsThrown<Option> = Option extends false | undefined ? false : true;

/** What methods do with errors, and what they have besides. */
export interface MethodOptions {
  /** What is thrown for a response that is not a 2xx one: `ApiError`. Default: nothing. */
  readonly throwOnError?: ApiErrorClass | false | undefined;
  /** What the method of an operation has: `pagedMethods`, in a client where one of them has pages. */
  readonly extend?: ((transport: Transport, operation: AnyOperation) => object) | undefined;
}

type AnyOperation = Operation<unknown[], unknown, unknown>;

/**
 * An object with every operation as a method, beside what the transport has (which no operation can replace); the
 * object is a transport itself. `operations` may be the namespace of a module.
 *
 * Throws a TypeError for an operation named `then`: `await` would call it; for a `baseUrl` with a user or a password:
 * the platform refuses every request to it, with an error that shows the password; and for a `throwOnError` that is not
 * `ApiError`.
 */
export function attach<Operations extends object, Types extends ClientTypes = { throws: false }>(
  transport: Transport,
  operations: Operations,
  options: MethodOptions = {},
): Methods<Operations, Types> & Transport {
  const { baseUrl = "" } = transport;
  if (/^\s*[\w+.-]+:[\\/]*[^\\/?#]*@/.test(baseUrl))
    throw new TypeError("baseUrl holds a user or a password; send them by auth or headers");
  if ((options.throwOnError as unknown) === true)
    throw new TypeError(
      "throwOnError takes what is thrown: createClient({ throwOnError: ApiError })",
    );
  // A further name of an operation is the same function here too.
  const made = new Map<AnyOperation, unknown>();
  const methods = Object.entries(operations).map(([name, operation]: [string, AnyOperation]) => {
    if (name === "then") throw new TypeError("no method can be named then");
    const method = made.get(operation) ?? methodOf(transport, operation, options);
    made.set(operation, method);
    return [name, method] as const;
  });
  return { ...Object.fromEntries(methods), ...transport } as Methods<Operations, Types> & Transport;
}

function methodOf(
  transport: Transport,
  operation: AnyOperation,
  { throwOnError, extend }: MethodOptions,
) {
  const method = async (...rest: unknown[]): Promise<RawResult<unknown, unknown>> => {
    const result = await operation(transport, ...rest);
    const { response, error } = result;
    if (throwOnError && !response.ok) throw new throwOnError(response, error);
    return result;
  };
  return Object.assign(method, extend?.(transport, operation));
}
