import type { ContractEvent } from "./events.ts";
import type { ContractOptions } from "./options.ts";

/** Tests a running server against its documents; yields what happens as it happens. */
export async function* runContract({ seed = 0 }: ContractOptions): AsyncGenerator<ContractEvent, void> {
  yield { kind: "started", operations: 0, seed };
  yield { kind: "ended", operations: 0, cases: 0, requests: 0, findings: 0, skipped: 0 };
}
