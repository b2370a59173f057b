import { keysOf, offsetOf, type Position } from "../document/source-document.ts";
import type { Code } from "./codes.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { type Part, placeOf } from "./places.ts";

/** Collects the findings of all stages. A stage reports and continues, so that one run shows every fault. */
export class Diagnostics {
  readonly all: Diagnostic[];
  /** How often something was reported, be it the same again. */
  reports = 0;
  private readonly said = new Set<string>();

  constructor(first: Iterable<Diagnostic> = []) {
    this.all = [...first];
  }

  /** Reports a finding at a position in a document; only once, however often the position is read. */
  report(
    severity: Severity,
    code: Code,
    position: Position,
    message: string,
    more: { help?: string | undefined; part?: Part; related?: readonly Position[] } = {},
  ): void {
    this.reports += 1;
    const said = JSON.stringify([code, position.document.path, keysOf(position), offsetOf(position), message]);
    if (this.said.has(said)) return;
    this.said.add(said);
    this.all.push({
      code,
      severity,
      message,
      at: placeOf(position, more.part),
      ...(more.related && { related: more.related.map((place) => placeOf(place, "key")) }),
      ...(more.help !== undefined && { help: more.help }),
    });
  }

  /** Adds the findings of another stage. */
  add(diagnostics: Iterable<Diagnostic>): void {
    this.all.push(...diagnostics);
  }

  /** The same without some. */
  without(isLeftOut: (diagnostic: Diagnostic) => boolean): Diagnostics {
    return new Diagnostics(this.all.filter((each) => !isLeftOut(each)));
  }

  get hasErrors(): boolean {
    return hasErrors(this.all);
  }
}

/** Whether any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
