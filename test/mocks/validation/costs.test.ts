import { describe, expect, onTestFinished, test, vi } from "vitest";
import { uncheckedIn } from "../../../mocks/validation/schemas/document-schemas.ts";
import { documentWith, validateRequest, validateResponse } from "./validate.ts";

const json = { "content-type": "application/json" };
const long = `${"a".repeat(60)}b`;

function documentOf(schema: unknown, schemas: Readonly<Record<string, unknown>> = {}) {
  return documentWith({ requestBody: { content: { "application/json": { schema } } } }, { components: { schemas } });
}

async function faultsOf(document: ReturnType<typeof documentOf>, value: unknown) {
  const { violations } = await validateRequest(document, { headers: json, body: JSON.stringify(value) });
  return violations.map(({ location, message }) => `${location.slice(2).join("/")}: ${message}`);
}

describe("a value that is made to be costly", () => {
  test("leaves a pattern in force for all other values", async () => {
    const document = documentOf({ properties: { name: { type: "string", pattern: "^(a+)+$" } } });
    const wrong = ['name: Request body property name must match pattern "^(a+)+$"'];
    expect(await faultsOf(document, { name: long })).toEqual(wrong);
    expect(await faultsOf(document, { name: "ab" })).toEqual(wrong);
    expect(await faultsOf(document, { name: "a".repeat(60) })).toEqual([]);
    expect(uncheckedIn(document)).toEqual([]);
  });

  test("is refused with the reason where no engine of linear time takes its pattern", async () => {
    const pattern = "^(?=a)(a+)+$";
    const document = documentOf({
      properties: { list: { items: { type: "string", pattern } }, not: { not: { pattern } } },
    });
    const reason = `takes too long to match against the pattern "${pattern}"`;
    expect(await faultsOf(document, { list: ["a", long] })).toEqual([
      `list/1: Request body property list[1] ${reason}`,
    ]);
    expect(await faultsOf(document, { not: long })).toEqual([`not: Request body property not ${reason}`]);
    expect(await faultsOf(document, { list: ["a", "b"] })).toEqual([
      `list/1: Request body property list[1] must match pattern "${pattern}"`,
    ]);
  });

  test("is passed, and told once, where the document itself has it", async () => {
    const schema = { type: "string", pattern: "^(?=a)(a+)+$" };
    expect(await validateResponse(schema, long)).toEqual([]);
  });

  test("does not double with each level of alternatives that lead to themselves", async () => {
    const link = { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } }, required: ["next"] };
    const Node = { oneOf: [{ ...link, properties: { ...link.properties, a: {} } }, link, { const: 1 }] };
    const document = documentOf({ $ref: "#/components/schemas/Node" }, { Node });
    const nested = (depth: number): unknown => (depth === 0 ? 1 : { next: nested(depth - 1) });
    const start = process.cpuUsage();
    expect(await faultsOf(document, nested(24))).toEqual([": Request body must match exactly one schema in oneOf"]);
    expect(await faultsOf(document, 1)).toEqual([]);
    expect(process.cpuUsage(start).user).toBeLessThan(500_000);
  });

  test("is refused when its time is over, which is told; no other value is", async () => {
    const document = documentOf({ items: { $ref: "#/components/schemas/Item" } }, { Item: { type: "integer" } });
    const list = Array.from({ length: 3_000 }, (_, index) => index);
    const used = vi.spyOn(process, "cpuUsage");
    onTestFinished(() => used.mockRestore());
    let user = 0;
    used.mockImplementation(() => {
      user += 2_100_000;
      return { user, system: 0 };
    });
    expect(await faultsOf(document, list)).toEqual([": Request body takes too long to validate"]);
    used.mockRestore();
    expect(await faultsOf(document, list)).toEqual([]);
    expect(await faultsOf(document, ["a"])).toEqual(["0: Request body property [0] must be integer"]);
  });
});
