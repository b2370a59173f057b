import { createHash } from "node:crypto";
import type { ContractEvent } from "../../../mocks/contract/events.ts";
import type { OperationInfo } from "../../../mocks/contract/finding.ts";
import type { ContractOptions } from "../../../mocks/contract/options.ts";
import { runContract } from "../../../mocks/contract/run-contract.ts";

/**
 * A run whose operations are shared among several that go on at once; its events are as those of one. The same number
 * of them makes the same cases. For runs that only read: what one changes, another would miss.
 */
export async function* runsAtOnce(options: ContractOptions, count: number): AsyncGenerator<ContractEvent, void> {
  if (count === 1) {
    yield* runContract(options);
    return;
  }
  const { chosen = () => true } = options;
  const isOf = (part: number) => (operation: OperationInfo) => chosen(operation) && shareOf(operation, count) === part;
  const runs = Array.from({ length: count }, (_, part) => runContract({ ...options, chosen: isOf(part) }));
  const next = (run: (typeof runs)[number]) => run.next().then((result) => ({ run, result }));
  const pending = new Map(runs.map((run) => [run, next(run)]));
  const started: Extract<ContractEvent, { kind: "started" }>[] = [];
  const ended: Extract<ContractEvent, { kind: "ended" }>[] = [];
  try {
    while (pending.size > 0) {
      const { run, result } = await Promise.race(pending.values());
      if (result.done) pending.delete(run);
      else pending.set(run, next(run));
      const event = result.value;
      if (event === undefined) continue;
      if (event.kind === "ended") ended.push(event);
      else if (event.kind !== "started") yield event;
      else if (started.push(event) === count) yield { ...event, operations: sum(started, "operations") };
    }
  } finally {
    await Promise.all(runs.map((run) => run.return()));
  }
  const stopped = ended.find((each) => each.stopped !== undefined)?.stopped;
  const counts = ["operations", "cases", "requests", "findings", "skipped"] as const;
  const [operations = 0, cases = 0, requests = 0, findings = 0, skipped = 0] = counts.map((each) => sum(ended, each));
  yield { kind: "ended", operations, cases, requests, findings, skipped, ...(stopped && { stopped }) };
}

function sum<Key extends string>(all: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return all.reduce((total, each) => total + each[key], 0);
}

/** Which of the runs has an operation, whatever its order among others. */
function shareOf({ name }: OperationInfo, count: number): number {
  return createHash("sha256").update(name).digest().readUInt32BE() % count;
}
