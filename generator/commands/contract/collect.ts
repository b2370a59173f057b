import type { ContractEvent } from "../../../mocks/contract/events.ts";
import type { Finding, OperationInfo } from "../../../mocks/contract/finding.ts";
import type { TestedApi, TestedOperation } from "./reports/report.ts";

/** What is told while a run goes on. */
export interface Watcher {
  /** Which operation is tested now, of how many, and what came of it so far. */
  progress(now: Progress): void;
  finding(finding: Finding): void;
  /** An operation is finished. */
  finished(operations: readonly TestedOperation[], seed: number): void;
}

/** How far a run is. */
export interface Progress {
  readonly finished: number;
  readonly total: number;
  readonly cases: number;
  readonly findings: number;
  /** The name of the operation that was begun last. */
  readonly operation?: string;
}

/** What a run begins with. */
export interface Beginning {
  readonly name: string;
  readonly url: string;
  /** Those of an earlier run that this one goes on with. */
  readonly earlier: readonly TestedOperation[];
  /** Takes the secrets out of what is told. */
  readonly without: <Value>(value: Value) => Value;
}

/** Follows a run to its end, and gives what became of the API. */
export async function collect(
  events: AsyncIterable<ContractEvent>,
  { name, url, earlier, without }: Beginning,
  watcher: Watcher,
): Promise<TestedApi> {
  const finished: TestedOperation[] = [...earlier];
  const begun = new Map<string, { readonly operation: OperationInfo; readonly at: number }>();
  const findings = new Map<string, Finding[]>();
  const leftBehind: string[] = [];
  let total = 0;
  let seed = 0;
  let requests = 0;
  let stopped: TestedApi["stopped"];

  const endOf = (operation: OperationInfo, ended: Pick<TestedOperation, "cases" | "skipped" | "isFinished">) => {
    const found = findings.get(operation.name) ?? [];
    findings.delete(operation.name);
    const at = begun.get(operation.name)?.at ?? Date.now();
    begun.delete(operation.name);
    finished.push({ operation, findings: found, duration: Date.now() - at, ...ended });
  };
  const tell = (operation?: OperationInfo) => {
    const open = [...findings.values()].flat().length;
    watcher.progress({
      finished: finished.length,
      total: Math.max(total, finished.length),
      cases: finished.reduce((sum, { cases }) => sum + cases, 0),
      findings: finished.reduce((sum, each) => sum + each.findings.length, open),
      ...(operation && { operation: operation.name }),
    });
  };

  for (const { findings: known } of earlier) for (const finding of known) watcher.finding(finding);
  for await (const told of events) {
    const event = without(told);
    if (event.kind === "started") {
      total = earlier.length + event.operations;
      seed = event.seed;
    } else if (event.kind === "begun") {
      begun.set(event.operation.name, { operation: event.operation, at: Date.now() });
      tell(event.operation);
    } else if (event.kind === "finding") {
      const { finding } = event;
      const { operation } = finding;
      const at = finished.findIndex((each) => each.operation.name === operation.name);
      const ended = finished[at];
      // a run that goes on may come upon what was found before
      if (ended?.findings.some((known) => isSame(known, finding))) continue;
      if (ended) finished[at] = { ...ended, findings: [...ended.findings, finding] };
      else findings.set(operation.name, [...(findings.get(operation.name) ?? []), finding]);
      watcher.finding(finding);
      tell(operation);
    } else if (event.kind === "operation") {
      endOf(event.operation, { cases: event.cases, skipped: event.skipped, isFinished: true });
      watcher.finished(finished, seed);
      tell();
    } else if (event.kind === "left-behind") leftBehind.push(...event.urls);
    else ({ requests, stopped } = event);
  }
  for (const { operation } of [...begun.values()]) endOf(operation, { cases: 0, skipped: [], isFinished: false });
  // what came up about an operation outside of its own cases
  for (const found of [...findings.values()]) endOf(found[0]!.operation, { cases: 0, skipped: [], isFinished: true });
  return {
    name,
    url,
    operations: finished,
    total: Math.max(total, finished.length),
    requests,
    seed,
    leftBehind,
    ...(stopped && { stopped }),
  };
}

function isSame(one: Finding, other: Finding): boolean {
  return one.rule === other.rule && one.message === other.message;
}
