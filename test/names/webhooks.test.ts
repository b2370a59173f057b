import { expect, test } from "vitest";
import { emptyLock, formatLock } from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import { nameCalls } from "../../generator/names/name-calls.ts";
import { nameWebhooks, type WebhookToName } from "../../generator/names/webhooks.ts";
import { answers, openApi, read } from "../document/read.ts";

function webhook(key: string, more: Partial<WebhookToName> = {}): WebhookToName {
  const [wanted, method = "POST"] = key.split(" ");
  return { key, wanted: wanted!, method, place: { file: "api.yaml" }, ...more };
}

const callback = (operation: string, wanted: string, method = "POST") =>
  webhook(`POST /${operation} ${wanted} {$url} ${method}`, { wanted, method, operation });

function named(webhooks: readonly WebhookToName[], lock = emptyLock) {
  const result = nameWebhooks(webhooks, { lock });
  const names = Object.fromEntries(result.webhooks.flatMap(({ name, keys }) => keys.map((key) => [key, name])));
  return { ...result, names };
}

test.each([
  ["newPet POST", "newPet"],
  ["branch-protection-rule-created POST", "branchProtectionRuleCreated"],
  ["delete POST", "delete_"],
  ["parseWebhook POST", "parseWebhook_"],
  ["all POST", "all_"],
  ["__proto__ POST", "proto"],
  ["🙂 POST", "u1f642"],
])("%s is %s", (key, want) => {
  expect(named([webhook(key)]).names).toEqual({ [key]: want });
});

test("in a clash all are qualified: callbacks by their operation, then all by their method", () => {
  const all = [callback("subscribe", "tick"), callback("order", "tick"), webhook("sold POST"), webhook("sold PUT")];
  const want = {
    "POST /subscribe tick {$url} POST": "subscribeTick",
    "POST /order tick {$url} POST": "orderTick",
    "sold POST": "soldPost",
    "sold PUT": "soldPut",
  };
  expect(named(all).names).toEqual(want);
  expect(named(all.toReversed()).names).toEqual(want);
});

test("are locked: what is added or removed moves none, and a removed name stays reserved", () => {
  const first = named([callback("subscribe", "tick"), webhook("sold POST")]);
  expect(formatLock(first.lock)).toContain(
    'webhooks:\n  "POST /subscribe tick {$url} POST": { "name": "tick" }\n  "sold POST": { "name": "sold" }\n',
  );
  const { lock } = parseLock(formatLock(first.lock), "twinspec.lock.yaml");
  expect(lock).toEqual(first.lock);
  const second = named([callback("subscribe", "tick"), callback("order", "tick")], lock);
  expect(second.names).toEqual({
    "POST /subscribe tick {$url} POST": "tick",
    "POST /order tick {$url} POST": "orderTick",
  });
  expect(second.diagnostics).toMatchObject([{ code: "name-clash" }, { code: "name-removed" }]);
  expect(second.lock.webhooks.get("sold POST")).toEqual({ name: "sold", isRemoved: true });
  expect(named([webhook("sold PUT")], second.lock).names).toEqual({ "sold PUT": "soldPut" });
});

test.each([
  ["that is written in another case", [webhook("petBorn POST")], [webhook("pet-born POST")], ["petBorn"]],
  ["of an operation that moved", [callback("a", "tick")], [callback("v2/a", "tick")], ["tick"]],
  [
    "of one of two operations that moved",
    [callback("a", "tick"), callback("b", "tick")],
    [callback("v2/a", "tick"), callback("b", "tick")],
    ["aTick", "bTick"],
  ],
])("a webhook keeps its name %s, and says so", (_, before, after, want) => {
  const moved = named(after, named(before).lock);
  expect(Object.values(moved.names).sort()).toEqual(want);
  const said = ({ diagnostics }: typeof moved) => diagnostics.filter(({ code }) => code !== "name-clash");
  expect(said(moved)).toMatchObject([{ code: "name-moved", severity: "info" }]);
  const again = named(after, moved.lock);
  expect([again.names, said(again)]).toEqual([moved.names, []]);
});

