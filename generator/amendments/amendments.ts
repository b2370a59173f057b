import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { below, type Position } from "../document/source-document.ts";
import type { Amend } from "../document/text/amend.ts";
import type { UnparsedDocument } from "../document/text/parsed-text.ts";
import { fileText, UnreadableFileError } from "../settings/file-text.ts";
import type { AmendmentSettings } from "../settings/settings.ts";
import { ActionFault, Amended, applyAction } from "./apply-overlay.ts";
import { compileJsonPath } from "./json-path.ts";
import { Origins } from "./origins.ts";
import { type Overlay, readOverlay } from "./overlay.ts";
import { loadTransform, type Transform } from "./transform.ts";

/** Where the files are that say how documents are changed. */
interface Places {
  /** What their paths are relative to. */
  readonly folder: string;
  readonly shownFrom: string;
}

/** Reads what the settings say of how documents are changed: overlays in their order, and a transform after them. */
export async function readAmendments(
  { overlays, transform: module }: AmendmentSettings,
  { folder, shownFrom }: Places,
): Promise<Amend> {
  const diagnostics = new Diagnostics();
  const texts = new Map<string, string>();
  const absent: string[] = [];
  const textOf = (named: string, what: string, at: Place | undefined): string | undefined => {
    const file = resolve(folder, named);
    const text = readText(file);
    if (typeof text === "string") texts.set(file, text);
    else absent.push(file);
    if (typeof text === "string") return text;
    const reason = text === undefined ? "does not exist" : `cannot be read: ${text.reason}`;
    const code = text === undefined ? "file-not-found" : "file-unreadable";
    diagnostics.add([{ code, severity: "error", message: `the ${what} "${named}" ${reason}`, ...(at && { at }) }]);
    return undefined;
  };
  const read = overlays.flatMap(({ text: named, at }) => {
    const text = textOf(named, "overlay", at);
    if (text === undefined) return [];
    return readOverlay({ file: resolve(folder, named), text, shownFrom, compile: compileJsonPath }, diagnostics) ?? [];
  });
  const loaded =
    module && textOf(module.text, "transform", module.at) !== undefined
      ? await loadTransform({ file: resolve(folder, module.text), named: module.text, shownFrom, at: module.at })
      : undefined;
  if (loaded && typeof loaded !== "function") diagnostics.add([loaded]);
  const transform = typeof loaded === "function" ? loaded : undefined;
  // half of what is meant is worse than nothing
  const nothing = { amend: () => ({ diagnostics: [] }), unmatched: () => [], hasFailed: () => true };
  const applied = diagnostics.hasErrors ? nothing : amendBy(read, transform);
  return { texts, absent, diagnostics: diagnostics.all, ...applied };
}

function readText(file: string): string | UnreadableFileError | undefined {
  try {
    return fileText(file);
  } catch (error) {
    if (error instanceof UnreadableFileError) return error;
    throw error;
  }
}

function amendBy(
  overlays: readonly Overlay[],
  transform: Transform | undefined,
): Pick<Amend, "amend" | "hasFailed" | "unmatched"> {
  let hasFailed = false;
  const matched = new Set<Position>();
  return {
    amend(parsed, unparsed) {
      const origins = new Origins();
      const amended = new Amended(parsed, origins);
      const diagnostics = new Diagnostics();
      const fitting = overlays.filter((overlay) => isFor(overlay, unparsed));
      for (const overlay of fitting)
        for (const [index, action] of overlay.actions.entries()) {
          try {
            if (applyAction(amended, action, { origins, overlay, index }) > 0) matched.add(action.position);
          } catch (error) {
            if (!(error instanceof ActionFault)) throw error;
            matched.add(action.position);
            diagnostics.report("error", "overlay-invalid", error.keys.reduce(below, action.position), error.message);
          }
        }
      const failed = transform?.(parsed, unparsed);
      if (failed) diagnostics.add([failed]);
      hasFailed ||= diagnostics.hasErrors;
      return { diagnostics: diagnostics.all, ...(fitting.length > 0 && { originOf: origins.finder() }) };
    },
    hasFailed: () => hasFailed,
    unmatched: () =>
      overlays.flatMap(({ actions }) =>
        actions.flatMap((action) => (matched.has(action.position) ? [] : unmatched(action.position))),
      ),
  };
}

/** Whether an overlay is for a document. One that names an address where none of ours is known to be is for all. */
function isFor({ extends: extended }: Overlay, { file, address }: UnparsedDocument): boolean {
  if (extended === undefined) return true;
  if (/^https?:/.test(extended)) return address === undefined || address === extended;
  return pathToFileURL(file).href === extended;
}

function unmatched(position: Position): Diagnostic[] {
  const found = new Diagnostics();
  found.report("warning", "overlay-unmatched", below(position, "target"), "the target selects nothing in any document");
  return found.all;
}
