import { escaped as escapedText, Html, htmlPage } from "../../../generator/diagnostics/html.ts";
import type { Coverage, Covered, OperationCoverage } from "../coverage.ts";
import { foldItems, mostListed } from "../fold.ts";
import { measured, percentOf } from "../judge.ts";
import { style } from "./style.ts";

/** Where a document has something. */
interface ShownPlace {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** Coverage of an API, beside its documents. */
export interface ShownCoverage {
  readonly coverage: Coverage;
  readonly texts: ReadonlyMap<string, string>;
  placeOf(operation: OperationCoverage, item: number): ShownPlace | undefined;
}

/** A document of more lines is shown around its items alone. */
const longDocument = 5_000;
const context = 3;

/** How much of a line is shown: a minified document is one long line. */
const longestLine = 300;

type Lines = Map<number, { covered: number; total: number }>;

/** One page without scripts: a tree of operations and their items, and the lines of the documents beside it. */
export function htmlReport(apis: readonly ShownCoverage[], failures: readonly string[] = []): string {
  const told = failures.map((failure) => `<li>${escaped(failure)}</li>`);
  const isFolded = apis.reduce((sum, { coverage }) => sum + coverage.total, 0) > mostListed;
  const titles = apis.map(({ coverage }) => coverage.documents.title).join(", ");
  const parts = [
    ...(failures.length === 0 ? [] : [`<ul class="failures">${told.join("")}</ul>`]),
    ...apis.map((api, index) => apiSection(api, index, isFolded)),
  ];
  return htmlPage({ title: `Coverage of ${titles}`, style, body: new Html(parts.join("\n")) });
}

function apiSection(api: ShownCoverage, index: number, isFolded: boolean): string {
  const { coverage, texts, placeOf } = api;
  const files = new Map([...texts.keys()].map((file, number) => [file, `a${index}f${number}`]));
  const lines = new Map<string, Lines>();
  const tree = coverage.operations.map((operation) => {
    const places = operation.items.map((item, number) => {
      const place = placeOf(operation, number);
      const at = place?.line === undefined ? undefined : { file: place.file, line: place.line };
      if (at !== undefined) count(lines, at, item.isCovered);
      return at;
    });
    const listed = isFolded
      ? foldItems(operation.items)
      : operation.items.map((item, number) => ({ item, number, below: 0 }));
    const items = listed.map(({ item, number, below }) => {
      const at = places[number];
      const more = below === 0 ? "" : `, and ${below} below it`;
      const label = `<span>${escaped(item.name)}</span> <small>${item.kind.replaceAll("-", " ")}${more}</small>`;
      const id = at && files.get(at.file);
      const shown = at === undefined || id === undefined ? label : `<a href="#${id}l${at.line}">${label}</a>`;
      const state = item.isCovered ? "hit" : "miss";
      return `<li class="${state}"><b class="mark">${item.isCovered ? "covered" : "missing"}</b> ${shown}</li>`;
    });
    return operationEntry(operation, items);
  });
  const sources = [...texts].map(([file, text]) => source(file, files.get(file)!, { text, lines: lines.get(file) }));
  const unmatched =
    coverage.unmatched === 0 ? "" : `<p>Requests to no operation of the documents: ${coverage.unmatched}</p>`;
  return `<section class="api">
<h1>${escaped(coverage.documents.title)}</h1>
<table><caption>Exercised</caption><tbody>
${measured(coverage).map(measureRow).join("\n")}
</tbody></table>
${unmatched}
<div class="panes">
<nav class="tree" aria-label="Operations">
${tree.join("\n")}
</nav>
<div class="sources">
${sources.join("\n")}
</div>
</div>
</section>`;
}

function measureRow(one: Covered & { readonly title: string }): string {
  const bar = `<meter min="0" max="${one.total}" value="${one.covered}"></meter>`;
  const cells = [`${one.covered} of ${one.total}`, `${percentOf(one)} %`, bar];
  return `<tr><th scope="row">${one.title}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

function operationEntry(operation: OperationCoverage, items: readonly string[]): string {
  const { method, path, name, requests, covered, total, statuses } = operation;
  const came = statuses.filter((status) => status.requests > 0);
  const told = came.map(({ status, requests: times, isDescribed }) => {
    const mark = isDescribed ? "" : " (not described)";
    return `${escaped(status)} × ${times}${mark}`;
  });
  return `<details class="${stateOf(operation)}"><summary><code>${escaped(method)} ${escaped(path)}</code>
<span class="count">${covered} of ${total}</span> <small>${escaped(name ?? "")}</small></summary>
<p>${requests} request${requests === 1 ? "" : "s"}${told.length > 0 ? `: ${told.join(", ")}` : ""}</p>
<ul>${items.join("\n")}</ul></details>`;
}

function stateOf({ covered, total }: Covered): "hit" | "miss" | "part" {
  if (covered === 0 && total > 0) return "miss";
  return covered === total ? "hit" : "part";
}

function count(lines: Map<string, Lines>, at: { readonly file: string; readonly line: number }, isHit: boolean): void {
  const ofFile = lines.get(at.file) ?? new Map();
  lines.set(at.file, ofFile);
  const known = ofFile.get(at.line) ?? { covered: 0, total: 0 };
  ofFile.set(at.line, { covered: known.covered + (isHit ? 1 : 0), total: known.total + 1 });
}

function source(
  file: string,
  id: string,
  { text, lines = new Map() }: { readonly text: string; readonly lines: Lines | undefined },
): string {
  const all = text.split(/\r\n|[\n\r]/);
  const isShown = (number: number): boolean => {
    for (let near = number - context; near <= number + context; near += 1) if (lines.has(near)) return true;
    return false;
  };
  const shown = all.flatMap((line, index) => {
    const number = index + 1;
    if (all.length > longDocument && !isShown(number)) return [];
    const known = lines.get(number);
    const state = known === undefined ? "" : ` class="${stateOf(known)}"`;
    const told = known === undefined ? "" : ` title="${known.covered} of ${known.total} items"`;
    const cut = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
    return [`<li id="${id}l${number}" value="${number}"${state}${told}><code>${escaped(cut)}</code></li>`];
  });
  return `<details class="source" open><summary>${escaped(file)}</summary><ol>${shown.join("\n")}</ol></details>`;
}

/** A text of a document on one line of HTML. */
function escaped(text: string): string {
  return escapedText(text).replaceAll("\n", " ");
}
