import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import type { RepeatedEntry, SourceDocument } from "../source-document.ts";

/** How deep maps and arrays may be nested: later stages recurse. */
export const maxNesting = 1_000;

/** A document that is not parsed yet. */
export type UnparsedDocument = Omit<SourceDocument, "repeated" | "self" | "swagger" | "value">;

/** The result of parsing one text: its value and its repeated entries, or what is wrong with it. */
export class ParsedText {
  value: unknown;
  readonly repeated: Map<object, RepeatedEntry[]> = new Map();
  readonly diagnostics: Diagnostic[] = [];

  constructor(value: unknown) {
    this.value = value;
  }

  static failed(message: string, at: Place, help?: string): ParsedText {
    const parsed = new ParsedText(undefined);
    parsed.diagnostics.push({ code: "syntax", severity: "error", message, at, ...(help !== undefined && { help }) });
    return parsed;
  }

  static tooDeep(at: Place): ParsedText {
    const parsed = new ParsedText(undefined);
    const message = "the text is nested too deeply";
    parsed.diagnostics.push({ code: "nested-too-deeply", severity: "error", message, at });
    return parsed;
  }

  /** Lets a map stand in the place of another one, which has entries that are repeated. */
  replace(from: object, to: object): void {
    const entries = this.repeated.get(from);
    if (entries) this.repeated.set(to, entries);
  }

  /** Keeps a further entry under a key that the map already has. */
  repeat(map: object, entry: RepeatedEntry): void {
    const entries = this.repeated.get(map);
    if (entries) entries.push(entry);
    else this.repeated.set(map, [entry]);
  }
}
