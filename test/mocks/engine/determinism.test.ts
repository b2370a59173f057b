import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { startServer } from "../../../mocks/server/start-server.ts";
import { bundled } from "../../bundled.ts";
import { documentOf, json } from "../document.ts";

const text = { type: "string" };
const formats = ["date", "date-time", "email", "hostname", "ipv4", "ipv6", "time", "uri", "uri-template", "uuid"];
const plain = {
  type: "object",
  properties: {
    id: { type: "integer", format: "int64" },
    ratio: { type: "number", minimum: 0, maximum: 1 },
    isOpen: { type: "boolean" },
    status: { enum: ["open", "closed"] },
    tags: { type: "array", items: { type: "string", maxLength: 12 } },
    ...Object.fromEntries(formats.map((format) => [format, { type: "string", format }])),
  },
};
const schemas: Record<string, unknown> = {
  plain,
  nullable: { type: "object", properties: { name: { ...text, nullable: true }, owner: { ...plain, nullable: true } } },
  composed: { allOf: [plain, { type: "object", properties: { kind: { oneOf: [text, { type: "integer" }] } } }] },
  open: { type: "object", additionalProperties: { type: "number", multipleOf: 0.01 } },
  anything: { type: "object", properties: { any: {}, not: { type: "string", not: { enum: ["a"] } } } },
  pattern: { type: "object", properties: { code: { type: "string", pattern: "^[A-Z]{3}-\\d{4}$" } } },
  faker: { type: "object", properties: { name: { type: "string", "x-faker": "name.findName" } } },
  tree: { $ref: "#/components/schemas/Tree" },
};

const document = documentOf(
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      `/${name}`,
      {
        get: {
          responses: {
            "200": {
              ...(json(schema)["200"] as object),
              headers: { "X-Trace": { schema: { ...text, format: "uuid" } } },
            },
          },
        },
      },
    ]),
  ),
  {
    components: {
      schemas: {
        Tree: {
          type: "object",
          required: ["label"],
          properties: { label: text, children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
        },
      },
    },
  },
);
const targets = Object.keys(schemas).map((name) => `/${name}`);

async function responsesOfProcess(order: readonly string[]): Promise<Record<string, string>> {
  const script = await bundled("test/mocks/engine/print-responses.ts");
  const args = [script, JSON.stringify(document), "seed", JSON.stringify(order)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Record<string, string>;
}

describe("same seed, same document, same request: same bytes", () => {
  test("in other processes, in any order of requests", { timeout: 60_000 }, async () => {
    const [first, second] = await Promise.all([responsesOfProcess(targets), responsesOfProcess(targets.toReversed())]);
    expect(Object.values(first).filter((response) => !response.startsWith("200 "))).toEqual([]);
    expect(second).toEqual(first);
  });

  test("whatever has been made up before, with a seed and without", async () => {
    const bodyOf = async (url: string, target: string) => (await fetch(`${url}${target}`)).text();
    await using unseeded = await startServer(document, { dynamic: true });
    await using one = await startServer(document, { dynamic: true, seed: "seed" });
    await using other = await startServer(document, { dynamic: true, seed: "other" });
    await using again = await startServer(document, { dynamic: true, seed: "seed" });
    for (const target of targets) {
      const wanted = await bodyOf(one.url, target);
      await bodyOf(other.url, target);
      await bodyOf(unseeded.url, target);
      expect(await bodyOf(again.url, target), target).toBe(wanted);
      expect(await bodyOf(one.url, target), target).toBe(wanted);
    }
  });

  test("another seed gives other bodies, and so does none, each time", async () => {
    const bodyOf = async (url: string) => (await fetch(`${url}/plain`)).text();
    await using one = await startServer(document, { dynamic: true, seed: 1 });
    await using other = await startServer(document, { dynamic: true, seed: 2 });
    await using unseeded = await startServer(document, { dynamic: true });
    expect(await bodyOf(one.url)).not.toBe(await bodyOf(other.url));
    expect(await bodyOf(unseeded.url)).not.toBe(await bodyOf(unseeded.url));
  });
});
