import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import type { RepeatedEntry, SourceDocument } from "../source-document.ts";

/** How deep maps and lists may be nested: what reads them further on calls itself. */
export const maxNesting = 1_000;

/** A document whose text is at hand and whose value is not yet. */
export type UnparsedDocument = Omit<SourceDocument, "isSwagger" | "repeated" | "value">;

/** What parsing one text gives: its value and its repeated entries, or the reason why not. */
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

  /** Keeps a further entry under a key that the map already has. */
  repeat(map: object, entry: RepeatedEntry): void {
    const entries = this.repeated.get(map);
    if (entries) entries.push(entry);
    else this.repeated.set(map, [entry]);
  }
}
