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

test("an example keeps the order of its keys, in JSON as in XML", async () => {
  const file = join(folder, "keys.yaml");
  const example = "{ z: 1, m: { y: 2, b: 3 }, a: [{ q: 4, c: 5 }] }";
  await writeFile(
    file,
    `
openapi: 3.1.0
info: { title: Tickets, version: "1" }
paths:
  /json: { get: { responses: { "200": { description: d, content: { application/json: { example: ${example} } } } } } }
  /xml: { get: { responses: { "200": { description: d, content: { application/xml: { example: ${example} } } } } } }
`,
  );
  await using mock = await startMock({ spec: file });
  const bodyOf = async (path: string) => (await fetch(`${mock.url}/${path}`)).text();
  expect(await bodyOf("json")).toBe('{"z":1,"m":{"y":2,"b":3},"a":[{"q":4,"c":5}]}');
  expect(await bodyOf("xml")).toContain("<root><z>1</z><m><y>2</y><b>3</b></m><a><q>4</q><c>5</c></a></root>");
});
