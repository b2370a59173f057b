import { keysOf, offsetOf, type Position } from "../document/source-document.ts";
import type { Code } from "./codes.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { type Part, placeOf } from "./places.ts";

/** Collects what the stages have to say; a stage reports and goes on, so that one run shows every fault. */
export class Diagnostics {
  readonly all: Diagnostic[];
  private readonly said = new Set<string>();

  constructor(first: Iterable<Diagnostic> = []) {
    this.all = [...first];
  }

  /** Reports at a position in a document; once, however often the place is read. */
  report(
    severity: Severity,
    code: Code,
    position: Position,
    message: string,
    more: { help?: string | undefined; part?: Part; related?: readonly Position[] } = {},
  ): void {
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

  /** Takes over what another stage said. */
  add(diagnostics: Iterable<Diagnostic>): void {
    this.all.push(...diagnostics);
  }

  get hasErrors(): boolean {
    return hasErrors(this.all);
  }
}

/** Whether one of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
