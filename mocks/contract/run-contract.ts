import type { ContractEvent } from "./events.ts";
import type { ContractOptions } from "./options.ts";
import { OperationTests } from "./running/operation-test.ts";
import { RunStopped, Session } from "./running/session.ts";
import { toTestedApi } from "./tested/tested-api.ts";
import type { TestedOperation } from "./tested/tested-operation.ts";

/**
 * Tests a running server against its documents; yields what happens as it happens. The records that it makes are
 * removed in the end, also where it is aborted, or whoever listens stops to.
 */
export async function* runContract(options: ContractOptions): AsyncGenerator<ContractEvent, void> {
  const { seed = 0, chosen = () => true, done = new Set<string>() } = options;
  const api = toTestedApi(options.api, options.arguments);
  const operations = api.operations.filter(({ info }) => chosen(info) && !done.has(info.name));
  const session = new Session(api, options);
  const tests = new OperationTests(session);
  const counts = { operations: 0, cases: 0, findings: 0, skipped: 0 };
  let stopped: "aborted" | "time" | undefined;
  yield { kind: "started", operations: operations.length, seed };
  try {
    for (const operation of inOrder(operations)) {
      yield { kind: "begun", operation: operation.info };
      stopped = await stopOf(() => tests.test(operation));
      yield* told();
      if (stopped !== undefined) break;
      const skipped = tests.takeSkipped();
      const cases = session.cases.get(operation) ?? 0;
      counts.operations += 1;
      counts.cases += cases;
      counts.skipped += skipped.length;
      yield { kind: "operation", operation: operation.info, cases, skipped };
    }
  } finally {
    const left = await tests.records.cleanUp();
    for (const { exchange } of left)
      yield { kind: "left-behind", operation: exchange.call.operation.info, urls: [addressOf(exchange)] };
  }
  yield* told();
  const { requests } = session;
  yield { kind: "ended", ...counts, requests, ...(stopped !== undefined && { stopped }) };

  function* told(): Generator<ContractEvent> {
    for (const finding of tests.findings.take()) {
      if (!chosen(finding.operation)) continue;
      counts.findings += 1;
      yield { kind: "finding", finding };
    }
  }
}

async function stopOf(run: () => Promise<void>): Promise<"aborted" | "time" | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof RunStopped) return error.reason;
    throw error;
  }
}

/** What only reads comes first, and what removes comes last. */
function inOrder(operations: readonly TestedOperation[]): TestedOperation[] {
  const rank = ({ isSafe, info }: TestedOperation) => (isSafe ? 0 : info.method === "DELETE" ? 2 : 1);
  return operations.toSorted((a, b) => rank(a) - rank(b));
}

function addressOf({ request, response }: { request: { url: string }; response: unknown }): string {
  void response;
  return request.url;
}
