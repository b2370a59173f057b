import { expect, test } from "vitest";
import { collect, type Watcher } from "../../../generator/commands/contract/collect.ts";
import type { ContractEvent } from "../../../mocks/contract/events.ts";
import { eventsOf, findingOf, operationsOf } from "./made-run.ts";

const getPet = { name: "getPet", method: "GET", path: "/pets/{petId}" };
const listPets = { name: "listPets", method: "GET", path: "/pets" };
const ended: ContractEvent = { kind: "ended", operations: 1, cases: 3, requests: 4, findings: 1, skipped: 0 };

/** Follows events; gives the run and what was told meanwhile. */
async function follow(events: readonly ContractEvent[], earlier = operationsOf().slice(0, 0)) {
  const told: string[] = [];
  const watcher: Watcher = {
    progress: ({ finished, total, findings, operation = "" }) =>
      void told.push(`${finished}/${total} ${findings} ${operation}`.trim()),
    finding: ({ rule }) => void told.push(rule),
    finished: (operations) => void told.push(`finished ${operations.length}`),
  };
  const without = <Value>(value: Value) => value;
  const api = await collect(eventsOf(...events), { name: "pets", url: "http://x", earlier, without }, watcher);
  return { api, told };
}

const begin = (operation: typeof getPet): ContractEvent => ({ kind: "begun", operation });
const end = (operation: typeof getPet): ContractEvent => ({ kind: "operation", operation, cases: 3, skipped: [] });
const found: ContractEvent = { kind: "finding", finding: findingOf() };

test("findings belong to their operations, and progress is told", async () => {
  const started: ContractEvent = { kind: "started", operations: 2, seed: 9 };
  const { api, told } = await follow([
    started,
    begin(getPet),
    found,
    end(getPet),
    begin(listPets),
    end(listPets),
    ended,
  ]);
  expect(api).toMatchObject({ total: 2, seed: 9, requests: 4, leftBehind: [] });
  expect(api.operations.map(({ operation, findings }) => [operation.name, findings.length])).toEqual([
    ["getPet", 1],
    ["listPets", 0],
  ]);
  expect(told).toEqual([
    ...[
      "0/2 0 getPet",
      "response-body",
      "0/2 1 getPet",
      "finished 1",
      "1/2 1",
      "1/2 1 listPets",
      "finished 2",
      "2/2 1",
    ],
  ]);
});

test("what was begun and not ended is not finished", async () => {
  const stopped: ContractEvent = { ...ended, stopped: "aborted" };
  const left: ContractEvent = { kind: "left-behind", operation: getPet, urls: ["http://x/pets/9"] };
  const { api } = await follow([{ kind: "started", operations: 3, seed: 1 }, begin(getPet), found, left, stopped]);
  expect(api.operations).toMatchObject([
    { operation: getPet, isFinished: false, findings: [{ rule: "response-body" }] },
  ]);
  expect(api).toMatchObject({ stopped: "aborted", leftBehind: ["http://x/pets/9"], total: 3 });
});

test("a run that goes on tells what was found before, and nothing twice", async () => {
  const earlier = operationsOf(findingOf()).slice(0, 1);
  const another: ContractEvent = { kind: "finding", finding: findingOf({ rule: "server-error" }) };
  const events = [begin(listPets), found, another, end(listPets), ended];
  const { api, told } = await follow([{ kind: "started", operations: 1, seed: 1 }, ...events], earlier);
  expect(told.filter((line) => !/^\d|finished/.test(line))).toEqual(["response-body", "server-error"]);
  expect(api.operations.map(({ findings }) => findings.length)).toEqual([2, 0]);
  expect(api.total).toBe(2);
});
