import type { ContractRun, TestedApi, TestedOperation } from "../../../generator/commands/contract/reports/report.ts";
import type { ContractEvent } from "../../../mocks/contract/events.ts";
import type { Finding } from "../../../mocks/contract/finding.ts";

const getPet = { name: "getPet", method: "GET", path: "/pets/{petId}" };

/** A finding of a small server that sends a number where a name belongs. */
export function findingOf(changed: Partial<Finding> = {}): Finding {
  return {
    rule: "response-body",
    certainty: "certain",
    operation: getPet,
    message: "name in the body of the 200 must be a string",
    place: { file: "petstore.yaml", line: 12, column: 9 },
    testCase: { kind: "positive", label: "required arguments" },
    request: { method: "GET", url: "http://127.0.0.1:3000/pets/1", headers: [["accept", "application/json"]] },
    curl: "curl -i 'http://127.0.0.1:3000/pets/1'",
    call: 'client.getPet({ petId: "1" })',
    response: { status: 200, headers: [["content-type", "application/json"]], body: '{"name":1}' },
    seen: { times: 1, of: 1 },
    ...changed,
  };
}

/** An operation with a finding, and one without. */
export function operationsOf(...findings: Finding[]): TestedOperation[] {
  const skipped = [
    { kind: "negative", label: "expired credentials", reason: "there are no expired credentials" },
    { kind: "negative", label: "without pets.read", reason: "there are no tokens of fewer scopes" },
    { kind: "negative", label: "without pets.write", reason: "there are no tokens of fewer scopes" },
  ] as const;
  return [
    { operation: getPet, cases: 12, findings, skipped, duration: 1234, isFinished: true },
    {
      operation: { name: "listPets", method: "GET", path: "/pets" },
      ...{ cases: 30, findings: [], skipped: [], duration: 10, isFinished: true },
    },
  ];
}

/** A run over one API. */
export function runOf(findings: readonly Finding[], changed: Partial<TestedApi> = {}): ContractRun {
  return {
    apis: [
      {
        name: "petstore.yaml",
        url: "http://127.0.0.1:3000",
        operations: operationsOf(...findings),
        total: 2,
        requests: 44,
        seed: 7,
        leftBehind: [],
        ...changed,
      },
    ],
    startedAt: Date.UTC(2026, 10, 29, 12),
    endedAt: Date.UTC(2026, 10, 29, 12, 0, 5),
    again: "twinspec contract petstore.yaml --url http://127.0.0.1:3000 --seed 7",
    version: "0.1.0",
  };
}

/** A finding with a text wherever somebody else's text may be. */
export function hostileFinding(text: string): Finding {
  const headers = [[text, text]] as const;
  return findingOf({
    operation: { name: text, method: text, path: text },
    message: text,
    place: { file: text, line: 1, column: 1 },
    testCase: { kind: "positive", label: text },
    request: { method: text, url: text, headers, body: text },
    curl: text,
    call: text,
    sequence: [{ operation: { name: text, method: text, path: text }, place: { file: text }, curl: text, call: text }],
    response: { status: 200, headers, body: text },
  });
}

/** Events one after the other. */
export async function* eventsOf(...events: ContractEvent[]): AsyncGenerator<ContractEvent> {
  yield* events;
}
