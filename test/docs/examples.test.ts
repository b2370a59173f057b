import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Mock } from "../../mocks/index.ts";
import { writeExamples } from "./examples.ts";

const { examples, givenFile, faults, remove } = await writeExamples();
const { mocks } = (await import(pathToFileURL(givenFile).href)) as { mocks: Record<string, Mock> };
const platformFetch = globalThis.fetch;

/** Where the examples send their requests; the mocks respond in place of these servers. */
const servers: readonly (readonly [host: RegExp, mock: Mock])[] = [
  [/^petstore\.example\.com$/, mocks["petstore"]!],
  [/^127\.0\.0\.1:4010$/, mocks["withoutAuth"]!],
  [/^(?:desk|accounts)\.zoho\.(?:com|eu)$/, mocks["desk"]!],
];

beforeAll(() => {
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const [, mock] = servers.find(([host]) => host.test(url.host)) ?? [];
    if (mock) return platformFetch(new Request(mock.url + url.pathname + url.search, request));
    if (url.hostname !== "127.0.0.1") throw new Error(`an example sends a request to ${url.host}`);
    return platformFetch(request);
  };
});
afterEach(() => {
  for (const mock of Object.values(mocks)) mock.reset();
});
afterAll(async () => {
  globalThis.fetch = platformFetch;
  for (const mock of Object.values(mocks)) await mock.close();
  remove();
});

const titleOf = ({ document, line }: { readonly document: string; readonly line: number }) => `${document}:${line}`;

test("every example compiles", { timeout: 120_000 }, () => {
  expect(faults()).toEqual([]);
});

describe("an example runs against the mock", () => {
  const running = examples.filter(({ runs }) => runs).map((example) => [titleOf(example), example] as const);
  test.each(running)("%s", async (_title, { file, prints }) => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      await import(pathToFileURL(file).href);
      const printed = log.mock.calls.map((values) => `${format(...values)}\n`).join("");
      if (prints !== undefined) expect(printed).toBe(prints);
    } finally {
      log.mockRestore();
    }
  });
});

// Examples that are tests are tests of this file, as fixtures of a worker can be defined at the top level alone.
for (const { file } of examples.filter(({ isTest }) => isTest)) await import(pathToFileURL(file).href);
