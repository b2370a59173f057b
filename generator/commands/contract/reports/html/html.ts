import { type Html, html, htmlPage } from "../../../../diagnostics/html.ts";
import {
  type ContractRun,
  countsOf,
  foundText,
  leftText,
  skippedByReason,
  type TestedApi,
  type TestedOperation,
  triedText,
} from "../report.ts";
import { findingOf } from "./finding.ts";
import { pageScript, pageStyle } from "./page.ts";

/** The run as one page that needs nothing else: no network, and by its policy no script or style but its own. */
export function htmlReport(run: ContractRun): string {
  const { apis, startedAt, endedAt, again, version } = run;
  const isOne = apis.length === 1;
  const title = `Contract of ${apis.map(({ name }) => name).join(", ")}`;
  const findings = apis.flatMap(({ name, operations }) =>
    operations.flatMap((tested) => tested.findings.map((finding) => ({ finding, api: isOne ? undefined : name }))),
  );
  const rules = [...new Set(findings.map(({ finding }) => finding.rule))].sort();
  const body = html`<header>
<h1>${title}</h1>
<p class="soft">twinspec ${version}, ${timeText(startedAt)}, ${((endedAt - startedAt) / 1000).toFixed(1)} s</p>
${apis.map((api) => headOf(api, isOne))}
</header>
<main>
<h2 id="findings">Findings</h2>
${findings.length === 0 ? html`<p>The server and its documents agree in what was tried.</p>` : filterOf(rules)}
${findings.map(({ finding, api }, index) => findingOf(finding, { number: index + 1, api }))}
<h2 id="operations">Operations</h2>
${apis.map((api) => operationsOf(api, isOne))}
<h2 id="skipped">Skipped</h2>
${apis.map(skippedOf)}
<h2 id="again">Again</h2>
<p>The same cases are made by</p>
<pre tabindex="0">${again}</pre>
</main>`;
  return htmlPage({ title, style: pageStyle, script: pageScript, body });
}

function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function headOf(api: TestedApi, isOne: boolean): Html {
  const { findings } = countsOf(api);
  const left = leftText(api);
  const places = api.leftBehind.map((url) => html`<li><code>${url}</code></li>`);
  const whose = isOne ? "" : `${api.name}: `;
  return html`<p class="verdict ${findings === 0 ? "good" : "bad"}">${whose}${foundText(api)}</p>
<p>${triedText(api)} at <code>${api.url}</code>, seed ${api.seed}</p>
${left === undefined ? undefined : html`<p class="maybe">${left}</p>`}
${places.length === 0 ? undefined : html`<p class="maybe">Left on the server, as nothing removes them:</p>`}
${places.length === 0 ? undefined : html`<ul>${places}</ul>`}`;
}

/** Hidden until the script is there that it needs. */
function filterOf(rules: readonly string[]): Html {
  const choices = rules.map((rule) => html`<option>${rule}</option>`);
  return html`<div class="filter" role="search" hidden>
<label>Text<input type="search" autocomplete="off"></label>
<label>Rule<select><option value="">all</option>${choices}</select></label>
<label>Certainty<select><option value="">all</option><option>certain</option><option>likely</option></select></label>
<span id="shown" class="soft" role="status"></span>
</div>`;
}

function operationsOf({ name, operations }: TestedApi, isOne: boolean): Html {
  return html`${isOne ? undefined : html`<h3>${name}</h3>`}<table>
<thead><tr><th scope="col">Name</th><th scope="col">Operation</th><th scope="col" class="number">Cases</th>
<th scope="col" class="number">Skipped</th><th scope="col" class="number">Findings</th></tr></thead>
<tbody>
${operations.map(rowOf)}</tbody></table>`;
}

function rowOf({ operation, cases, skipped, findings, isFinished }: TestedOperation): Html {
  const good = isFinished ? "good" : "maybe";
  return html`<tr><td><code>${operation.name}</code></td><td><code>${operation.method} ${operation.path}</code></td>
<td class="number">${cases}</td><td class="number">${skipped.length}</td>
<td class="number ${findings.length > 0 ? "bad" : good}">${isFinished ? findings.length : "not finished"}</td></tr>
`;
}

function skippedOf({ operations }: TestedApi): Html {
  const reasons = skippedByReason(operations);
  if (reasons.length === 0) return html`<p>No case was skipped.</p>`;
  return html`${reasons.map(({ reason, cases, labels }) => {
    const items = labels.map((label) => html`<li>${label}</li>`);
    return html`<details><summary>${cases}: ${reason}</summary>
<div class="body"><ul>${items}</ul></div></details>
`;
  })}`;
}
