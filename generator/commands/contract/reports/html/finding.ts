import type { Finding } from "../../../../../mocks/contract/finding.ts";
import { contractRules } from "../../../../../mocks/contract/rules.ts";
import { type Html, html } from "../../../../diagnostics/html.ts";
import { placeText } from "../../../print.ts";
import { messageLines, stepLines } from "../finding-text.ts";
import { ruleText, seenText } from "../report.ts";

/** Which finding it is: its number on the page, and its API where there are several. */
export interface Numbered {
  readonly number: number;
  readonly api: string | undefined;
}

/** A finding that opens. */
export function findingOf(finding: Finding, { number, api }: Numbered): Html {
  const { rule, certainty, operation, message, place, testCase, curl, call, request, response } = finding;
  const seen = seenText(finding);
  const sent = [`${request.method} ${request.url}`, ...messageLines(request)];
  const received = response && [String(response.status), ...messageLines(response)];
  return html`<details id="f${number}" data-rule="${rule}" data-certainty="${certainty}">
<summary><span class="rule ${certainty === "certain" ? "bad" : "maybe"}">${ruleText(finding)}</span>
${api === undefined ? undefined : `${api}: `}<code>${operation.method} ${operation.path}</code>
<br>${message}</summary>
<div class="body"><dl>
${row("Rule", contractRules[rule])}
${row("Operation", html`<code>${operation.name}</code>`)}
${row("Case", `${testCase.label}${seen === undefined ? "" : ` (${seen})`}`)}
${row("Place", place && html`<code>${placeText(place)}</code>`)}
${row("curl", code([curl]))}
${row("Client", call === "" ? undefined : code([call]))}
${row("In turn", finding.sequence && code(stepLines(finding)))}
${row("Request", code(sent))}
${row("Response", received === undefined ? "none" : code(received))}
</dl></div>
</details>
`;
}

function row(name: string, value: Html | string | undefined): Html | undefined {
  return value === undefined ? undefined : html`<dt>${name}</dt><dd>${value}</dd>`;
}

/** It can be scrolled to by the keyboard. */
function code(lines: readonly string[]): Html {
  return html`<pre tabindex="0">${lines.join("\n")}</pre>`;
}
