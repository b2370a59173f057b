import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldCase } from "../../generator/names/identifiers/identifier.ts";
import { isSafeName } from "../../generator/names/identifiers/reserved.ts";
import { emptyLock, formatLock, type Lock } from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import type { SchemaToName } from "../../generator/names/registration.ts";
import { type NamedSchemas, nameSchemas } from "../../generator/names/schemas.ts";
import { schemas } from "./arbitraries.ts";

function schema(...sources: string[]): SchemaToName {
  const [file, pointer] = sources[0]!.split("#") as [string, string];
  const qualifiers = file
    .replace(/\.\w+$/, "")
    .split("/")
    .reverse();
  return {
    sources: sources.map((each) => each.replace("#", "#/components/schemas/")),
    wanted: pointer,
    qualifiers,
    place: { file },
  };
}

function shown({ names }: NamedSchemas): Record<string, string> {
  return Object.fromEntries([...names].map(([source, name]) => [source.replace("/components/schemas/", ""), name]));
}

describe("names of types", () => {
  test.each([
    ["a.yaml#getFollowersResponse", "GetFollowersResponse"],
    ["a.yaml#HTTPError", "HTTPError"],
    ["a.yaml#basic-error", "BasicError"],
    ["a.yaml#payment_method.card", "PaymentMethodCard"],
    ["a.yaml#Error", "ErrorModel"],
    ["a.yaml#string", "StringModel"],
    ["a.yaml#record", "RecordModel"],
    ["a.yaml#con", "ConModel"],
    ["a.yaml#2fa", "_2fa"],
    ["a.yaml#__proto__", "Proto"],
  ])("%s is %s", (given, want) => {
    expect(Object.values(shown(nameSchemas([schema(given)], { lock: emptyLock })))).toEqual([want]);
  });

  test("in a clash are all qualified by their document, then by its folders", () => {
    const all = [
      schema("AccountFollowers.yaml#getFollowersResponse"),
      schema("ContactFollowers.yaml#getFollowersResponse"),
    ];
    expect(shown(nameSchemas(all, { lock: emptyLock }))).toEqual({
      "AccountFollowers.yaml#getFollowersResponse": "AccountFollowersGetFollowersResponse",
      "ContactFollowers.yaml#getFollowersResponse": "ContactFollowersGetFollowersResponse",
    });
    expect(shown(nameSchemas([schema("v1/a.yaml#Item"), schema("v2/a.yaml#Item")], { lock: emptyLock }))).toEqual({
      "v1/a.yaml#Item": "V1AItem",
      "v2/a.yaml#Item": "V2AItem",
    });
  });

  test("of what a component refers to stay locked: the component's is the name, that of the file another", () => {
    const locked = (name: string) => ({ name, isRemoved: false });
    const before: Lock = {
      ...emptyLock,
      schemas: new Map([
        ["a/user.yaml#/components/schemas/", locked("UserFile")],
        ["api.yaml#/components/schemas/User", locked("User")],
      ]),
    };
    const joined = schema("a/user.yaml#", "api.yaml#User");
    const given = { ...joined, wanted: "User", naming: ["api.yaml#/components/schemas/User"] };
    const { schemas, lock } = nameSchemas([given], { lock: before });
    expect(schemas).toMatchObject([{ name: "User", aliases: ["UserFile"] }]);
    expect(lock).toEqual(before);
    expect(nameSchemas([given], { lock }).lock).toEqual(before);
    expect(nameSchemas([given], { lock: emptyLock }).schemas).toMatchObject([{ name: "User", aliases: [] }]);
  });

  test("that are built-in lose the escape when they are qualified", () => {
    const named = nameSchemas([schema("Common.yaml#Error"), schema("Tickets.yaml#Error")], { lock: emptyLock });
    expect(Object.values(shown(named))).toEqual(["CommonError", "TicketsError"]);
  });

  test("stay in the lock by any of the sources", () => {
    const { lock } = nameSchemas([schema("b.yaml#Item")], { lock: emptyLock });
    const named = nameSchemas([schema("a.yaml#Item", "b.yaml#Item"), schema("c.yaml#item")], { lock });
    expect(shown(named)).toEqual({ "a.yaml#Item": "Item", "b.yaml#Item": "Item", "c.yaml#item": "CItem" });
  });

  test("of two schemas that become one are kept both", () => {
    const { lock } = nameSchemas([schema("a.yaml#Item"), schema("b.yaml#Item")], { lock: emptyLock });
    const named = nameSchemas([schema("a.yaml#Item", "b.yaml#Item")], { lock });
    expect(named.schemas).toMatchObject([{ name: "AItem", aliases: ["BItem"] }]);
    expect(formatLock(named.lock)).toBe(formatLock(lock));
  });

  test("move with a renamed document", () => {
    const { lock } = nameSchemas([schema("old.yaml#Item"), schema("old.yaml#Other")], { lock: emptyLock });
    const named = nameSchemas([schema("new.yaml#Item"), schema("new.yaml#Other")], { lock });
    expect(shown(named)).toEqual({ "new.yaml#Item": "Item", "new.yaml#Other": "Other" });
    expect(named.diagnostics.map(({ code }) => code)).toEqual(["name-moved", "name-moved"]);
    expect(formatLock(named.lock)).not.toContain("old");
  });

  test("of removed schemas stay reserved until they are pruned", () => {
    const { lock } = nameSchemas([schema("a.yaml#Item")], { lock: emptyLock });
    const named = nameSchemas([schema("b.yaml#item-")], { lock });
    expect(Object.values(shown(named))).toEqual(["BItem"]);
    expect(Object.values(shown(nameSchemas([schema("c.yaml#item_")], { lock: named.lock, prune: true })))).toEqual([
      "Item",
    ]);
  });

  test("of removed schemas are reported once", () => {
    const { lock } = nameSchemas([schema("a.yaml#Item")], { lock: emptyLock });
    const named = nameSchemas([], { lock });
    expect(named.diagnostics).toEqual([
      {
        code: "name-removed",
        severity: "info",
        message: "schema a.yaml#/components/schemas/Item was removed; its name Item stays reserved until --prune",
      },
    ]);
    expect(nameSchemas([], { lock: named.lock }).diagnostics).toEqual([]);
  });

  test("in a clash that is settled are qualified too", () => {
    const all = [schema("a.yaml#Item"), schema("b.yaml#Item")];
    const { lock } = nameSchemas(all, { lock: emptyLock });
    const named = nameSchemas([...all, schema("c.yaml#Item")], { lock });
    expect(Object.values(shown(named))).toEqual(["AItem", "BItem", "CItem"]);
  });

  test("do not depend on order, are sound, and stay the same when generated again", () => {
    fc.assert(
      fc.property(
        schemas.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const named = nameSchemas(all, { lock: emptyLock });
          expect(formatLock(nameSchemas(shuffled, { lock: emptyLock }).lock)).toBe(formatLock(named.lock));
          expectSound(named);
          const { lock, diagnostics } = parseLock(formatLock(named.lock), "lock");
          expect(diagnostics).toEqual([]);
          expect(formatLock(nameSchemas(shuffled, { lock }).lock)).toBe(formatLock(named.lock));
        },
      ),
      { numRuns: 1500 },
    );
  });

  test("never change over a history of additions and removals", () => {
    fc.assert(
      fc.property(
        schemas.chain((all) => fc.array(fc.subarray(all), { minLength: 2, maxLength: 5 })),
        (history) => {
          let lock: Lock = emptyLock;
          let before = new Map<string, string>();
          for (const present of history) {
            const named = nameSchemas(present, { lock });
            expectSound(named);
            for (const [source, name] of named.names) if (before.has(source)) expect(name).toBe(before.get(source));
            lock = named.lock;
            before = new Map(named.names);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function expectSound({ schemas }: NamedSchemas): void {
  const names = schemas.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(names.filter((name) => !isSafeName(name, "schema"))).toEqual([]);
  expect(new Set(names.map(foldCase)).size).toBe(names.length);
}
