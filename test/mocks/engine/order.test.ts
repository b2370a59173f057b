import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMock } from "../../../mocks/index.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twinspec-mock-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A document with examples and media types in one order or in the other. */
function document(isReversed: boolean): string {
  const inOrder = (...members: string[]) => `{ ${(isReversed ? members.toReversed() : members).join(", ")} }`;
  const examples = inOrder("open: { value: { state: open } }", "closed: { value: { state: closed } }");
  const types = inOrder("text/plain: { example: text }", "application/json: { example: { is: json } }");
  const properties = inOrder("state: { type: string, example: s }", "id: { type: string, example: i }");
  return `
openapi: 3.1.0
info: { title: Tickets, version: "1" }
paths:
  /ticket: { get: { responses: { "200": { description: d, content: { application/json: { examples: ${examples} } } } } } }
  /report: { get: { responses: { "200": { description: d, content: ${types} } } } }
  /made: { get: { responses: { "200": { description: d, content: { application/json: { schema: { type: object, properties: ${properties} } } } } } } }
`;
}

test.each([
  ["as written", false, { ticket: '{"state":"open"}', report: "text", made: '{"state":"s","id":"i"}' }],
  [
    "the other way round",
    true,
    { ticket: '{"state":"closed"}', report: '{"is":"json"}', made: '{"id":"i","state":"s"}' },
  ],
])("the first example and the first media type of the document are the default, %s", async (name, isReversed, want) => {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, document(isReversed));
  await using mock = await startMock({ spec: file });
  const bodyOf = async (path: string, headers = {}) => (await fetch(`${mock.url}/${path}`, { headers })).text();
  expect(await bodyOf("ticket")).toBe(want.ticket);
  expect(await bodyOf("report")).toBe(want.report);
  expect(await bodyOf("made")).toBe(want.made);
  expect(await bodyOf("ticket", { Prefer: "example=closed" })).toBe('{"state":"closed"}');
  expect(await bodyOf("report", { Accept: "application/json" })).toBe('{"is":"json"}');
});
