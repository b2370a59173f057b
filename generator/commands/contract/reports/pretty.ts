import type { Finding, ShownMessage } from "../../../../mocks/contract/finding.ts";
import { counted, placeText, printableLine } from "../../print.ts";
import { excerptOf, stepLines } from "./finding-text.ts";
import {
  countsOf,
  foundText,
  leftText,
  ruleText,
  seenText,
  skippedByReason,
  someOf,
  type TestedApi,
  triedText,
} from "./report.ts";

/** How a finding is shown. */
export interface Shown {
  /** Whether bodies and headers are shown whole. */
  readonly isWhole?: boolean;
  /** The finding before it: what both have is not said again. */
  readonly last?: Finding | undefined;
}

/** A finding as people read it on a terminal: what, where, how to see it again, what came back. */
export function prettyFinding(finding: Finding, { isWhole = false, last }: Shown = {}): string {
  const { operation, message, place, testCase, curl, call, response } = finding;
  const seen = seenText(finding);
  const heading =
    operation.name === last?.operation.name ? [] : [`${operation.name}  ${operation.method} ${operation.path}`];
  const rule = `  ${ruleText(finding)}: ${message}`;
  const isOfSame = heading.length === 0 && curl === last?.curl && response?.body === last.response?.body;
  const details = [
    `  case: ${testCase.label}${seen === undefined ? "" : ` (${seen})`}`,
    ...(place === undefined ? [] : [`  at:   ${placeText(place)}`]),
    ...(finding.sequence === undefined
      ? [`  curl: ${curl}`, ...(call === "" ? [] : [`  call: ${call}`])]
      : stepLines(finding).map((line) => `  ${line}`)),
    ...(response === undefined ? ["  got:  nothing"] : gotLines(response, isWhole)),
  ];
  const lines = isOfSame ? [rule, "  seen in the same response"] : [...heading, rule, ...details];
  return `${lines.map((line) => `${printableLine(line)}\n`).join("")}\n`;
}

function gotLines(response: ShownMessage & { readonly status: number }, isWhole: boolean): string[] {
  const { status, headers, body = "" } = response;
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const shown = isWhole ? headers.map(([name, value]) => `        ${name}: ${value}`) : [];
  const first = `  got:  ${status}${type === undefined || isWhole ? "" : ` ${type}`}`;
  if (body === "") return [first, ...shown];
  const lines = excerptOf(body, isWhole).split(/\r\n|[\r\n]/);
  if (lines.length === 1 && shown.length === 0) return [`${first}  ${lines[0]}`];
  return [first, ...shown, ...lines.map((line) => `        ${line}`)];
}

/** What came of an API: findings, what was skipped and why, what is left. */
export function summaryOf(api: TestedApi, isWhole: boolean): string {
  const { operations, seed, leftBehind } = api;
  const { skipped } = countsOf(api);
  const left = leftText(api);
  const reasons = skippedByReason(operations).map(({ reason, cases, operations: names, labels }) => {
    const which = isWhole ? labels.join("; ") : someOf(names);
    return `  ${cases}: ${reason} (${which})`;
  });
  const lines = [
    `${foundText(api)}; ${triedText(api)}; seed ${seed}`,
    ...(skipped === 0 ? [] : [`${counted(skipped, "case")} skipped:`, ...reasons]),
    ...(left === undefined ? [] : [left]),
    ...leftLines(leftBehind, isWhole),
  ];
  return lines.map((line) => `${printableLine(line)}\n`).join("");
}

/** How many addresses of what was left are shown. */
const shownAddresses = 10;

function leftLines(addresses: readonly string[], isWhole: boolean): string[] {
  if (addresses.length === 0) return [];
  const counts = new Map<string, number>();
  for (const address of addresses) counts.set(address, (counts.get(address) ?? 0) + 1);
  const all = [...counts].map(([address, times]) => `  ${address}${times > 1 ? ` (${times} times)` : ""}`);
  const shown = isWhole || all.length <= shownAddresses + 1 ? all : all.slice(0, shownAddresses);
  return [
    `${counted(addresses.length, "record")} left on the server, as nothing removes them:`,
    ...shown,
    ...(shown.length < all.length ? [`  and ${all.length - shown.length} more; --verbose shows them`] : []),
  ];
}
