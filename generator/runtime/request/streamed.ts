import type { OperationDescription } from "../core/description.ts";
import type { RawResult, Result, Success } from "../core/result.ts";
import type { Transport } from "../core/transport.ts";
import { readBytes } from "../response/read-body.ts";
import { type CallOptions, operation } from "./operation.ts";

declare const streams: unique symbol;

/** What a call sets that wants the response as a stream. */
export interface StreamedOptions extends CallOptions {
  /** The bytes of the response as they come: nothing is kept in memory, and nothing is parsed. */
  parseAs: "stream";
}

/**
 * What an operation is besides that responds with files or text: a call may have the bytes as they come. `Empty` is
 * what it gives where there are none.
 */
export interface Streamed<
  Arguments extends readonly unknown[],
  Empty,
  Failure,
  Rest extends readonly unknown[] = [...args: Arguments, options: StreamedOptions],
> {
  (
    transport: Transport,
    ...rest: Rest
  ): Promise<Result<ReadableStream<Uint8Array<ArrayBuffer>> | Empty, Failure>>;
  /** Only a type: it has no value. */
  readonly [streams]?: {
    rest: Rest;
    data: ReadableStream<Uint8Array<ArrayBuffer>> | Empty;
    failure: Failure;
  };
}

/** A call of a method that has the response as a stream; unknown where the operation has none. */
export type StreamingCall<O, Throws> = O extends {
  readonly [streams]?: {
    rest: infer Rest extends readonly unknown[];
    data: infer Data;
    failure: infer Failure;
  };
}
  ? (...rest: Rest) => Promise<Throws extends true ? Success<Data> : Result<Data, Failure>>
  : unknown;

/** What is used of an operation here. */
interface Sending {
  (transport: Transport, ...rest: unknown[]): Promise<RawResult<unknown, unknown>>;
  readonly description: OperationDescription;
}

/** The operation, of which a call has the bytes of the response where it sets `parseAs: "stream"`. */
export function streamed<O>(whole: O): O {
  const { description } = whole as Sending;
  const inPieces = operation<Sending>({ ...description, read: readBytes });
  const place = description.parameters || description.body ? 1 : 0;
  const call = (transport: Transport, ...rest: unknown[]) => {
    const { parseAs } = (rest[place] ?? {}) as Partial<StreamedOptions>;
    return (parseAs === "stream" ? inPieces : (whole as Sending))(transport, ...rest);
  };
  return Object.assign(call, { description }) as O;
}
