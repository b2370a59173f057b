import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultSettings, generate } from "../../generator/entry.ts";
import { type Mock, startMock } from "../../mocks/index.ts";

const cache = join(fileURLToPath(new URL("../..", import.meta.url)), ".cache");
const mediaTypes = {
  watchEvents: "text/event-stream",
  watchLines: "application/jsonl",
  watchNewlines: "application/x-ndjson",
  watchSequence: "application/json-seq",
};
const tick = "type: object, required: [n], properties: { n: { type: integer, minimum: 1 } }";
const event = `type: object, required: [data], properties: { data: { type: string, contentMediaType: application/json, contentSchema: { ${tick} } } }`;
const document = `openapi: 3.2.0
info: { title: T, version: "1" }
paths:
${Object.entries(mediaTypes)
  .map(
    ([operationId, mediaType]) => `  /${operationId}:
    get:
      operationId: ${operationId}
      responses:
        "200":
          description: ok
          content:
            ${mediaType}: { itemSchema: { ${mediaType === "text/event-stream" ? event : tick} } }
`,
  )
  .join("")}`;

type Call = (options: {
  headers: Record<string, string>;
}) => Promise<{ data: AsyncIterable<unknown>; error?: unknown }>;

let folder: string;
let mock: Mock;
let client: Readonly<Record<string, Call>>;

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "streams-"));
  // a repository of its own, which ignores nothing
  execFileSync("git", ["init", "--quiet", folder]);
  const file = join(folder, "api.yaml");
  writeFileSync(file, document);
  mock = await startMock({ spec: file });
  const { diagnostics } = await generate({
    ...defaultSettings([file], undefined, folder),
    output: join(folder, "client"),
  });
  expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  const entry = pathToFileURL(join(folder, "client", "esm", "index.js")).href;
  const { createClient } = (await import(entry)) as { createClient(options: object): typeof client };
  client = createClient({ baseUrl: mock.url });
}, 60_000);

afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(Object.entries(mediaTypes))("%s reads five items of %s as the mock sends them", async (name) => {
  const begin = performance.now();
  const { data, error } = await client[name]!({ headers: { prefer: "count=5, interval=200" } });
  expect(error).toBeUndefined();
  const came: number[] = [];
  const items: unknown[] = [];
  for await (const item of data) {
    came.push(performance.now() - begin);
    items.push(item);
  }
  const ticks = items.map((item) => (name === "watchEvents" ? (item as { data: unknown }).data : item));
  expect(ticks).toEqual(Array.from({ length: 5 }, () => ({ n: expect.any(Number) })));
  // each comes while the stream is open, four intervals after the first at the end
  expect(came.at(-1)! - came[0]!).toBeGreaterThan(400);
  expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([]);
});
