import type { SkippedCase } from "../../../../mocks/contract/events.ts";
import type { Finding, OperationInfo } from "../../../../mocks/contract/finding.ts";
import { counted } from "../../print.ts";

/** The reports that are written to files. */
export const reportKinds = ["junit", "ctrf", "html"] as const;

/** One of them. */
export type ReportKind = (typeof reportKinds)[number];

/** What became of one operation. */
export interface TestedOperation {
  readonly operation: OperationInfo;
  readonly cases: number;
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedCase[];
  /** Milliseconds. */
  readonly duration: number;
  /** Whether all of its cases were tried. */
  readonly isFinished: boolean;
}

/** What became of one API. */
export interface TestedApi {
  /** As messages call it. */
  readonly name: string;
  readonly url: string;
  readonly operations: readonly TestedOperation[];
  /** How many operations there are to test. */
  readonly total: number;
  readonly requests: number;
  readonly seed: number;
  /** Addresses of records that the run made and could not remove. */
  readonly leftBehind: readonly string[];
  /** Why operations are left. */
  readonly stopped?: "time" | "aborted";
}

/** A whole run, as reports tell of it. */
export interface ContractRun {
  readonly apis: readonly TestedApi[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The line that makes the same cases again. */
  readonly again: string;
  readonly version: string;
}

/** What counts as findings of an API, in one number each. */
export function countsOf({ operations }: Pick<TestedApi, "operations">) {
  const sum = (count: (each: TestedOperation) => number) => operations.reduce((all, each) => all + count(each), 0);
  return {
    cases: sum(({ cases }) => cases),
    findings: sum(({ findings }) => findings.length),
    likely: sum(({ findings }) => findings.filter(({ certainty }) => certainty === "likely").length),
    skipped: sum(({ skipped }) => skipped.length),
  };
}

/** What was found, in words: `2 findings (1 likely) in 1 operation`. */
export function foundText(api: Pick<TestedApi, "operations">): string {
  const { findings, likely } = countsOf(api);
  if (findings === 0) return "no findings";
  const faulty = api.operations.filter((each) => each.findings.length > 0).length;
  return `${counted(findings, "finding")}${likely > 0 ? ` (${likely} likely)` : ""} in ${counted(faulty, "operation")}`;
}

/** What was tried, in words: `25 operations, 340 cases, 352 requests`. */
export function triedText(api: Pick<TestedApi, "operations" | "requests">): string {
  const { operations, requests } = api;
  const { cases } = countsOf(api);
  return [counted(operations.length, "operation"), counted(cases, "case"), counted(requests, "request")].join(", ");
}

const reasons = { time: "time was up", aborted: "the run was stopped" };

/** What was not tried and why, in words; undefined where all was. */
export function leftText({ operations, total, stopped }: TestedApi): string | undefined {
  const left = total - operations.filter(({ isFinished }) => isFinished).length;
  if (left <= 0) return undefined;
  return `${counted(left, "operation")} not tested${stopped === undefined ? "" : `: ${reasons[stopped]}`}`;
}

/** A finding's rule with how sure it is: `server-error`, `total-wrong, likely`. */
export function ruleText({ rule, certainty }: Pick<Finding, "rule" | "certainty">): string {
  return certainty === "likely" ? `${rule}, likely` : rule;
}

/** How often a finding came up, where that is not each time: `once in 20 tries`. */
export function seenText({ seen: { times, of } }: Pick<Finding, "seen">): string | undefined {
  if (times >= of) return undefined;
  return `${times === 1 ? "once" : `${times} times`} in ${of} tries`;
}

/** Cases that were skipped for one reason. */
export interface SkippedForReason {
  readonly reason: string;
  readonly cases: number;
  /** The names of the operations. */
  readonly operations: readonly string[];
  /** Each with the name of its operation. */
  readonly labels: readonly string[];
}

/** Skipped cases by their reason, the most frequent first. */
export function skippedByReason(tested: readonly TestedOperation[]): SkippedForReason[] {
  const byReason = new Map<string, { operation: string; label: string }[]>();
  for (const { operation, skipped } of tested)
    for (const { reason, label } of skipped)
      byReason.set(reason, [...(byReason.get(reason) ?? []), { operation: operation.name, label }]);
  return [...byReason]
    .map(([reason, all]) => ({
      reason,
      cases: all.length,
      operations: [...new Set(all.map(({ operation }) => operation))],
      labels: all.map(({ operation, label }) => `${operation}: ${label}`),
    }))
    .sort((a, b) => b.cases - a.cases);
}

/** Names as a list that is not long: `a, b, c and 4 more`. */
export function someOf(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 1 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}
