import type { ErrorObject } from "ajv/dist/2020.js";

/** Milliseconds of processor time that the validation of one value may take. */
const timeLimit = 2_000;

/** After so many steps the time is looked at; a step takes some microseconds. */
const between = 1_000;

/** Thrown where a value takes too long to validate. */
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

/** The processor time that the validation of one value takes. */
export interface Costs {
  /** Called before each value. */
  start(): void;
  /** Called for each schema that a value is held against; throws where that goes on for too long. */
  step(): void;
  /** Whether the value takes many steps. */
  readonly areHigh: boolean;
}

/** Counts the steps of one value after the other. */
export function createCosts(): Costs {
  let steps = 0;
  let since: NodeJS.CpuUsage | undefined;
  return {
    get areHigh() {
      return since !== undefined;
    },
    start() {
      steps = 0;
      since = undefined;
    },
    step() {
      steps += 1;
      if (steps % between !== 0) return;
      if (since === undefined) since = process.cpuUsage();
      else {
        const { user, system } = process.cpuUsage(since);
        if (user + system > timeLimit * 1_000) throw new TooCostly();
      }
    },
  };
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
