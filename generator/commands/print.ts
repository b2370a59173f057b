import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Code } from "../diagnostics/codes.ts";
import type { Diagnostic, Severity } from "../diagnostics/diagnostic.ts";
import { withoutControls } from "../diagnostics/printable.ts";
import type { Model } from "../entry.ts";

/** The formats of diagnostics: for people, for programs, and as annotations of GitHub Actions. */
export const formats = ["pretty", "json", "github"] as const;

/** One of the formats. */
export type Format = (typeof formats)[number];

/** Notes that are always shown, as they are given once: names and locks that stay in spite of a change. */
const news: ReadonlySet<Code> = new Set(["name-held", "name-moved", "lock-moved", "lock-duplicate", "lock-edited"]);

/** How many warnings of one code are shown; errors are all shown. */
const shownPerCode = 3;

/** Writes diagnostics: to standard error for people, to standard output for programs. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: Format,
  options?: { all?: boolean },
): void {
  const stream = format === "pretty" ? process.stderr : process.stdout;
  const text = diagnosticsText(diagnostics, format, options);
  if (text !== "") stream.write(text);
}

/** Diagnostics as they are printed; nothing where they are part of what programs get. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], format: Format, { all = false } = {}): string {
  if (format === "json") return "";
  if (format === "github") return diagnostics.map((diagnostic) => `${annotation(diagnostic)}\n`).join("");
  let text = "";
  const counts = new Map<string, number>();
  const order: Severity[] = ["error", "warning", "info"];
  const sorted = diagnostics
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .filter(({ code, severity }) => all || severity !== "info" || news.has(code));
  for (const diagnostic of sorted) {
    const count = (counts.get(diagnostic.code) ?? 0) + 1;
    counts.set(diagnostic.code, count);
    if (all || diagnostic.severity === "error" || count <= shownPerCode) text += `${pretty(diagnostic)}\n`;
  }
  for (const [code, count] of counts) {
    const isCut =
      !all &&
      count > shownPerCode &&
      !sorted.some((diagnostic) => diagnostic.code === code && diagnostic.severity === "error");
    if (isCut)
      text += `… and ${count - shownPerCode} more of ${code} (--verbose shows them; twinspec explain ${code})\n\n`;
  }
  return text;
}

/** A diagnostic as plain data, with its place looked up. */
export function asData({ code, severity, message, at, related, help }: Diagnostic): object {
  const place = (where: Diagnostic["at"]) =>
    where && { file: where.file, pointer: where.pointer, line: where.line, column: where.column };
  return { code, severity, message, at: place(at), related: related?.map(place), help };
}

/** Text from a document cannot steer a terminal. */
export function printable(text: string): string {
  return withoutControls(text);
}

/** A number of things: `1 file`, `2 files`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The number of schemas of the documents, without what requests hold in place of some. */
export function countedSchemas({ schemas }: Pick<Model, "schemas">): string {
  return counted(schemas.filter(({ inputOf }) => inputOf === undefined).length, "schema");
}

/** Text from a document that stays on its line: a line end in a name cannot begin another. */
export function printableLine(text: string): string {
  return printable(text).replaceAll("\n", "\ufffd");
}

/** Where a diagnostic is: `file:line:column`. */
export function placeText(at: Diagnostic["at"]): string {
  return at === undefined ? "" : [at.file, at.line, at.column].filter((part) => part !== undefined).join(":");
}

function pretty(diagnostic: Diagnostic): string {
  const { code, severity, message, at, related, help } = diagnostic;
  const lines = [`${at === undefined ? "" : `${placeText(at)} `}${severity} ${code}: ${message}`, ...codeFrame(at)];
  for (const place of related ?? []) lines.push(`  see also ${placeText(place)}`);
  if (help !== undefined) lines.push(`help: ${help}`);
  return `${lines.map(printableLine).join("\n")}\n`;
}

function codeFrame(at: Diagnostic["at"]): string[] {
  if (at?.line === undefined) return [];
  const text = (at.text ?? textIn(at.file))?.split("\n");
  if (!text) return [];
  const first = Math.max(1, at.line - 1);
  const width = String(at.line).length;
  const shown = text
    .slice(first - 1, at.line)
    .map((line, index) => ({ number: first + index, line: line.replaceAll("\t", " ").trimEnd() }));
  const column = at.column ?? 1;
  // a minified document is one long line
  const start = Math.max(0, column - 80);
  const frame = shown
    .filter(({ line, number }) => number === at.line || line.trim() !== "")
    .map(({ number, line }) => `${String(number).padStart(width)} | ${line.slice(start, start + 120)}`);
  return [...frame, `${" ".repeat(width)} | ${" ".repeat(column - start - 1)}^`];
}

/** The text of a file; undefined where there is none, or it came through a pipe, and is gone. */
function textIn(path: string): string | undefined {
  try {
    const file = resolve(path);
    return statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** An annotation of GitHub Actions. */
export interface Annotation {
  readonly kind: "error" | "warning" | "notice";
  readonly title: string;
  readonly text: string;
  readonly at: Diagnostic["at"];
}

/** A workflow command of GitHub Actions: its separators are encoded, so that a text cannot begin another. */
export function workflowCommand({ kind, title, text, at }: Annotation): string {
  const data = (part: string) => part.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (part: string) => data(part).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const place =
    at === undefined
      ? []
      : [
          `file=${property(printable(at.file))}`,
          ...(at.line === undefined ? [] : [`line=${at.line}`]),
          ...(at.column === undefined ? [] : [`col=${at.column}`]),
        ];
  return `::${kind} ${[...place, `title=${property(printable(title))}`].join(",")}::${data(printable(text))}`;
}

function annotation({ code, severity, message, at, help }: Diagnostic): string {
  const text = help === undefined ? message : `${message}\n${help}`;
  return workflowCommand({ kind: severity === "info" ? "notice" : severity, title: code, text, at });
}
