import { plain } from "../../../generator/diagnostics/markdown.ts";
import type { Coverage } from "../coverage.ts";
import { measured, percentOf } from "../judge.ts";

/** Coverage as a table, for the summary of a workflow or a comment. */
export function markdownReport(coverage: Coverage): string {
  const rows = measured(coverage).map(
    (one) => `| ${one.title} | ${one.covered} | ${one.total} | ${percentOf(one)} % |`,
  );
  return `### Coverage of ${plain(coverage.documents.title)}

| | covered | of | |
| --- | --: | --: | --: |
${rows.join("\n")}
`;
}
