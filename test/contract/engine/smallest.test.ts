import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import type { Finding } from "../../../mocks/contract/finding.ts";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

const names = ["amber", "brass", "coral", "denim", "ebony", "flint", "gauze", "henna", "ivory", "jade"];
const members: JsonObject = Object.fromEntries(names.map((name) => [name, { type: "string", maxLength: 40 }]));
const boat = {
  type: "object",
  required: ["name", "masts"],
  properties: { name: { type: "string" }, masts: { type: "integer" }, ...members },
};
const kept = {
  ...boat,
  required: ["id", ...boat.required],
  properties: { id: { type: "string" }, ...boat.properties },
};
const id = { name: "boatId", in: "path", required: true, schema: { type: "string" } };
const requestBody = { required: true, content: { "application/json": { schema: boat } } };
const change = { required: true, content: { "application/json": { schema: { ...boat, required: [] } } } };
const boats = documentOf({
  "POST /boats": {
    operationId: "createBoat",
    parameters: ["quay", "tide"].map((name) => ({ name, in: "query", schema: { type: "string" } })),
    requestBody,
    responses: { "201": json(kept), "400": empty },
  },
  "GET /boats/{boatId}": { operationId: "getBoat", parameters: [id], responses: { "200": json(kept), "404": empty } },
  "PATCH /boats/{boatId}": {
    operationId: "changeBoat",
    parameters: [id],
    requestBody: change,
    responses: { "200": json(kept), "400": empty, "404": empty },
  },
  "DELETE /boats/{boatId}": {
    operationId: "removeBoat",
    parameters: [id],
    responses: { "204": empty, "404": empty },
  },
});

type Boat = Record<string, unknown>;

/** Keeps boats; what is wrong of it comes of `onWrite`, which sees what was sent, and the boat that it makes. */
function harbour(onWrite: (sent: Boat, boat: Boat, asked: Asked) => Answer = () => undefined, unchecked = "") {
  const all = new Map<string, Boat>();
  let count = 0;
  function respond(asked: Asked): Answer {
    const { method, path, body, headers } = asked;
    const own = path.split("/")[2] ?? "";
    const found = all.get(own);
    if (method !== "POST" && found === undefined) return { status: 404 };
    if (method === "GET") return { body: found };
    if (method === "DELETE") return { status: all.delete(own) ? 204 : 404 };
    const sent = read(body);
    const isJson = headers["content-type"] === "application/json";
    if (!isJson || sent === undefined || !isBoat(sent, method === "POST", unchecked)) return { status: 400 };
    count += 1;
    const boat: Boat = { ...found, ...sent, id: found?.["id"] ?? `b${count}` };
    const wrong = onWrite(sent, boat, asked);
    if (wrong?.status !== undefined) return wrong;
    all.set(String(boat["id"]), boat);
    return { status: method === "POST" ? 201 : 200, body: boat, ...wrong };
  }
  return { all, respond };
}

function read(body: string): Boat | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isBoat(sent: Boat, isWhole: boolean, unchecked: string): boolean {
  if (isWhole && !("name" in sent && "masts" in sent)) return false;
  return Object.entries(sent).every(([name, value]) => {
    if (name === unchecked) return true;
    if (name === "masts") return Number.isInteger(value);
    if (name === "name") return typeof value === "string";
    return !names.includes(name) || (typeof value === "string" && [...value].length <= 40);
  });
}

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
