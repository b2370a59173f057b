/** Gives each id a number. Operations have most of their ids in common: each is in memory once. */
export class IdPool {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];

  /** The number of an id, which it has from now on. */
  numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#ids.length;
    this.#numbers.set(id, number);
    this.#ids.push(id);
    return number;
  }

  /** The number of an id that has one. */
  find(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  id(number: number): string {
    return this.#ids[number]!;
  }

  clear(): void {
    this.#numbers.clear();
    this.#ids.length = 0;
  }
}

/** The ids of one operation, each once, at four bytes each. They are some hundred: each is searched for. */
export class ItemIds implements Iterable<string> {
  readonly #pool: IdPool;
  #numbers = new Uint32Array(16);
  #size = 0;

  constructor(pool: IdPool) {
    this.#pool = pool;
  }

  add(id: string): void {
    const number = this.#pool.numberOf(id);
    if (this.#holds(number)) return;
    if (this.#size === this.#numbers.length) {
      const larger = new Uint32Array(this.#size * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#size] = number;
    this.#size += 1;
  }

  has(id: string): boolean {
    const number = this.#pool.find(id);
    return number !== undefined && this.#holds(number);
  }

  *[Symbol.iterator](): Iterator<string> {
    for (const number of this.#numbers.subarray(0, this.#size)) yield this.#pool.id(number);
  }

  #holds(number: number): boolean {
    return this.#numbers.subarray(0, this.#size).includes(number);
  }
}
