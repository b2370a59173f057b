import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { type Boat, boats, harbour } from "./harbour.ts";
import { type Answer, type Asked, runAgainst } from "./thing-server.ts";

const match = { name: "If-Match", in: "header", required: true, schema: { type: "string" } };
const boatPath = (boats["paths"] as Record<string, Record<string, { parameters: object[]; responses: object }>>)[
  "/boats/{boatId}"
]!;
const guarded = (operation: { parameters: object[]; responses: object }) => ({
  ...operation,
  parameters: [...operation.parameters, match],
  responses: { ...operation.responses, "412": { description: "Changed meanwhile" } },
});
/** Whoever changes or removes a boat must say which state of it was read. */
const guardedBoats: JsonObject = {
  ...boats,
  paths: {
    ...(boats["paths"] as object),
    "/boats/{boatId}": { ...boatPath, patch: guarded(boatPath["patch"]!), delete: guarded(boatPath["delete"]!) },
  },
};

const tagOf = (boat: Boat | undefined) => `"${createHash("sha1").update(JSON.stringify(boat)).digest("hex")}"`;

function guardedHarbour(onWrite?: Parameters<typeof harbour>[0], isTold = true) {
  const server = harbour(onWrite);
  const respond = (asked: Asked): Answer => {
    const boatNow = () => server.all.get(asked.path.split("/")[2] ?? "");
    const isChange = asked.method === "PATCH" || asked.method === "DELETE";
    const sent = asked.headers["if-match"];
    if (isChange && boatNow() !== undefined && sent !== "*" && sent !== tagOf(boatNow())) return { status: 412 };
    const answer = server.respond(asked);
    const isOfBoat = isTold && asked.method !== "DELETE" && boatNow() !== undefined;
    return isOfBoat ? { ...answer, headers: { etag: tagOf(boatNow()) } } : answer;
  };
  return { ...server, respond };
}

test.each([true, false])(
  "records are changed and removed by the entity tag that they have (told: %s)",
  async (isTold) => {
    const { respond, all } = guardedHarbour(undefined, isTold);
    const { findings, events, asked } = await runAgainst(guardedBoats, respond, { allowWrites: true });
    expect(findings).toEqual([]);
    expect([...all]).toEqual([]);
    const skipped = events.flatMap((event) => (event.kind === "operation" ? event.skipped : []));
    expect(skipped).toEqual([]);
    const changes = asked.filter(({ method }) => method === "PATCH");
    expect(changes.length).toBeGreaterThan(20);
    // of a boat that nobody made there is none to be told
    const untold = changes.filter(({ headers, path }) => headers["if-match"] === "*" && /\/b\d+$/.test(path));
    expect(untold.length > 0).toBe(!isTold);
  },
);

test("a change that is lost is found, and told with the tag that was sent", async () => {
  const { respond } = guardedHarbour((sent, boat, { method }) => {
    if (method === "PATCH" && "coral" in sent) delete boat["coral"];
    return undefined;
  });
  const { findings } = await runAgainst(guardedBoats, respond, { allowWrites: true, maxCases: 100 });
  const lost = findings.filter(({ rule }) => rule === "not-changed");
  expect(lost.length).toBeGreaterThan(0);
  expect(JSON.stringify(findings)).not.toContain("twinspec-current");
});

test("a change that is made whatever the tag is found", async () => {
  const server = harbour();
  const { findings } = await runAgainst(guardedBoats, server.respond, { allowWrites: true });
  expect(findings.map(({ rule, operation }) => [rule, operation.name])).toContainEqual([
    "condition-ignored",
    "PATCH /boats/{boatId}",
  ]);
});
