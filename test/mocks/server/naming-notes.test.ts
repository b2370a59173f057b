import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startMock } from "../../../mocks/server/start-mock.ts";

const document = (paths: string) => `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n${paths}`;
const operation = (path: string, id: string, description = "Done") =>
  `  ${path}: { get: { operationId: ${id}, responses: { "200": { description: ${description} } } } }\n`;

test("operations tell how they came to their names: twins, twins that differ, clashes, the lock", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twinspec-notes-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "a.yaml"), document(operation("/pets/{id}", "getPet") + operation("/cats", "list")));
  const more = operation("/pets/{petId}", "readPet") + operation("/dogs", "list") + operation("/old", "newName");
  writeFileSync(join(folder, "b.yaml"), document(more));
  writeFileSync(
    join(folder, "twinspec.lock.yaml"),
    'version: 1\noperations:\n  "GET /old": { "name": "oldName", "registrations": ["b#oldName"] }\n',
  );
  const mock = await startMock({ spec: folder });
  onTestFinished(() => mock.close());
  const naming = new Map((await mock.placedOperations()).map(({ path, naming: notes = [] }) => [path, notes]));
  const kinds = (path: string) => naming.get(path)?.map(({ kind }) => kind);
  expect(kinds("/pets/{id}")).toContain("twin");
  expect(naming.get("/pets/{id}")).toContainEqual({
    kind: "twin",
    names: ["getPet", "readPet"],
    places: [expect.objectContaining({ file: expect.stringContaining("a.yaml"), line: 4 }), expect.anything()],
  });
  expect(naming.get("/cats")).toContainEqual(
    expect.objectContaining({ kind: "clash", names: expect.arrayContaining(["list"]) }),
  );
  expect(kinds("/dogs")).toEqual(kinds("/cats"));
  expect(naming.get("/old")).toContainEqual(expect.objectContaining({ kind: "held", names: ["oldName", "newName"] }));
});
