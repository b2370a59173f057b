/**
 * An operation of a generated package, as far as types look at it: a function of a transport and arguments, with a
 * description.
 */
interface DescribedOperation {
  (transport: never, ...rest: never): Promise<unknown>;
  readonly description: unknown;
}

/** The names of a generated package's operations, aliases included; any text when no package is given. */
export type OperationName<Package> = unknown extends Package
  ? string
  : { [Name in keyof Package]: Package[Name] extends DescribedOperation ? Name : never }[keyof Package] & string;

type OperationNamed<Package, Name> = Name extends keyof Package ? Package[Name] : never;

type ResultOf<Operation> = Operation extends (...args: never) => Promise<infer Result> ? Result : never;

/** What an operation responds with when it succeeds. */
export type DataOf<Package, Name> = unknown extends Package
  ? unknown
  : ResultOf<OperationNamed<Package, Name>> extends infer Result
    ? Result extends { readonly error?: undefined; readonly data: infer Data }
      ? Data
      : never
    : never;

/** What an operation responds with when it fails. */
export type FailureOf<Package, Name> = unknown extends Package
  ? unknown
  : ResultOf<OperationNamed<Package, Name>> extends infer Result
    ? Result extends { readonly data?: undefined; readonly error: infer Failure }
      ? Failure
      : never
    : never;

/** The arguments that an operation takes. An operation without any has its options alone behind the transport. */
export type ArgumentsOf<Package, Name> = unknown extends Package
  ? Readonly<Record<string, unknown>>
  : OperationNamed<Package, Name> extends (transport: never, ...rest: infer Rest) => unknown
    ? Required<Rest> extends [infer Arguments, unknown]
      ? Arguments
      : Readonly<Record<string, never>>
    : never;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type StatusOf<Class extends number> = `${Class}${Digit}${Digit}` extends infer Text
  ? Text extends `${infer Status extends number}`
    ? Status
    : never
  : never;

/** A response that a test gives instead of the document's. */
export type ScriptedResponse<Data = unknown, Failure = unknown> = unknown extends Data
  ? ScriptedParts<number, unknown>
  : ScriptedParts<StatusOf<2>, Data> | (ScriptedParts<StatusOf<3 | 4 | 5>, Failure> & { readonly status: number });

/** The parts of a scripted response. */
export interface ScriptedParts<Status extends number, Body> {
  /** Default: the first 2xx that the operation describes, else 200. */
  readonly status?: Status;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Written as JSON, or as it is where the media type is another one. */
  readonly body?: Body;
  /** The key of the document's example for the status, in place of a body. */
  readonly example?: string;
  /** Milliseconds before the response is sent. Default: 0. */
  readonly delay?: number;
}

/** A request as a responding function sees it. */
export interface ScriptedRequest<Arguments = Readonly<Record<string, unknown>>> {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded, under the names that the client has for them. */
  readonly arguments: Arguments;
}

/**
 * A response, or what makes one of a request; undefined leaves the request to the responses given before, and to the
 * document.
 */
export type Responder<Arguments, Response> =
  | Response
  | ((request: ScriptedRequest<Arguments>) => Response | undefined | Promise<Response | undefined>);

/**
 * Arguments that must be there, nested as they are, with the values given; an asymmetric matcher of a test library
 * stands for what it matches.
 */
export type PartialArguments<Arguments> = {
  readonly [Name in keyof Arguments]?: Arguments[Name] extends object | undefined
    ? PartialArguments<NonNullable<Arguments[Name]>> | AsymmetricMatcher
    : Arguments[Name] | AsymmetricMatcher;
};

/** What `expect.any(String)` and its kin give. */
export interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean;
}

/** Which requests a response or a fault is for. */
export type Matcher<Arguments> = PartialArguments<Arguments> | ((args: Arguments) => boolean);

/** For how many requests, and for which. */
export interface When<Arguments> {
  /** How many requests get it; default: all. */
  readonly times?: number;
  readonly when?: Matcher<Arguments>;
  /** Regular expressions for texts and numbers by the place of an argument: `{ petId: "^9", "body.name": "^A" }`. */
  readonly patterns?: Readonly<Record<string, string>>;
}

/** Thrown when a part of a scripted response makes no sense. */
export class ScriptError extends TypeError {
  override readonly name = "ScriptError";
}
