import type { Reload } from "../../../mocks/control-api/mock-api.ts";
import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";
import type { Mock } from "../../../mocks/server/mock.ts";
import { whose } from "../../../mocks/validation/violation.ts";
import { counted, printableLine, printDiagnostics } from "../print.ts";
import { operationLine } from "./banner.ts";

/** How requests are written. */
export type RequestLines = (entry: RequestLogEntry, prefix: string | undefined) => string;

/**
 * One line of JSON a request, with the prefix of the API that got it, without its arguments: a body may hold anything.
 */
export const jsonLine: RequestLines = ({ arguments: _, ...entry }, prefix) =>
  `${printableLine(JSON.stringify({ ...(prefix !== undefined && { api: prefix }), ...entry }))}\n`;

/** A request for people: what came of it, and a line for each way in which it broke the document. */
export const prettyLines: RequestLines = (entry, prefix = "") => {
  const { method, url, status, operation, faults, violations, duration } = entry;
  const name = operation?.name ?? operation?.operationId ?? "";
  const outcome = status === 0 ? "reset" : status;
  const made = faults.length > 0 ? `  (${faults.join(", ")})` : "";
  const lines = [
    `${method} ${prefix}${url} → ${outcome}  ${name}  ${Math.round(duration)} ms${made}`,
    ...violations.map((violation) => `  ${violation.message}${ownersOf(violation)}`),
  ];
  return lines.map((line) => `${printableLine(line)}\n`).join("");
};

/** Whose fault a violation is, where it is not that of the request. */
function ownersOf(violation: RequestLogEntry["violations"][number]): string {
  const { source } = violation;
  if (source === undefined || source === "request") return "";
  return ` (${whose(violation).replace(/^The /, "the ")})`;
}

const shownChanges = 10;

/** Says on standard error what became of a change of the documents. */
export function printReload(reload: Reload, prefix: string, showsAll: boolean): void {
  const where = prefix === "" ? "" : `${prefix} `;
  if (reload.kind === "kept") {
    if (reload.diagnostics.length > 0) printDiagnostics(reload.diagnostics, "pretty", { all: showsAll });
    else process.stderr.write(`error: ${printableLine(reload.error.message)}\n`);
    process.stderr.write(`${where}not reloaded: the last good version is served until this is fixed\n`);
    return;
  }
  const { operations, added, removed, diagnostics } = reload;
  if (showsAll) printDiagnostics(diagnostics, "pretty", { all: true });
  const changes = [
    ...(added.length > 0 ? [`${counted(added.length, "operation")} added`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ];
  const summary =
    changes.length > 0 ? changes.join(", ") : `${counted(operations.length, "operation")}, none added or removed`;
  const lines = [
    ...added.map((operation) => `+${operationLine(operation, prefix).slice(1)}`),
    ...removed.map((operation) => `-${operationLine(operation, prefix).slice(1)}`),
  ];
  const shown =
    showsAll || lines.length <= shownChanges
      ? lines
      : [...lines.slice(0, shownChanges), `… ${lines.length - shownChanges} more`];
  process.stderr.write([`${where}reloaded: ${summary}`, ...shown].map((line) => `${printableLine(line)}\n`).join(""));
}

/**
 * Says once what cannot be checked, when a request first came to it: each part, or how many; and for which schemas no
 * value was found.
 */
export function createUncheckedNotes(showsAll: boolean): (mock: Mock, prefix: string) => void {
  const said = new Map<string, Set<string>>();
  const madeUp = new Set<string>();
  return (mock, prefix) => {
    const known = said.get(prefix) ?? new Set();
    said.set(prefix, known);
    for (const { place, pointer, keyword, message } of mock.unsatisfied()) {
      if (madeUp.has(`${prefix} ${place}`)) continue;
      madeUp.add(`${prefix} ${place}`);
      const where = pointer === "" ? "" : ` at ${pointer}`;
      const line = `made up against its schema: ${place}${where}: ${message}${keyword === "" ? "" : ` (${keyword})`}`;
      process.stderr.write(`${printableLine(line)}\n`);
    }
    const fresh = mock.unchecked().filter(({ pointer, keyword, value }) => {
      const key = `${pointer} ${keyword} ${String(value)}`;
      const isFresh = !known.has(key);
      known.add(key);
      return isFresh;
    });
    if (fresh.length === 0) return;
    const lines = showsAll
      ? fresh.map(
          ({ pointer, keyword, value, reason }) =>
            `not checked: ${keyword} ${JSON.stringify(value)}${pointer === "" ? "" : ` at ${pointer}`}: ${reason}`,
        )
      : [`not checked: ${counted(known.size, "part")} of schemas; --verbose shows why`];
    process.stderr.write(lines.map((line) => `${printableLine(line)}\n`).join(""));
  };
}
