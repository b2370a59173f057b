import { relative, resolve } from "node:path";
import { inline, plain } from "../../diagnostics/markdown.ts";
import type { CodePlace, GrantFit, Model, UnknownUse, Usage, UsedOperation } from "../../entry.ts";
import { counted, printableLine, workflowCommand } from "../print.ts";

/** An operation, and what it needs: alternatives of scopes. */
type Needing = Pick<UsedOperation, "name" | "requirement">;

/** The operations of an API, and what each needs. */
export interface ScopeTable {
  readonly name: string;
  readonly rows: readonly (Needing & { readonly request: string; readonly aliases: readonly string[] })[];
}

/** The table of a model. */
export function tableOf(name: string, { operations }: Model): ScopeTable {
  const rows = operations.map(({ name: own, aliases, method, path, scopes }) => ({
    ...{ name: own, aliases, request: `${method} ${path}`, requirement: scopes },
  }));
  return { name, rows };
}

/** What is needed, in words: all of a set, or any of the sets. */
export function needsText(requirement: UsedOperation["requirement"], scope: (text: string) => string): string {
  return requirement.map((set) => set.map(scope).join(" and ")).join(", or ") || "no scopes";
}

/** A table for people at a terminal. */
export function prettyTable({ name, rows }: ScopeTable): string {
  const cells = rows.map(({ name: own, request, requirement }) =>
    [own, request, needsText(requirement, (text) => text)].map(printableLine),
  );
  const widths = [0, 1].map((column) => Math.min(60, Math.max(0, ...cells.map((row) => row[column]!.length))));
  const lines = cells.map(([own, request, needs]) =>
    `  ${own!.padEnd(widths[0]!)}  ${request!.padEnd(widths[1]!)}  ${needs}`.trimEnd(),
  );
  return `${printableLine(name)}: ${counted(rows.length, "operation")}\n\n${lines.join("\n")}\n`;
}

/** The same as Markdown. */
export function markdownTable({ name, rows }: ScopeTable): string {
  const lines = rows.map(
    ({ name: own, request, requirement }) =>
      `| ${inline(own)} | ${inline(request)} | ${needsText(requirement, inline)} |\n`,
  );
  return `## Scopes: ${plain(name)}\n\n| operation | request | needs |\n| --- | --- | --- |\n${lines.join("")}\n`;
}

/** A place as people read it, and terminals link it. */
function placeText({ file, line, column }: CodePlace): string {
  return printableLine(`${shownFile(file)}:${line}:${column}`);
}

function shownFile(file: string): string {
  return relative(resolve(), file);
}

/** What code needs, for people at a terminal. */
export function prettyUsage({ client, operations, unknown, least, fit }: Usage): string {
  const calls = operations.map(({ name, requirement, uses }) => {
    const places = uses.map(({ kind, place }) => `    ${placeText(place)}${kind === "passed" ? "  handed on" : ""}\n`);
    return `  ${printableLine(`${name}: ${needsText(requirement, (text) => text)}`)}\n${places.join("")}`;
  });
  const open = unknown.map(({ message, place }) => `  ${placeText(place)}  ${printableLine(message)}\n`);
  return [
    `${printableLine(client)}: ${counted(operations.length, "operation")} in use\n\n${calls.join("")}`,
    open.length > 0 ? `\nNot known: what these call is not among the operations above\n${open.join("")}` : "",
    `\nThe least set of scopes${exactText(least)}\n${scopeLines(least.scopes)}`,
    fit ? prettyFit(fit) : "",
    "\n",
  ].join("");
}

function exactText({ isExact }: Usage["least"]): string {
  return isExact ? "" : " that was found (the search was cut: there may be a smaller one)";
}

function scopeLines(scopes: readonly string[]): string {
  return scopes.length === 0 ? "  none\n" : scopes.map((scope) => `  ${printableLine(scope)}\n`).join("");
}

function prettyFit({ add, lacking, unused, unknown }: GrantFit): string {
  const calls = lacking.map(({ name, requirement, uses }) => {
    const [first] = uses;
    const at = first ? `  ${placeText(first.place)}` : "";
    return `  ${printableLine(`${name}: ${needsText(requirement, (text) => text)}`)}${at}\n`;
  });
  return [
    lacking.length > 0 ? `\nMissing\n${scopeLines(add.scopes)}\nWhat cannot be called\n${calls.join("")}` : "",
    unused.length > 0 ? `\nGranted and not needed\n${scopeLines(unused)}` : "",
    unknown.length > 0 ? `\nGranted, and named by nothing in the client\n${scopeLines(unknown)}` : "",
  ].join("");
}

