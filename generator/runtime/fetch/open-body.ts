import type { AheadOfBody } from "./read-ahead.ts";

/** What happens around a body that the caller reads. */
export interface OpenBodyOptions {
  /** When it is aborted, the body ends with its reason. */
  readonly signal: AbortSignal;
  /** Makes what the body ends with when it breaks off. */
  asError(error: unknown): unknown;
  /** Is called once the body has ended, in whatever way. */
  done(): void;
}

/** A body that the caller reads: what was read ahead, then the rest. `failure` has what it ended with, if not well. */
export function openBody(
  { chunks, rest }: AheadOfBody,
  { signal, asError, done }: OpenBodyOptions,
): { stream: ReadableStream<Uint8Array<ArrayBuffer>>; failure(): { readonly error: unknown } | undefined } {
  const reader = rest!;
  let failure: { readonly error: unknown } | undefined;
  const end = () => {
    signal.removeEventListener("abort", abort);
    done();
  };
  let abort = () => {};
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        abort = () => {
          failure = { error: signal.reason };
          controller.error(signal.reason);
          reader.cancel(signal.reason).catch(() => {});
          end();
        };
        if (signal.aborted) abort();
        else signal.addEventListener("abort", abort, { once: true });
      },
      async pull(controller) {
        try {
          const { done: isOver, value } = await reader.read();
          if (!isOver) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          failure ??= { error: asError(error) };
          controller.error(failure.error);
        }
        end();
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, failure: () => failure };
}
