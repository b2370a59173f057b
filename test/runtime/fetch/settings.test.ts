import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Diagnostic, readSettings } from "../../../generator/entry.ts";
import { documentWithOperation, emitted, inOneLine } from "../../emit/emitted.ts";

const folder = mkdtempSync(join(tmpdir(), "twinspec-fetch-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  const file = join(folder, "twinspec.yaml");
  writeFileSync(file, text);
  const { settings, diagnostics } = readSettings(file, folder);
  return { settings, messages: diagnostics.all.map(({ message }: Diagnostic) => message) };
}

test("the emitted createFetch knows what the settings say", async () => {
  const { settings } = read(`client:
  retry: { attempts: 5, methods: [GET, POST], statuses: [503], maximumRetryAfter: 1000, codeField: error.code, stop: ["A */ \`"] }
  concurrency: 10
`);
  const files = await emitted(documentWithOperation({}), { client: settings!.client });
  const text = inOneLine(files.get("fetch.ts")!);
  expect(text).toContain(
    'retry: { attempts: 5, methods: ["GET", "POST"], statuses: [503], maximumRetryAfter: 1000, codeField: "error.code", stop: ["A */ `"] }',
  );
  expect(text).toContain("concurrency: 10");
});

test("without settings it has the defaults of the runtime", async () => {
  expect((await emitted(documentWithOperation({}))).get("fetch.ts")).toContain("return createFetch_(options, {});");
});

test.each([
  ["client: { retry: { stop: [A] } }", '"client.retry" must have property codeField when property stop is present'],
  ["client: { retry: { attempt: 2 } }", 'the settings have no key "client.retry.attempt"'],
  ["client: { concurrency: 0 }", '"client.concurrency" must be >= 1'],
  [
    "client: { retry: { methods: [get] } }",
    '"client.retry.methods.0" must be one of GET, HEAD, OPTIONS, PUT, DELETE, POST, PATCH, QUERY, not "get"',
  ],
])("%s is refused", (text, message) => {
  expect(read(text).messages).toEqual([message]);
});
