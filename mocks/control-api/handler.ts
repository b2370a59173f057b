import type * as operations from "../../generated/twinspec-control/operations.ts";
import type { ArgumentsOf, DataOf, OperationName } from "../control/response-types.ts";

/** The operations of the control API, as its generated client has them. */
export type Operations = typeof operations;

/** The data of an operation as a handler gives it: a stream as what it consists of, nothing where there is no body. */
type Given<Name> =
  DataOf<Operations, Name> extends AsyncIterable<infer Event>
    ? AsyncIterableIterator<Event extends { readonly data: infer Data } ? Data : Event>
    : DataOf<Operations, Name> | undefined;

/** What is known of a request beside its arguments. */
export interface HandledRequest {
  /** Aborted when nobody waits for the response any more, or the mock is closed. */
  readonly signal: AbortSignal;
}

/** Serves one operation of the control API. What it throws becomes a problem. */
export type Handler<Name extends OperationName<Operations>> = (
  args: ArgumentsOf<Operations, Name>,
  request: HandledRequest,
) => Given<Name> | Promise<Given<Name>>;

/** What serves some of its operations. */
export type Handlers<Names extends OperationName<Operations> = OperationName<Operations>> = {
  readonly [Name in Names]: Handler<Name>;
};
