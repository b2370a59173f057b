import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";
import { printableLine } from "../print.ts";

/** How requests are written. */
export type RequestLines = (entry: RequestLogEntry, prefix: string | undefined) => string;

/** One line of JSON a request, with the prefix of the API that got it, without its arguments: a body may hold anything. */
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
    ...violations.map(({ message }) => `  ${message}`),
  ];
  return lines.map((line) => `${printableLine(line)}\n`).join("");
};
