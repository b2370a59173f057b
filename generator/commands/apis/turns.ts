/**
 * Whose turn it is: threads take the APIs one after the other, so that none waits for another. The memory is shared.
 */
export class Turns {
  readonly memory: SharedArrayBuffer;
  readonly #count: number;
  readonly #next: Int32Array;

  constructor(count: number, memory = new SharedArrayBuffer(4)) {
    this.memory = memory;
    this.#count = count;
    this.#next = new Int32Array(memory);
  }

  /** The index of one that nobody has taken yet; undefined where all are taken. */
  take(): number | undefined {
    const index = Atomics.add(this.#next, 0, 1);
    return index < this.#count ? index : undefined;
  }
}
