import { withoutControls } from "../../../generator/diagnostics/printable.ts";
import type { Coverage } from "../coverage.ts";
import { idOf } from "../item.ts";
import { measured, percentOf } from "../judge.ts";

/** How many operations that nobody called are named. */
const mostNamed = 15;

/** Coverage for people at a terminal; with `showsAll` everything that is missing. */
export function textReport(coverage: Coverage, showsAll = false): string {
  const { documents, operations, unmatched } = coverage;
  const rows = measured(coverage).map((one) => [one.title, `${one.covered} of ${one.total}`, `${percentOf(one)} %`]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(
    ([title = "", count = "", percent = ""]) =>
      `  ${title.padEnd(widths[0]!)}  ${count.padStart(widths[1]!)}  ${percent.padStart(widths[2]!)}`,
  );
  const uncalled = operations.filter(({ requests }) => requests === 0).map(nameOf);
  const more = uncalled.length - mostNamed;
  const named = more > 0 && !showsAll ? [...uncalled.slice(0, mostNamed), `and ${more} more`] : uncalled;
  return [
    `Coverage of ${documents.title}`,
    ...lines,
    ...(named.length > 0 ? [`never called: ${named.join(", ")}`] : []),
    ...(unmatched > 0 ? [`requests to no operation of the documents: ${unmatched}`] : []),
    ...(showsAll ? missing(coverage) : []),
  ]
    .map((line) => `${withoutControls(line).replaceAll("\n", "\ufffd")}\n`)
    .join("");
}

function missing({ operations }: Coverage): string[] {
  return operations
    .filter(({ requests, covered, total }) => requests > 0 && covered < total)
    .flatMap((operation) => [
      `${nameOf(operation)}: missing`,
      ...operation.items.filter(({ isCovered }) => !isCovered).map((item) => `  ${idOf(item)}`),
    ]);
}

function nameOf({ method, path, name }: Coverage["operations"][number]): string {
  return name === undefined ? `${method} ${path}` : `${name} (${method} ${path})`;
}
