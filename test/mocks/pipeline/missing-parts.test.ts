import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startMock } from "../../../mocks/index.ts";
import { documentOf, json } from "../document.ts";
import { serve } from "../serve.ts";

const missing = { $ref: "#/components/schemas/Missing" };

/** A GET whose response has this schema. */
function documentWith(schema: object) {
  const schemas = { Pet: { type: "object", properties: { owner: missing } } };
  const responses = json(schema, {});
  return documentOf({ "/x": { get: { operationId: "getX", responses } } }, { components: { schemas } });
}

describe("a response whose schema the document does not have", () => {
  test.each([
    ["itself", missing],
    ["a property of it", { type: "object", properties: { owner: missing } }],
    ["a property of the component", { $ref: "#/components/schemas/Pet" }],
  ])("says so: %s", async (_, schema) => {
    const mock = await serve(documentWith(schema));
    const response = await fetch(`${mock.url}/x`);
    expect(response.status).toBe(200);
    const message = "Response body is described by #/components/schemas/Missing, which the document does not have";
    expect(JSON.parse(response.headers.get("sl-violations") ?? "[]")).toMatchObject([
      { location: ["response", "body"], severity: "Warning", code: "ref-not-found", message },
    ]);
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], [`getX: ${message}`]]);
  });

  test("is no error where errors are asked for", async () => {
    const { url } = await serve(documentWith(missing), { errors: true });
    expect((await fetch(`${url}/x`)).status).toBe(200);
  });

  test("says so where the whole response is not there", async () => {
    const responses = { "200": { $ref: "#/components/responses/Missing" } };
    const { url } = await serve(documentOf({ "/x": { get: { responses } } }));
    const response = await fetch(`${url}/x`);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ detail: "The document has no #/components/responses/Missing." });
  });

  test("is told when the mock starts, with its place, where the reading of files left it out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "twinspec-missing-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "api.json"), JSON.stringify(documentWith(missing), undefined, 2));
    const mock = await startMock({ spec: join(folder, "api.json") });
    onTestFinished(() => mock.close());
    expect((await fetch(`${mock.url}/x`)).status).toBe(200);
    const told = mock.diagnostics.find(({ message }) => message.includes("#/components/schemas/Missing"));
    expect(told).toMatchObject({ code: "ref-not-found", severity: "warning", at: { line: expect.any(Number) } });
  });

  test("says where to look when the reading of files left all responses out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "twinspec-missing-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const responses = { "200": { $ref: "#/components/responses/Missing" } };
    writeFileSync(join(folder, "api.json"), JSON.stringify(documentOf({ "/x": { get: { responses } } })));
    const mock = await startMock({ spec: join(folder, "api.json") });
    onTestFinished(() => mock.close());
    const response = await fetch(`${mock.url}/x`);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("`twinspec check` says why") });
  });
});
