import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Politeness, politely } from "../../../generator/commands/contract/polite-send.ts";
import type { ContractRequest, ContractResponse, Purpose } from "../../../mocks/contract/message.ts";

const request: ContractRequest = { method: "GET", url: "http://127.0.0.1/pets", headers: [] };
const purpose: Purpose = {
  operation: { name: "getPets", method: "GET", path: "/pets" },
  testCase: { kind: "positive", label: "required arguments" },
  isCleanUp: false,
};

/** A server of a clock that goes on by itself: when each request came, and how many there were at once. */
function serverOf(responses: readonly Partial<ContractResponse>[], limits: Partial<Politeness> = {}, takes = 0) {
  const began = Date.now();
  const came: number[] = [];
  let running = 0;
  let most = 0;
  const send = politely(
    async () => {
      const response = responses[Math.min(came.length, responses.length - 1)] ?? {};
      came.push(Date.now() - began);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, takes));
      running -= 1;
      return { status: 200, headers: [], body: new Uint8Array(), ...response };
    },
    { concurrency: 10, ...limits },
  );
  const run = async (count: number) => {
    const all = Promise.all(Array.from({ length: count }, () => send(request, purpose)));
    await vi.runAllTimersAsync();
    return (await all).map(({ status }) => status);
  };
  return { run, came, most: () => most };
}

const busy = (value: string, status = 429) => ({ status, headers: [["Retry-After", value]] as const });

describe("a server is spared", () => {
  beforeAll(() => void vi.useFakeTimers());
  afterAll(() => void vi.useRealTimers());

  test("no more requests a second than --rate says", async () => {
    const { run, came } = serverOf([], { rate: 4 });
    await run(5);
    expect(came).toEqual([0, 250, 500, 750, 1000]);
  });

  test("no more requests at once than --concurrency says", async () => {
    const { run, most } = serverOf([], { concurrency: 3 }, 100);
    await run(9);
    expect(most()).toBe(3);
  });

  test.each([
    ["seconds", () => busy("2"), 2000],
    ["a date", () => busy(new Date(Date.now() + 3000).toUTCString()), 3000],
    ["a 503", () => busy("1", 503), 1000],
    ["a minute: half of one", () => busy("60"), 30_000],
  ])("Retry-After is waited for: %s", async (_, response, pause) => {
    const { run, came } = serverOf([response(), {}]);
    expect(await run(1)).toEqual([200]);
    expect(came[1]).toBeGreaterThan(pause - 1000);
    expect(came[1]).toBeLessThanOrEqual(pause + 1);
  });

  test("all wait, not only the one that was told to", async () => {
    const { run, came } = serverOf([busy("5"), {}], { concurrency: 1 });
    await run(3);
    expect(came).toEqual([0, 5000, 5000, 5000]);
  });

  test("a server that never has time is asked four times", async () => {
    const { run, came } = serverOf([busy("1")]);
    expect(await run(1)).toEqual([429]);
    expect(came.length).toBe(4);
  });

  test("nothing is waited for beyond the end of the run, or after Ctrl+C", async () => {
    const late = serverOf([busy("10")], { until: Date.now() + 5000 });
    expect(await late.run(1)).toEqual([429]);
    expect(late.came.length).toBe(1);
    const stopped = serverOf([busy("10")], { signal: AbortSignal.abort() });
    expect(await stopped.run(1)).toEqual([429]);
    expect(stopped.came.length).toBe(1);
  });

  test("a 429 that asks for nothing is a response like any other", async () => {
    const { run, came } = serverOf([{ status: 429 }]);
    expect(await run(1)).toEqual([429]);
    expect(came.length).toBe(1);
  });
});
