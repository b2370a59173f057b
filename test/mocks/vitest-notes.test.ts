import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, test as base, expect, vi } from "vitest";
import { mockFixtures } from "../../mocks/vitest.ts";
import { documentOf, json } from "./document.ts";

const folder = await mkdtemp(join(tmpdir(), "twinspec-notes-"));
const spec = join(folder, "openapi.json");
const schema = { type: "object", properties: { id: { type: "integer" } } };
const getPet = { operationId: "getPet", responses: json(schema, { id: "one" }) };
await writeFile(spec, JSON.stringify(documentOf({ "/pet": { get: getPet } })));
const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
const told: unknown[] = [];

const test = base.extend(mockFixtures({ spec }));

afterEach(() => {
  told.push(...warn.mock.calls.flat());
  warn.mockClear();
});

afterAll(async () => {
  told.push(...warn.mock.calls.flat());
  warn.mockRestore();
  await rm(folder, { recursive: true, force: true });
  expect(told).toEqual([
    "note: getPet: The document's own example does not satisfy the document: " +
      "Response body property id must be integer",
  ]);
});

for (const round of [1, 2]) {
  test(`a test that gets an example which breaks the document passes, and it is told once (${round})`, async ({
    mock,
  }) => {
    expect(await (await fetch(`${mock.url}/pet`)).json()).toEqual({ id: "one" });
  });
}
