import { expect, test } from "vitest";
import { emptyLock, formatLock } from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import { nameWebhooks, type WebhookToName } from "../../generator/names/webhooks.ts";

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
