import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { OriginOf } from "../source-document.ts";
import type { ParsedText, UnparsedDocument } from "./parsed-text.ts";

/** What changes documents once they are parsed, before anything else reads them. */
export interface Amend {
  /** The texts of the files that say what is changed, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Those that cannot be read. */
  readonly absent: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Changes a document, and says where its parts come from. */
  readonly amend: (
    parsed: ParsedText,
    document: UnparsedDocument,
  ) => { readonly diagnostics: readonly Diagnostic[]; readonly originOf?: OriginOf };
  /** Whether something cannot be read, or could not be done to a document so far: what is left is not what is meant. */
  readonly hasFailed: () => boolean;
  /** What was meant for some document and changed none of those that were read. */
  readonly unmatched: () => readonly Diagnostic[];
}
