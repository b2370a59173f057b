import type { Code } from "../../diagnostics/codes.ts";
import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import type { Part } from "../../diagnostics/places.ts";
import type { LostOperations } from "../api.ts";
import type { BrokenReference } from "../library.ts";
import { keysOf, type Position, toPointer } from "../source-document.ts";
import { describe } from "./plain-values.ts";

/** References to what is not read unless the settings say so: faults of the documents as others are. */
const elsewhere: ReadonlySet<Code> = new Set(["ref-remote", "ref-outside-root"]);

/** What of the documents cannot be used, and is left out. */
export class Losses {
  readonly diagnostics: Diagnostics;
  /** What might be operations: those of a path, or of every path. */
  readonly operations: LostOperations[] = [];
  /** Where each is, by its source. */
  readonly positions: Map<string, Position> = new Map();
  /** Where each that is a reference is, by the source of what is not there. */
  readonly missing: Map<string, Position> = new Map();
  /** The codes of references to what is not read. */
  readonly elsewhere: Set<Code> = new Set();
  /** How often one of those was met. */
  metElsewhere = 0;
  /** The documents that are not read, as they were told. */
  private readonly told = new Set<string>();
  /** The operations that lack something since their document was upgraded, by their sources. */
  private readonly inUpgrade = new Set<string>();
  /** How often something was met that is lost; where it grew, what is read meanwhile lacks something. */
  met = 0;

  constructor(diagnostics: Diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Takes over what the upgrade of a document left out, which is reported. */
  upgraded(position: Position): void {
    const keys = keysOf(position);
    this.positions.set(sourceOf(position), position);
    if (keys[0] !== "paths") return;
    const [, path, method] = keys;
    if (keys.length > 3) this.inUpgrade.add(`${position.document.path}#${toPointer(keys.slice(0, 3))}`);
    else
      this.operations.push({
        position,
        ...(path !== undefined && { path }),
        ...(method !== undefined && { method: method.toUpperCase() }),
      });
  }

  /** Whether the upgrade left out a part of an operation. */
  isPoorer(position: Position): boolean {
    return this.inUpgrade.has(sourceOf(position));
  }

  /** Reports a value of another type; nothing is lost where there is none. */
  wrongType(position: Position, wanted: string, found: unknown): void {
    const message = `expected ${wanted}, found ${describe(found)}`;
    if (found === null) this.diagnostics.report("warning", "wrong-type", position, message);
    else this.report("wrong-type", position, message);
  }

  /** Reports a part that is left out; `missing` is what it refers to, where that is not there. */
  report(
    code: Code,
    position: Position,
    message: string,
    more: Pick<BrokenReference, "help" | "missing" | "isOfSettings"> & { readonly part?: Part } = {},
  ): void {
    const { missing, isOfSettings = false, ...shown } = more;
    const isElsewhere = elsewhere.has(code);
    // the settings name the document: nothing is generated until it is where they say
    const isError = code === "ref-vendored" || (isOfSettings && !isElsewhere);
    // a document that is not read is told once, wherever it is referred to
    if (!isElsewhere || !this.told.has(message))
      this.diagnostics.report(isError ? "error" : "warning", code, position, message, shown);
    this.met += 1;
    if (isError) return;
    if (isElsewhere) {
      this.told.add(message);
      this.elsewhere.add(code);
      this.metElsewhere += 1;
    }
    this.positions.set(sourceOf(position), position);
    if (missing !== undefined) this.missing.set(missing, position);
  }
}

/** Where a value is, in the words of the lock: `Common.yaml#/components/schemas/Error`. */
export function sourceOf(position: Position): string {
  return `${position.document.path}#${toPointer(keysOf(position))}`;
}
