import { afterAll, expect, vi } from "vitest";

const environment = () => Object.entries(process.env).map(([name, value]) => [`$${name}`, value] as const);

/** What a test file could leave behind in a worker that goes on with the next one. */
const state = () =>
  new Map<string, unknown>([
    ...environment(),
    ["the working directory", process.cwd()],
    ["the exit code", process.exitCode],
    ...Object.entries({ fetch, setTimeout, setInterval, setImmediate, queueMicrotask, Date }),
    ["performance.now", performance.now],
    ["process.stdout", process.stdout.write],
    ["process.stderr", process.stderr.write],
    ...Object.entries(console).map(([name, value]) => [`console.${name}`, value] as const),
  ]);

const before = state();

// names alone are told: values of the environment are nobody's business
afterAll(() => {
  const after = state();
  vi.useRealTimers();
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changed = names.filter((name) => !Object.is(before.get(name), after.get(name)));
  expect(changed, "what the next file in this worker would run into").toEqual([]);
});
