import type { ErrorObject } from "ajv/dist/2020.js";

/** Milliseconds of processor time that the validation of one request, or of one response, may take. */
const timeLimit = 2_000;

/** After so many steps the time is looked at; a step takes some microseconds. */
const between = 1_000;

/** Thrown where the validation takes too long. */
export class TooCostly extends Error {
  /** The text that takes too long for the pattern; undefined where no pattern is to blame. */
  readonly pattern: { readonly source: string; readonly text: string } | undefined;

  constructor(pattern?: { readonly source: string; readonly text: string }) {
    super("takes too long to validate");
    this.pattern = pattern;
  }

  /** What is wrong with the value, at the first place that has the text. */
  errorIn(value: unknown): ErrorObject {
    if (this.pattern === undefined) return { ...costly, message: this.message };
    const { source, text } = this.pattern;
    const message = `takes too long to match against the pattern "${source}"`;
    return { ...costly, keyword: "pattern", instancePath: pathOf(value, text) ?? "", message };
  }
}

const costly: ErrorObject = { keyword: "time-limit", instancePath: "", schemaPath: "#", params: {} };

/**
 * The processor time that one request, or one response, has for all of its values together: many that take little are
 * as costly as one that takes long. What others do meanwhile does not count.
 */
export class Budget {
  /** Whether nothing is left: what was found to be too costly was said, and the rest is not judged. */
  isSpent = false;
  #steps = 0;
  #nextLook = between;
  /** Microseconds. */
  #spent = 0;
  #since: NodeJS.CpuUsage | undefined;

  /** Whether many steps were taken. */
  get isHigh(): boolean {
    return this.#steps >= between;
  }

  /** Called before each value; counts as a step. */
  start(): void {
    this.#steps += 1;
    if (this.isHigh) this.#since = process.cpuUsage();
  }

  /** Called after each value. */
  stop(): void {
    if (this.#since === undefined) return;
    this.#spent += this.#elapsed(this.#since);
    this.#since = undefined;
  }

  /**
   * Called for each schema that a value is held against, with its weight where that is more than usual.
   *
   * @throws {TooCostly} where the time is over.
   */
  step(weight = 1): void {
    this.#steps += weight;
    if (this.#steps >= this.#nextLook) this.#look();
  }

  #look(): void {
    this.#nextLook = this.#steps + between;
    this.#since ??= process.cpuUsage();
    if (this.#spent + this.#elapsed(this.#since) <= timeLimit * 1_000) return;
    this.isSpent = true;
    throw new TooCostly();
  }

  #elapsed(since: NodeJS.CpuUsage): number {
    const { user, system } = process.cpuUsage(since);
    return user + system;
  }
}

/** The path to a text in a value, as a JSON Pointer; to the value that has it as a name. */
function pathOf(value: unknown, text: string): string | undefined {
  if (value === text) return "";
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const below = key === text ? "" : pathOf(member, text);
    if (below !== undefined) return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}${below}`;
  }
  return undefined;
}
