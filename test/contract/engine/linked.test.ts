import { expect, test } from "vitest";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

const profile = {
  type: "object",
  required: ["uid", "name"],
  properties: {
    uid: { type: "string", readOnly: true },
    name: { type: "string", minLength: 1, maxLength: 30 },
    town: { type: "string", maxLength: 30 },
  },
};
const sent = (required: readonly string[]) => ({
  required: true,
  content: { "application/json": { schema: { ...profile, required, additionalProperties: false } } },
});
const uid = { name: "uid", in: "path", required: true, schema: { type: "string" } };
const parameters = { uid: "$response.body#/uid" };
const links = {
  read: { operationId: "showProfile", parameters },
  change: { operationId: "changeProfile", parameters },
  remove: { operationId: "forgetProfile", parameters },
  all: { operationId: "listProfiles" },
};
const document = documentOf({
  "POST /register": {
    operationId: "register",
    requestBody: sent(["name"]),
    responses: { "201": json(profile, { links }), "400": empty },
  },
  "GET /directory": { operationId: "listProfiles", responses: { "200": json({ type: "array", items: profile }) } },
  "GET /who/{uid}": {
    operationId: "showProfile",
    parameters: [uid],
    responses: { "200": json(profile), "404": empty },
  },
  "PATCH /who/{uid}/edit": {
    operationId: "changeProfile",
    parameters: [uid],
    requestBody: sent([]),
    responses: { "200": json(profile), "400": empty, "404": empty },
  },
  "DELETE /who/{uid}/account": {
    operationId: "forgetProfile",
    parameters: [uid],
    responses: { "204": empty, "404": empty },
  },
});

type Profile = Record<string, unknown>;

/** Knows profiles; `wrong` responds in the place of what is right. */
function people(wrong: (asked: Asked, all: Map<string, Profile>) => Answer = () => undefined) {
  const all = new Map<string, Profile>();
  let count = 0;
  const isProfile = (value: Profile) =>
    Object.entries(value).every(
      ([name, member]) =>
        ["name", "town"].includes(name) &&
        typeof member === "string" &&
        [...member].length <= 30 &&
        (name !== "name" || member !== ""),
    );
  function respond(asked: Asked): Answer {
    const { method, path, body, headers } = asked;
    const [, first, id = ""] = path.split("/");
    const found = all.get(id);
    if (first === "who" && found === undefined) return { status: 404 };
    const answer = wrong(asked, all);
    if (answer !== undefined) return answer;
    if (method === "DELETE") return { status: all.delete(id) ? 204 : 404 };
    if (first === "directory") return { body: [...all.values()] };
    if (method === "GET" || method === "HEAD") return { body: found };
    if (headers["content-type"] !== "application/json") return { status: 400 };
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return { status: 400 };
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return { status: 400 };
    const { uid: _, ...given } = value as Profile;
    if (!isProfile(given) || (method === "POST" && !("name" in given))) return { status: 400 };
    if (method === "POST") count += 1;
    const kept = { ...found, ...given, uid: found?.["uid"] ?? `u-${count}` };
    all.set(String(kept.uid), kept);
    return { status: method === "POST" ? 201 : 200, body: kept };
  }
  return { all, respond };
}

const run = (server: ReturnType<typeof people>) => runAgainst(document, server.respond, { allowWrites: true });

test("what only links tell of is tested at what the run has made, and removed again", async () => {
  const server = people();
  const { findings, asked, events } = await run(server);
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  expect([...server.all]).toEqual([]);
  expect(events.filter(({ kind }) => kind === "left-behind")).toEqual([]);
  const changed = asked.filter(({ method, path }) => method === "PATCH" && /^\/who\/u-\d+\/edit$/.test(path));
  expect(changed.length).toBeGreaterThan(5);
});

test.each<[rule: string, what: string, wrong: Parameters<typeof people>[0]]>([
  ["not-deleted", "is not removed", ({ method }) => (method === "DELETE" ? { status: 204 } : undefined)],
  [
    "not-changed",
    "is not changed",
    ({ method, path }, all) => (method === "PATCH" ? { body: all.get(path.split("/")[2] ?? "") } : undefined),
  ],
  ["not-listed", "is not listed", ({ path }) => (path === "/directory" ? { body: [] } : undefined)],
  [
    "not-created",
    "is not kept whole",
    ({ method, path }, all) => {
      if (method !== "GET" || !path.startsWith("/who/")) return undefined;
      const { town: _, ...less } = all.get(path.split("/")[2] ?? "") ?? {};
      return { body: less };
    },
  ],
])("%s is found where what links tell of %s", async (rule, _, wrong) => {
  const { findings } = await run(people(wrong));
  expect(findings.map((one) => one.rule)).toContain(rule);
});

test("a server that responds with examples has no findings for it", async () => {
  const example = { uid: "u-1", name: "Ada" };
  const { findings } = await run(
    people(({ method, path }) => {
      if (method === "GET" && path.startsWith("/who/")) return { body: example };
      return undefined;
    }),
  );
  expect(findings.filter(({ rule }) => rule.startsWith("not-"))).toEqual([]);
});
