import type { Coverage } from "../coverage.ts";
import { measured, percentOf } from "../judge.ts";

/** Coverage as a table, for the summary of a workflow or a comment. */
export function markdownReport(coverage: Coverage): string {
  const rows = measured(coverage).map(
    (one) => `| ${one.title} | ${one.covered} | ${one.total} | ${percentOf(one)} % |`,
  );
  return `### Coverage of ${markdownText(coverage.documents.title)}

| | covered | of | |
| --- | --: | --: | --: |
${rows.join("\n")}
`;
}

/** A text of a document that means nothing in Markdown. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")
    .replaceAll(/[\\`*_{}[\]()#+.!|~<>&:@-]/g, (character) => `&#${character.charCodeAt(0)};`);
}