/** What is to be said of code in one line. */
export function verdictOf({ operations, unknown, least, fit }: Usage): string {
  const needs = `${counted(operations.length, "operation")}, ${counted(least.scopes.length, "scope")}`;
  const open = unknown.length > 0 ? `; ${counted(unknown.length, "place")} where the operation is not known` : "";
  if (!fit) return `${needs}${open}`;
  const lacks = fit.lacking.length > 0 ? `; missing: ${fit.add.scopes.join(" ")}` : "; all granted";
  const unused = fit.unused.length > 0 ? `; not needed: ${fit.unused.join(" ")}` : "";
  return `${needs}${lacks}${unused}${open}`;
}

/** What code needs, as Markdown: for a comment, or a summary of a job. */
export function markdownUsage({ client, operations, unknown, least, fit }: Usage): string {
  const rows = operations.map(
    ({ name, requirement, uses }) =>
      `| ${inline(name)} | ${needsText(requirement, inline)} | ` +
      `${uses.map(({ place }) => inline(placeText(place))).join("<br>")} |\n`,
  );
  const list = (scopes: readonly string[]) => scopes.map((scope) => `- ${inline(scope)}\n`).join("") || "none\n";
  const section = (heading: string, text: string) => (text === "" ? "" : `### ${heading}\n\n${text}\n`);
  const open = unknown.map(({ message, place }) => `- ${inline(placeText(place))}: ${plain(message)}\n`).join("");
  return [
    `## Scopes: ${plain(client)}\n\n`,
    section(`The least set${exactText(least)}`, list(least.scopes)),
    fit && fit.lacking.length > 0 ? section("Missing", list(fit.add.scopes)) : "",
    fit && fit.unused.length > 0 ? section("Granted and not needed", list(fit.unused)) : "",
    section("Where the operation is not known", open),
    section("Calls", `| operation | needs | where |\n| --- | --- | --- |\n${rows.join("")}`),
  ].join("");
}

/** What code needs, as annotations of GitHub Actions: what is missing at each call, what is not known, not used. */
export function annotationsOf({ client, unknown, fit, least }: Usage): string {
  const at = ({ file, line, column }: CodePlace) => ({ file: shownFile(file), line, column });
  const missing = (fit?.lacking ?? []).flatMap(({ name, requirement, uses }) =>
    uses.map(({ place }) => {
      const text = `${name} needs ${needsText(requirement, (scope) => scope)}, which is not granted`;
      return workflowCommand({ kind: "error", title: "scope missing", text, at: at(place) });
    }),
  );
  const open = unknown.map(({ message, place }: UnknownUse) =>
    workflowCommand({ kind: "warning", title: "operation not known", text: message, at: at(place) }),
  );
  const unused = (fit?.unused ?? []).map((scope) => {
    const text = `${client}: ${scope} is granted, and nothing needs it`;
    return workflowCommand({ kind: "warning", title: "scope not needed", text, at: undefined });
  });
  const text = `${client} needs ${least.scopes.join(" ") || "no scopes"}`;
  const summary = workflowCommand({ kind: "notice", title: "scopes", text, at: undefined });
  return [...missing, ...open, ...unused, summary].map((line) => `${line}\n`).join("");
}

/** What code needs, for programs: as it was found, with paths as messages show them. */
export function dataOf({ client, operations, unknown, least, fit }: Usage): object {
  const place = ({ file, line, column }: CodePlace) => ({ file: shownFile(file), line, column });
  return {
    client,
    scopes: least.scopes,
    isExact: least.isExact,
    operations: operations.map(({ name, requirement, uses }) => ({
      ...{ name, scopes: requirement },
      uses: uses.map((use) => ({ kind: use.kind, ...place(use.place) })),
    })),
    unknown: unknown.map((use) => ({ message: use.message, ...place(use.place) })),
    ...(fit && {
      granted: fit.granted,
      missing: fit.add.scopes,
      lacking: fit.lacking.map(({ name }) => name),
      unused: fit.unused,
      unknownScopes: fit.unknown,
    }),
  };
}
