import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

/** A body that was read to its end, or one that flows on: what was read of it, and the rest as it comes. */
export type ReadBody =
  | { readonly kind: "whole"; readonly bytes: Buffer }
  | { readonly kind: "flowing"; readonly pieces: AsyncIterable<Uint8Array> };

/** How far a body is read. */
export interface BodyLimits {
  /** Bytes. */
  readonly limit: number;
  /** Milliseconds; left out: until its end. */
  readonly patience?: number | undefined;
}

/** Reads a body as far as the limits let. */
export async function readBody(incoming: Readable, { limit, patience }: BodyLimits): Promise<ReadBody> {
  const iterator = incoming[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const chunks: Buffer[] = [];
  const ended = new AbortController();
  const over = patience === undefined ? [] : [wait(patience, undefined, { ref: false, signal: ended.signal })];
  for (const each of over) each.catch(() => undefined);
  try {
    for (let size = 0; ; ) {
      const next = iterator.next();
      const found = await Promise.race([next, ...over]);
      if (found?.done === true) return { kind: "whole", bytes: Buffer.concat(chunks) };
      if (found !== undefined) {
        chunks.push(found.value);
        size += found.value.length;
      }
      const isOver = found === undefined || size > limit;
      if (isOver)
        return { kind: "flowing", pieces: piecesOf(chunks, found === undefined ? next : undefined, iterator) };
    }
  } finally {
    ended.abort();
  }
}

function piecesOf(
  chunks: readonly Buffer[],
  asked: Promise<IteratorResult<Buffer>> | undefined,
  iterator: AsyncIterator<Buffer>,
): AsyncIterable<Uint8Array> {
  // It may fail before anybody reads on.
  asked?.catch(() => undefined);
  return pieces();

  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
      for (let next = await (asked ?? iterator.next()); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
}
