import type { Finding } from "../../../../mocks/contract/finding.ts";
import { workflowCommand } from "../../print.ts";
import { seenText } from "./report.ts";

/** A finding as an annotation of GitHub Actions, at its place in the documents; a likely one is a warning. */
export function annotationOf(finding: Finding): string {
  const { operation, rule, certainty, message, place, curl, sequence } = finding;
  const lines = sequence === undefined ? [curl] : sequence.map((step) => step.curl);
  const seen = seenText(finding);
  return workflowCommand({
    kind: certainty === "certain" ? "error" : "warning",
    title: `${rule}: ${operation.method} ${operation.path}`,
    text: `${message}${seen === undefined ? "" : ` (${seen})`}\n${lines.join("\n")}`,
    at: place,
  });
}
