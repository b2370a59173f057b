import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceDocument } from "../source-document.ts";
import { parseJson } from "./parse-json.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { UnparsedDocument } from "./parsed-text.ts";

/** Parses a file that is no part of an API, as settings are: a document whose parts have places. Empty, it is a map. */
export function parseDocument(unparsed: UnparsedDocument): {
  readonly document: SourceDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { value, repeated, diagnostics } = (unparsed.format === "json" ? parseJson : parseYaml)(unparsed);
  return { document: { ...unparsed, value: value ?? {}, repeated }, diagnostics };
}
