import type { OperationDescription } from "./description.ts";
import type { Result } from "./result.ts";
import type { Transport } from "./transport.ts";

/** An operation, as far as it is looked at here. */
interface Sending {
  (transport: Transport, ...rest: never[]): Promise<Result<unknown, unknown>>;
  readonly description: OperationDescription;
}

/** The operation, which sends its requests through what a transport is changed into. */
export function sendThrough<O>(operation: O, change: (transport: Transport) => Transport): O {
  const send = operation as Sending;
  const call = (transport: Transport, ...rest: never[]) => send(change(transport), ...rest);
  return Object.assign(call, { description: send.description }) as O;
}
