import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import type { Finding } from "../../../mocks/contract/finding.ts";
import { type Boat, boats, harbour, names } from "./harbour.ts";
import { runAgainst } from "./thing-server.ts";

async function findingsOf({ respond }: ReturnType<typeof harbour>, rule: string) {
  const run = await runAgainst(boats, respond, { allowWrites: true, maxCases: 100 });
  return { ...run, found: run.findings.filter((one) => one.rule === rule) };
}

function sentIn(finding: Finding | undefined): Boat {
  return JSON.parse(finding?.request.body ?? "null") as Boat;
}

test("a harbour without faults has no findings, and is sent nothing for them", async () => {
  const { all, respond } = harbour();
  expect((await runAgainst(boats, respond, { allowWrites: true })).findings).toEqual([]);
  expect([...all]).toEqual([]);
});

test.each(["amber", "ebony", "jade"])(
  "a creation that fails for %s is told with what is required beside",
  async (one) => {
    const server = harbour((sent, _, { method }) => (method === "POST" && one in sent ? { status: 500 } : undefined));
    const { found } = await findingsOf(server, "server-error");
    expect(found.map(({ operation }) => operation.name)).toEqual(["POST /boats"]);
    expect(Object.keys(sentIn(found[0])).toSorted()).toEqual([one, "masts", "name"].toSorted());
    expect(found[0]?.request.url).not.toContain("?");
    expect([...server.all]).toEqual([]);
  },
);

test("a creation whose response is wrong for one member is told with that, and nothing is left behind", async () => {
  const server = harbour((sent, boat, { method }) =>
    method === "POST" && "flint" in sent ? { body: { ...boat, flint: 5 } } : undefined,
  );
  const { found, events } = await findingsOf(server, "response-body");
  expect(found).toHaveLength(1);
  expect(Object.keys(sentIn(found[0])).toSorted()).toEqual(["flint", "masts", "name"]);
  expect([...server.all]).toEqual([]);
  expect(events.filter(({ kind }) => kind === "left-behind")).toEqual([]);
});

test("a creation that is refused for one member is told with that, and its text as it was", async () => {
  const server = harbour((sent, _, { method }) => (method === "POST" && "coral" in sent ? { status: 400 } : undefined));
  const { found } = await findingsOf(server, "refuses-valid");
  expect(found.length).toBeGreaterThan(0);
  const smallest = found.find(({ testCase }) => testCase.label === "application/json with all members");
  expect(Object.keys(sentIn(smallest)).toSorted()).toEqual(["coral", "masts", "name"]);
});

test("an invalid creation that is taken is told with what is invalid, and what is required beside", async () => {
  const server = harbour(undefined, "denim");
  const { found } = await findingsOf(server, "accepts-invalid");
  const creations = found.filter(({ operation }) => operation.method === "POST");
  expect(creations.length).toBeGreaterThan(0);
  for (const finding of creations) {
    expect(Object.keys(sentIn(finding)).toSorted()).toEqual(["denim", "masts", "name"]);
    expect(sentIn(finding)["denim"] === "" || typeof sentIn(finding)["denim"] === "string").toBe(
      finding.testCase.label.includes("longer"),
    );
  }
  expect([...server.all]).toEqual([]);
});

test("a change whose fault stays with the record is looked for at one that is made for each try", async () => {
  const isBroken = new Set<unknown>();
  const server = harbour((sent, boat, { method }) => {
    if (method !== "PATCH") return undefined;
    if ("henna" in sent) isBroken.add(boat["id"]);
    return isBroken.has(boat["id"]) ? { body: { ...boat, masts: "three" } } : undefined;
  });
  const { found } = await findingsOf(server, "response-body");
  const changed = found.filter(({ operation }) => operation.method === "PATCH");
  expect(changed.map((finding) => Object.keys(sentIn(finding)))).toEqual([["henna"]]);
  expect([...server.all]).toEqual([]);
});

test("what has gone wrong for good, whatever is sent, keeps the request that showed it", async () => {
  let isBroken = false;
  const server = harbour((sent, _, { method }) => {
    if (method === "POST" && "ivory" in sent) isBroken = true;
    return isBroken && method === "POST" ? { status: 500 } : undefined;
  });
  const { found } = await findingsOf(server, "server-error");
  expect(found).toHaveLength(1);
  expect(sentIn(found[0])).toHaveProperty("ivory");
});

test("a request with a key of idempotency is sent no smaller", async () => {
  const keyed = structuredClone(boats) as { paths: Record<string, Record<string, { parameters?: unknown[] }>> };
  const key = { name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } };
  keyed.paths["/boats"]!["post"]!.parameters = [key];
  const sent = async (document: JsonObject) => {
    const server = harbour((sent) => ("jade" in sent ? { status: 500 } : undefined));
    const chosen = ({ method }: { method: string }) => method === "POST";
    const { findings } = await runAgainst(document, server.respond, { allowWrites: true, maxCases: 60, chosen });
    return Object.keys(sentIn(findings.find(({ rule }) => rule === "server-error"))).length;
  };
  expect([await sent(boats), await sent(keyed as unknown as JsonObject)]).toEqual([3, 12]);
});

test("the requests for smaller ones are limited for an operation", async () => {
  const { respond } = harbour((sent) => (names.some((one) => one in sent) ? { status: 400 } : undefined));
  const { asked } = await runAgainst(boats, respond, { allowWrites: true, maxCases: 60 });
  expect(asked.filter(({ method }) => method === "POST").length).toBeLessThan(60 + 2 * 125 + 60);
});
