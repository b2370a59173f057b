import { printableLine } from "../print.ts";

/** What a terminal is to the list. */
export interface Terminal {
  readonly columns?: number;
  write(text: string): unknown;
}

/** How many of those that are being done are listed. */
const shownNames = 8;

/** The list below what was printed: how many are done, and which are being done; it is drawn on a terminal alone. */
export class Progress {
  readonly #terminal: Terminal | undefined;
  readonly #names: readonly string[];
  readonly #running = new Set<number>();
  #done = 0;
  #drawn = 0;

  constructor(names: readonly string[], terminal: Terminal | undefined) {
    this.#names = names;
    this.#terminal = terminal;
  }

  begun(index: number): void {
    this.#running.add(index);
    this.draw();
  }

  ended(index: number): void {
    this.#running.delete(index);
    this.#done += 1;
    this.draw();
  }

  /** Takes the list away, for something to be printed. */
  clear(): void {
    if (this.#drawn > 0) this.#terminal?.write(`\u001b[${this.#drawn}A\u001b[J`);
    this.#drawn = 0;
  }

  draw(): void {
    if (!this.#terminal) return;
    this.clear();
    if (this.#running.size === 0) return;
    // a line that wraps would be counted as one
    const width = (this.#terminal.columns ?? 80) - 1;
    const running = [...this.#running].sort((a, b) => a - b);
    const more = running.length > shownNames ? [`  … ${running.length - shownNames} more`] : [];
    const lines = [
      `${this.#done} of ${this.#names.length} done, at work on:`,
      ...running.slice(0, shownNames).map((index) => `  ${printableLine(this.#names[index] ?? "")}`),
      ...more,
    ].map((line) => line.slice(0, width));
    this.#terminal.write(`${lines.join("\n")}\n`);
    this.#drawn = lines.length;
  }
}