test("callbacks of one name keep theirs when several of their operations move at once", () => {
  const of = (path: string, operation: string) =>
    webhook(`POST ${path} tick {$url} POST`, { wanted: "tick", method: "POST", operation });
  const operations = new Map(
    ["subscribe", "order", "pay"].map((name) => [
      `POST /${name}`,
      { name, aliases: [], registrations: [], isRemoved: false },
    ]),
  );
  const first = nameWebhooks([of("/subscribe", "subscribe"), of("/order", "order"), of("/pay", "pay")], {
    lock: emptyLock,
  });
  const moved = [of("/v2/subscribe", "subscribe"), of("/v2/order", "order"), of("/pay", "pay")];
  const next = nameWebhooks(moved, { lock: first.lock, operationsBefore: operations });
  expect(Object.fromEntries(next.webhooks.flatMap(({ name, keys }) => keys.map((key) => [key, name])))).toEqual({
    "POST /pay tick {$url} POST": "payTick",
    "POST /v2/order tick {$url} POST": "orderTick",
    "POST /v2/subscribe tick {$url} POST": "subscribeTick",
  });
  expect(next.diagnostics.filter(({ severity }) => severity === "warning")).toEqual([]);
});

test("which a document shows", async () => {
  const api = async (start: string) => {
    const subscribing = (type: string) => ({
      ...answers({}),
      callbacks: { tick: { "{$url}": { post: { requestBody: { content: { "text/plain": { schema: { type } } } } } } } },
    });
    const item = (id: string, type: string) => ({ post: { operationId: id, ...subscribing(type) } });
    const paths = { [`${start}/a`]: item("a", "string"), [`${start}/b`]: item("b", "integer") };
    return (await read({ "api.json": openApi(paths) })).api;
  };
  const lockOf = (calls: ReturnType<typeof nameCalls>) => calls.webhooks.lock;
  const first = lockOf(nameCalls(await api(""), { lock: emptyLock }));
  const moved = lockOf(nameCalls(await api("/v2"), { lock: first }));
  expect([...moved.webhooks].map(([key, { name }]) => `${key}: ${name}`)).toEqual([
    "POST /v2/a tick {$url} POST: aTick",
    "POST /v2/b tick {$url} POST: bTick",
  ]);
});

test.each([
  ["another method", [webhook("sold POST")], [webhook("sold PUT")]],
  ["one of two that are new", [callback("a", "tick")], [callback("b", "tick"), callback("c", "tick")]],
  ["one beside the old one", [webhook("petBorn POST")], [webhook("PetBorn POST"), webhook("petBorn POST")]],
])("a webhook's name does not go to %s", (_, before, after) => {
  const { lock, names } = named(before);
  const [old] = Object.values(names);
  const next = named(after, lock);
  expect(Object.entries(next.names).filter(([key, name]) => name === old && !(key in names))).toEqual([]);
});

test("equivalent callbacks have one name, as long as they are; the lock keeps what they had", () => {
  const tick = (operation: string, equivalence: string) => ({ ...callback(operation, "tick"), equivalence });
  const keyOf = (operation: string) => `POST /${operation} tick {$url} POST`;
  const both = named([tick("subscribe", "same"), tick("order", "same")]);
  expect(both.names).toEqual({ [keyOf("order")]: "tick", [keyOf("subscribe")]: "tick" });
  const { lock } = parseLock(formatLock(both.lock), "twinspec.lock.yaml");
  expect(lock).toEqual(both.lock);

  const split = named([tick("subscribe", "other"), tick("order", "same")], lock);
  expect(split.names).toEqual({ [keyOf("order")]: "tick", [keyOf("subscribe")]: "subscribeTick" });
  const again = named([tick("subscribe", "same"), tick("order", "same"), tick("add", "same")], split.lock);
  expect(again.names).toEqual({
    [keyOf("add")]: "tick",
    [keyOf("order")]: "tick",
    [keyOf("subscribe")]: "subscribeTick",
  });
  expect(named([tick("subscribe", "same")], both.lock)).toMatchObject({
    names: { [keyOf("subscribe")]: "tick" },
    diagnostics: [],
  });
});

test("a lock of an API without webhooks has no section of them", () => {
  expect(formatLock(named([]).lock)).not.toContain("webhooks");
});
