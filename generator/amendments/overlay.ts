import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { below, type Position, type SourceDocument } from "../document/source-document.ts";
import { parseDocument } from "../document/text/parse-document.ts";
import type { Query } from "./json-path.ts";

/** An action of an overlay: what it selects, and what becomes of it. */
export interface Action {
  readonly target: Query;
  readonly position: Position;
  readonly change:
    | { readonly kind: "remove" }
    | { readonly kind: "update"; readonly value: unknown }
    | { readonly kind: "copy"; readonly from: Query };
}

/** An overlay (Overlay Specification 1.0 and 1.1). */
export interface Overlay {
  readonly document: SourceDocument;
  /** In 1.0 nothing is said of values that cannot be merged, and the new one takes the place of the other. */
  readonly isStrict: boolean;
  /** The address of the document that it is for; left out: it is for all of them. */
  readonly extends?: string;
  readonly actions: readonly Action[];
}

/** What is read of an overlay: its file, its text, and how a JSONPath becomes a query. */
export interface OverlayText {
  readonly file: string;
  readonly text: string;
  readonly shownFrom: string;
  readonly compile: (path: string) => Query;
}

/** Reads an overlay; undefined, with the reasons reported, where it is none. */
export function readOverlay(given: OverlayText, diagnostics: Diagnostics): Overlay | undefined {
  const { file, text } = given;
  const shown = relative(given.shownFrom, file) || file;
  const format = file.endsWith(".json") ? "json" : "yaml";
  const { document, diagnostics: faults } = parseDocument({ file, path: shown, shown, text, format });
  diagnostics.add(faults);
  if (faults.length > 0) return undefined;
  const found = new Diagnostics();
  const report: Reading["report"] = (position, message, more = {}) =>
    found.report("error", "overlay-invalid", position, message, more);
  const overlay = overlayIn(document, { report, compile: given.compile });
  diagnostics.add(found.all);
  return found.all.length > 0 ? undefined : overlay;
}

interface Reading {
  readonly report: (position: Position, message: string, more?: { help?: string | undefined; part?: "key" }) => void;
  readonly compile: (path: string) => Query;
}

const fields = ["overlay", "info", "extends", "actions"];

function overlayIn(document: SourceDocument, reading: Reading): Overlay | undefined {
  const { report } = reading;
  const { value } = document;
  if (!isObject(value) || value["overlay"] === undefined) {
    report({ document }, `"${document.shown}" is not an overlay: it has no \`overlay\` at its root`);
    return undefined;
  }
  const version = String(value["overlay"]);
  if (!/^1\.[01](?:\.|$)/.test(version))
    report(below({ document }, "overlay"), `"${version}" is not a version of Overlay that can be read`, {
      help: "1.0 and 1.1 can be",
    });
  for (const name of Object.keys(value).filter((each) => !fields.includes(each) && !each.startsWith("x-")))
    report(below({ document }, name), `an overlay has no "${name}"`, { help: didYouMean(name, fields), part: "key" });
  const { extends: extended } = value;
  if (extended !== undefined && typeof extended !== "string")
    report(below({ document }, "extends"), "`extends` must be a string");
  const listed = listIn(value, "actions");
  const list = below({ document }, "actions");
  if (listed.length === 0) report(list, "`actions` must be an array with at least one action");
  const isStrict = !version.startsWith("1.0");
  const actions = listed.flatMap((each, index) =>
    actionIn(each, { ...reading, position: below(list, index), isStrict }),
  );
  const address = typeof extended === "string" ? addressOf(extended, document.file) : undefined;
  return { document, isStrict, actions, ...(address !== undefined && { extends: address }) };
}

const actionFields = ["target", "description", "update", "remove", "copy"];

function actionIn(
  value: unknown,
  { report, compile, position, isStrict }: Reading & { readonly position: Position; readonly isStrict: boolean },
): Action[] {
  if (!isObject(value)) {
    report(position, "an action must be an object");
    return [];
  }
  const known = isStrict ? actionFields : actionFields.filter((each) => each !== "copy");
  const unknown = Object.keys(value).filter((each) => !known.includes(each) && !each.startsWith("x-"));
  for (const name of unknown) {
    const help = name === "copy" ? "say `overlay: 1.1.0`" : didYouMean(name, known);
    report(below(position, name), `an action has no "${name}"`, { help, part: "key" });
  }
  const queryIn = (field: string): Query | undefined => {
    const text = value[field];
    if (typeof text !== "string")
      return void report(field in value ? below(position, field) : position, `\`${field}\` must be a JSONPath`);
    try {
      return compile(text);
    } catch (error) {
      return void report(below(position, field), `"${text}" is not a JSONPath (RFC 9535): ${reasonOf(error)}`);
    }
  };
  const target = queryIn("target");
  const change = changeIn(value, queryIn);
  if (!change && unknown.length === 0 && !("copy" in value))
    report(position, "an action needs `update`, `remove: true` or, in 1.1, `copy`");
  return target && change ? [{ target, position, change }] : [];
}

function changeIn(value: JsonObject, queryIn: (field: string) => Query | undefined): Action["change"] | undefined {
  if (value["remove"] === true) return { kind: "remove" };
  if (value["update"] !== undefined) return { kind: "update", value: value["update"] };
  const from = value["copy"] === undefined ? undefined : queryIn("copy");
  return from && { kind: "copy", from };
}

function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return message.replace(/ \('[\s\S]*':(\d+)\)$/, " at character $1");
}

/** The address that `extends` names; that of a file where it is relative. */
function addressOf(reference: string, file: string): string | undefined {
  const base = pathToFileURL(resolve(file)).href;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}
