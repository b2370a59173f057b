import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { readRecording } from "../../mocks/recording/recording.ts";
import { reportDrift } from "../../mocks/server/drift-report.ts";

const enumOf = (type: string, ...values: unknown[]) => ({ type, enum: values });

/** Proposes an overlay for what a member of a response was seen to be, and has it applied as the settings say. */
async function proposed(version: string, schema: object, seen: readonly unknown[]) {
  const folder = mkdtempSync(join(tmpdir(), "twinspec-drift-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const pet = { type: "object", properties: { kind: schema } };
  const response = { description: "ok", content: { "application/json": { schema: pet } } };
  const document = {
    ...{ openapi: version, info: { title: "Pets", version: "1" } },
    paths: { "/pet": { get: { operationId: "getPet", responses: { "200": response } } } },
  };
  const file = join(folder, "pets.json");
  const settings = join(folder, "twinspec.yaml");
  writeFileSync(file, JSON.stringify(document));
  const recordings = seen.map((kind, index) =>
    readRecording(`${index}`, {
      request: { method: "GET", path: "/pet", query: {}, headers: {} },
      response: { status: 200, headers: { "content-type": "application/json" }, body: { json: { kind } } },
    }),
  );
  const before = await reportDrift([file], recordings);
  const { overlays, left } = before.overlays(join(folder, "drift.yaml"));
  for (const { path, text } of overlays) writeFileSync(path, text);
  writeFileSync(
    settings,
    `input: pets.json\n${overlays.length > 0 ? "overlays: drift.yaml\n".replace(": ", ":\n  - ") : ""}`,
  );
  const after = await reportDrift([settings], recordings);
  const told = ({ kind, message }: { kind: string; message: string }) => `${kind}: ${message}`;
  return {
    before: before.findings.map(told),
    left: left.map(told),
    after: after.findings.map(told),
    actions: overlays.flatMap(({ text }) => (parse(text) as { actions: Record<string, unknown>[] }).actions),
  };
}

describe.each(["3.0.3", "3.1.0"])("a proposal for a document of OpenAPI %s, applied, leaves no drift", (version) => {
  test.each<[string, object, unknown[]]>([
    ["another value of a list", enumOf("string", "cat", "dog"), ["bird"]],
    ["values of a list, of several types", enumOf("string", "cat"), [5, "bird", true, 6]],
    ["null beside a list", enumOf("string", "cat"), [null, "bird"]],
    ["another number of a list", enumOf("integer", 1, 2), [3, 2.5, "three"]],
    ["the other boolean", enumOf("boolean", true), [false]],
    ["a list without a type", { enum: ["cat", 1] }, ["bird", 2]],
    ["items that have a list", { type: "array", items: enumOf("string", "cat") }, [["bird", 5, null], "cat", null]],
    ["a list in one of several schemas", { allOf: [{ type: "string" }, { enum: ["cat"] }] }, ["bird", 5]],
    ["a list among alternatives", { oneOf: [enumOf("string", "cat"), { type: "integer" }] }, ["bird", true, null]],
    ["several types of what has one", { type: "integer", minimum: 3 }, ["three", true, null, 4]],
  ])("%s", async (_, schema, seen) => {
    const { before, left, after } = await proposed(version, schema, seen);
    expect(before).not.toEqual([]);
    expect([...left, ...after]).toEqual([]);
  });
});

test("one value alone becomes a list with all that was seen, each once", async () => {
  const { actions, after } = await proposed("3.1.0", { type: "string", const: "cat" }, ["bird", 5, "bird", "fish"]);
  expect(after).toEqual([]);
  const lists = actions.map(({ update }) => (update as { enum?: unknown } | undefined)?.enum).filter(Boolean);
  expect(lists).toEqual([["cat", "bird", 5, "fish"]]);
});

test("what a person must decide is told, and not half done", async () => {
  const seen = [{ name: "Ada" }, ["bird"], "ada@example.com"];
  const { before, left, after, actions } = await proposed("3.1.0", enumOf("string", "cat"), seen);
  expect(actions).toEqual([]);
  expect(left).toEqual(before);
  expect(after).toEqual(before);
  expect(before.join("\n")).not.toMatch(/Ada|bird|example/);
});
