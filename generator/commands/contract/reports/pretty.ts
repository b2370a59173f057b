import type { Finding, ShownMessage } from "../../../../mocks/contract/finding.ts";
import { counted, placeText, printableLine } from "../../print.ts";
import {
  countsOf,
  foundText,
  leftText,
  ruleText,
  seenText,
  skippedByReason,
  type TestedApi,
  triedText,
} from "./report.ts";

/** The longest excerpt of a body, in characters and lines. */
const longestExcerpt = 400;
const mostLines = 12;

/** How a finding is shown. */
export interface Shown {
  /** Whether bodies and headers are shown whole. */
  readonly isWhole?: boolean;
  /** Whether it follows another one of its operation. */
  readonly isNext?: boolean;
}

/** A finding as people read it on a terminal: what, where, how to see it again, what came back. */
export function prettyFinding(finding: Finding, { isWhole = false, isNext = false }: Shown = {}): string {
  const { operation, message, place, testCase, curl, call, response } = finding;
  const seen = seenText(finding);
  const lines = [
    ...(isNext ? [] : [`${operation.name}  ${operation.method} ${operation.path}`]),
    `  ${ruleText(finding)}: ${message}`,
    `  case: ${testCase.label}${seen === undefined ? "" : ` (${seen})`}`,
    ...(place === undefined ? [] : [`  at:   ${placeText(place)}`]),
    `  curl: ${curl}`,
    ...(call === "" ? [] : [`  call: ${call}`]),
    ...(response === undefined ? ["  got:  nothing"] : gotLines(response, isWhole)),
  ];
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

/** What of a body is shown. */
export function excerptOf(body: string, isWhole = false): string {
  if (isWhole) return body;
  const lines = body.split("\n").slice(0, mostLines).join("\n");
  const text = lines.slice(0, longestExcerpt);
  return text.length < body.length ? `${text} …` : text;
}

/** What came of an API: findings, what was skipped and why, what is left. */
export function summaryOf(api: TestedApi, isWhole: boolean): string {
  const { operations, seed, leftBehind } = api;
  const { skipped } = countsOf(api);
  const left = leftText(api);
  const reasons = skippedByReason(operations.flatMap((each) => each.skipped)).map(([reason, labels]) => {
    const which = isWhole ? ` (${[...new Set(labels)].join("; ")})` : "";
    return `  ${labels.length}: ${reason}${which}`;
  });
  const lines = [
    `${foundText(api)}; ${triedText(api)}; seed ${seed}`,
    ...(skipped === 0 ? [] : [`${counted(skipped, "case")} skipped:`, ...reasons]),
    ...(left === undefined ? [] : [left]),
    ...(leftBehind.length > 0 ? ["left on the server, as they could not be removed:"] : []),
    ...leftBehind.map((url) => `  ${url}`),
  ];
  return lines.map((line) => `${printableLine(line)}\n`).join("");
}
