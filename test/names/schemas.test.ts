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

  test.each([
    [
      ["User", "user"],
      ["User", "ApiUser"],
    ],
    [
      ["User", "user", "User_", "USER"],
      ["User", "LowercaseUser", "UserUnderscore", "UppercaseUSER"],
    ],
    [
      ["FooBar", "Foo_Bar", "foobar"],
      ["FooBar", "FooUnderscoreBar", "LowercaseFoobar"],
    ],
    [
      ["USER", "user"],
      ["USER", "ApiUser"],
    ],
    [
      ["Error", "error"],
      ["ErrorModel", "ApiError"],
    ],
    [
      ["Error", "ErrorModel"],
      ["ApiError", "ErrorModel"],
    ],
    [
      ["user", "user_"],
      ["LowercaseUser", "UserUnderscore"],
    ],
  ])("of %j in one document: what is published under its name keeps it", (given, want) => {
    const named = nameSchemas(
      given.map((each) => schema(`api.yaml#${each}`)),
      { lock: emptyLock },
    );
    expect(given.map((each) => shown(named)[`api.yaml#${each}`])).toEqual(want);
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
    // each line has all names, so that none goes with the other line
    expect([...lock.schemas.values()]).toEqual([
      { name: "UserFile", aliases: ["User"], isRemoved: false },
      { name: "User", aliases: ["UserFile"], isRemoved: false },
    ]);
    expect(nameSchemas([given], { lock }).lock).toEqual(lock);
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
    const again = nameSchemas([schema("a.yaml#Item", "b.yaml#Item")], { lock: named.lock });
    expect(formatLock(again.lock)).toBe(formatLock(named.lock));
    for (const left of ["a.yaml#Item", "b.yaml#Item"]) {
      const { schemas, diagnostics } = nameSchemas([schema(left)], { lock: named.lock });
      expect(schemas.flatMap(({ name, aliases }) => [name, ...aliases]).sort()).toEqual(["AItem", "BItem"]);
      expect(diagnostics).toEqual([]);
    }
    const parted = nameSchemas([schema("b.yaml#Item"), schema("a.yaml#Item")], { lock: named.lock });
    expect(parted.schemas).toMatchObject([
      { name: "AItem", aliases: [] },
      { name: "BItem", aliases: [] },
    ]);
  });

  test("of what moves onto the place of something removed are both kept", () => {
    const first = nameSchemas([schema("old.yaml#Item"), schema("new.yaml#Item")], { lock: emptyLock });
    const removed = nameSchemas([schema("old.yaml#Item")], { lock: first.lock });
    const moved = nameSchemas([schema("new.yaml#Item")], { lock: removed.lock });
    expect(moved.schemas).toMatchObject([{ name: "OldItem", aliases: ["NewItem"] }]);
    expect(nameSchemas([schema("new.yaml#Item")], { lock: moved.lock }).schemas).toMatchObject(moved.schemas);
  });

  test("move with a renamed document", () => {
    const { lock } = nameSchemas([schema("old.yaml#Item"), schema("old.yaml#Other")], { lock: emptyLock });
    const named = nameSchemas([schema("new.yaml#Item"), schema("new.yaml#Other")], { lock });
    expect(shown(named)).toEqual({ "new.yaml#Item": "Item", "new.yaml#Other": "Other" });
    expect(named.diagnostics.map(({ code }) => code)).toEqual(["name-moved", "name-moved"]);
    expect(formatLock(named.lock)).not.toContain("old");
  });

  describe("of one component name in several documents, whose folder is renamed,", () => {
    test.each([
      ["stay", ["a.yaml#User", "b.yaml#User"], "v1/", "v2/"],
      ["stay when settings are added above", ["a.yaml#User", "b.yaml#User"], "", "docs/"],
      ["stay where files are of one name, too", ["x/a.yaml#User", "y/a.yaml#User"], "v1/", "v2/"],
      ["stay where one path is the end of another", ["a.yaml#User", "d/a.yaml#User"], "", "e/"],
    ])("%s", (_, files, before, after) => {
      const named = (folder: string, lock = emptyLock) =>
        nameSchemas(
          files.map((file) => schema(`${folder}${file}`)),
          { lock },
        );
      const { lock, names } = named(before);
      const moved = named(after, lock);
      expect(moved.diagnostics.map(({ code }) => code)).not.toContain("name-removed");
      for (const file of files) {
        const place = file.replace("#", "#/components/schemas/");
        expect(moved.names.get(`${after}${place}`)).toBe(names.get(`${before}${place}`));
      }
    });

    test("stay with the document that is left", () => {
      const { lock } = nameSchemas([schema("v1/a.yaml#User"), schema("v1/b.yaml#User")], { lock: emptyLock });
      const one = nameSchemas([schema("v2/b.yaml#User")], { lock });
      expect(shown(one)).toEqual({ "v2/b.yaml#User": "BUser" });
    });

    test.each([
      ["all", ["v2/a.yaml#User", "v2/b.yaml#User"]],
      ["one", ["v1/a.yaml#User", "v1/c.yaml#User"]],
      ["one into another folder", ["v1/a.yaml#User", "v2/b.yaml#User"]],
    ])("stay each document's where two are one type: %s moved, then they part", (_, after) => {
      const first = nameSchemas([schema("v1/a.yaml#User"), schema("v1/b.yaml#User")], { lock: emptyLock });
      const met = nameSchemas([schema("v1/a.yaml#User", "v1/b.yaml#User")], { lock: first.lock });
      const moved = nameSchemas([schema(...after)], { lock: met.lock });
      const parted = nameSchemas(
        after.map((each) => schema(each)),
        { lock: moved.lock },
      );
      expect(Object.values(shown(parted))).toEqual(Object.values(shown(first)));
    });
  });

  describe("that stand at a place without a name", () => {
    const items = "#/paths/~1a/get/responses/200/content/application~1json/schema";
    const other = "#/paths/~1b/get/responses/200/content/application~1json/schema";
    const placed = (source: string, wanted: string, content: string): SchemaToName => {
      return { sources: [source], wanted, qualifiers: ["a"], content: () => content, place: { file: "a.yaml" } };
    };

    test("do not go to what stands at a place that ends the same way", () => {
      const { lock } = nameSchemas([placed(`a.yaml${items}`, "a get schema", "one")], { lock: emptyLock });
      const named = nameSchemas([placed(`a.yaml${other}`, "b get schema", "two")], { lock });
      expect([...named.names.values()]).toEqual(["BGetSchema"]);
      expect(named.lock.schemas.get(`a.yaml${items}`)).toMatchObject({ name: "AGetSchema", isRemoved: true });
    });

    test("do not go to a component that is called as the last word of the place", () => {
      const { lock } = nameSchemas([placed(`a.yaml${items}`, "a get schema", "one")], { lock: emptyLock });
      expect(shown(nameSchemas([schema("a.yaml#schema")], { lock }))).toEqual({ "a.yaml#schema": "Schema" });
    });

    test("follow what says the same, if nothing else does", () => {
      const before = nameSchemas([placed(`a.yaml${items}`, "a get schema", "one")], { lock: emptyLock });
      const text = formatLock(before.lock);
      expect(text).toContain('{ "name": "AGetSchema", "content": "one" }');
      const { lock, diagnostics } = parseLock(text, "lock");
      expect(diagnostics).toEqual([]);
      const moved = placed(`a.yaml${other}`, "b get schema", "one");
      const named = nameSchemas([moved], { lock });
      expect([...named.names.values()]).toEqual(["AGetSchema"]);
      expect(named.diagnostics).toMatchObject([{ code: "name-moved" }]);
      const twice = placed("a.yaml#/paths/~1c/get/parameters/0/schema", "c get schema", "one");
      expect([...nameSchemas([moved, twice], { lock }).names.values()].sort()).toEqual(["BGetSchema", "CGetSchema"]);
    });

    test("follow the folder of their documents where several say the same", () => {
      const all = (folder: string) => [
        placed(`${folder}/a.yaml${items}`, "a get schema", "one"),
        placed(`${folder}/a.yaml${other}`, "b get schema", "one"),
        placed(`${folder}/c.yaml${items}`, "c get schema", "one"),
      ];
      const { lock, names } = nameSchemas(all("v1"), { lock: emptyLock });
      expect([...nameSchemas(all("v2"), { lock }).names.values()]).toEqual([...names.values()]);
    });

    test("do not go to a component, which has a name, though it says the same", () => {
      const { lock } = nameSchemas([placed(`a.yaml${items}`, "a get schema", "one")], { lock: emptyLock });
      const component = { ...schema("a.yaml#User"), content: () => "one" };
      expect(shown(nameSchemas([component], { lock }))).toEqual({ "a.yaml#User": "User" });
    });

    test("stay in a lock that was written before it said what they hold", () => {
      const [, lines] = formatLock(
        nameSchemas([placed(`a.yaml${items}`, "other", "one")], { lock: emptyLock }).lock,
      ).split("schemas:");
      const { lock } = parseLock(`version: 1\nschemas:${lines!.replace(', "content": "one"', "")}`, "lock");
      expect(lock.schemas.get(`a.yaml${items}`)).toEqual({ name: "Other", isRemoved: false });
      const named = nameSchemas([placed(`a.yaml${items}`, "a get schema", "two")], { lock });
      expect([...named.names.values()]).toEqual(["Other"]);
    });
  });

  test("follow a component into a file of its name, and out of it", () => {
    const { lock } = nameSchemas([schema("api.yaml#User")], { lock: emptyLock });
    const file = { ...schema("models/User.yaml#"), sources: ["models/User.yaml#"], wanted: "User" };
    const moved = nameSchemas([file], { lock });
    expect([...moved.names]).toEqual([["models/User.yaml#", "User"]]);
    expect(shown(nameSchemas([schema("api.yaml#User")], { lock: moved.lock }))).toEqual({ "api.yaml#User": "User" });
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
        severity: "warning",
        message: "schema a.yaml#/components/schemas/Item was removed; its name Item stays reserved until --prune",
        help:
          'if it was renamed, write `"aliases": ["Item"]` on the line of its new name in the lock: ' +
          "the old one stays, as deprecated",
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

  describe("for what requests hold in place of a schema", () => {
    const divided = (...sources: string[]) => ({ ...schema(...sources), isDivided: true });
    const inputs = ({ schemas }: NamedSchemas) =>
      Object.fromEntries(schemas.map(({ name, input }) => [name, input?.name]));

    test("are theirs with `Input`, and stand in the lock beside them", () => {
      const named = nameSchemas([divided("a.yaml#thing"), schema("a.yaml#other")], { lock: emptyLock });
      expect(inputs(named)).toEqual({ Thing: "ThingInput", Other: undefined });
      expect(formatLock(named.lock)).toContain(
        '"a.yaml#/components/schemas/thing": { "name": "Thing", "input": "ThingInput" }\n',
      );
      expect(formatLock(named.lock)).toContain('"a.yaml#/components/schemas/other": { "name": "Other" }\n');
    });

    test("yield to a schema that is published under such a name", () => {
      const all = [
        divided("a.yaml#Thing"),
        schema("a.yaml#thing_input"),
        divided("a.yaml#B"),
        schema("a.yaml#BRequest"),
      ];
      const named = nameSchemas(all, { lock: emptyLock });
      expect(inputs(named)).toMatchObject({ Thing: "ThingRequest", ThingInput: undefined, B: "BInput" });
      expect(named.events.map(({ names }) => names)).toEqual([["ThingInput", "ThingRequest", "ThingInput"]]);
      const more = nameSchemas([...all, schema("a.yaml#BInput")], { lock: emptyLock });
      expect(inputs(more)).toMatchObject({ B: "BRequestInput" });
    });

    test("stay when a schema of that name is published later", () => {
      const { lock } = nameSchemas([divided("a.yaml#Thing")], { lock: emptyLock });
      const named = nameSchemas([divided("a.yaml#Thing"), schema("a.yaml#ThingInput")], { lock });
      expect(inputs(named)).toEqual({ Thing: "ThingInput", AThingInput: undefined });
    });

    test("are further names of the schema when requests hold the same, and come back", () => {
      const before = nameSchemas([divided("a.yaml#Thing")], { lock: emptyLock });
      const same = nameSchemas([schema("a.yaml#Thing")], { lock: before.lock });
      expect(same.schemas).toMatchObject([{ name: "Thing", aliases: ["ThingInput"] }]);
      expect(formatLock(same.lock)).toBe(formatLock(before.lock));
      expect(inputs(nameSchemas([divided("a.yaml#Thing")], { lock: same.lock }))).toEqual({ Thing: "ThingInput" });
    });

    test("stay with the source that is left of two that became one", () => {
      const apart = nameSchemas([schema("a.yaml#Item"), divided("b.yaml#Item")], { lock: emptyLock });
      const met = nameSchemas([divided("a.yaml#Item", "b.yaml#Item")], { lock: apart.lock });
      expect(inputs(met)).toEqual({ AItem: "BItemInput" });
      const left = nameSchemas([divided("b.yaml#Item")], { lock: met.lock });
      expect(inputs(left)).toEqual({ BItem: "BItemInput" });
      const same = nameSchemas([schema("b.yaml#Item")], { lock: left.lock });
      expect(same.schemas).toMatchObject([{ name: "BItem", aliases: ["AItem", "BItemInput"] }]);
    });

    test("of two schemas that become one are kept both", () => {
      const { lock } = nameSchemas([divided("a.yaml#Item"), divided("b.yaml#Item")], { lock: emptyLock });
      const named = nameSchemas([divided("a.yaml#Item", "b.yaml#Item")], { lock });
      expect(named.schemas).toMatchObject([
        { name: "AItem", aliases: ["BItem"], input: { name: "AItemInput", aliases: ["BItemInput"] } },
      ]);
      const { schemas } = nameSchemas([divided("b.yaml#Item")], { lock: named.lock });
      expect(schemas).toMatchObject([
        { name: "BItem", aliases: ["AItem"], input: { name: "BItemInput", aliases: ["AItemInput"] } },
      ]);
    });

    test("move with the schema, and stay reserved with it", () => {
      const { lock } = nameSchemas([divided("a.yaml#Thing")], { lock: emptyLock });
      expect(inputs(nameSchemas([divided("b.yaml#Thing")], { lock }))).toEqual({ Thing: "ThingInput" });
      const removed = nameSchemas([schema("a.yaml#ThingInput")], { lock });
      expect(inputs(removed)).toEqual({ AThingInput: undefined });
      const back = nameSchemas([divided("a.yaml#Thing"), schema("a.yaml#ThingInput")], { lock: removed.lock });
      expect(inputs(back)).toEqual({ Thing: "ThingInput", AThingInput: undefined });
    });

    test("are given anew where a lock of two branches has one for two", () => {
      const [a, b] = ["a.yaml#Thing", "b.yaml#ThingInput"].map((source) =>
        source.replace("#", "#/components/schemas/"),
      );
      const lock: Lock = {
        ...emptyLock,
        schemas: new Map([
          [a!, { name: "Thing", input: "ThingInput", isRemoved: false }],
          [b!, { name: "ThingInput", isRemoved: false }],
        ]),
      };
      const named = nameSchemas([divided("a.yaml#Thing"), schema("b.yaml#ThingInput")], { lock });
      expect(inputs(named)).toEqual({ Thing: "ThingRequest", ThingInput: undefined });
    });
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
        schemas.chain((all) =>
          fc.array(fc.tuple(fc.subarray(all), fc.array(fc.boolean(), { minLength: all.length })), {
            minLength: 2,
            maxLength: 5,
          }),
        ),
        (history) => {
          let lock: Lock = emptyLock;
          let before = new Map<string, string>();
          for (const [present, divided] of history) {
            // what requests see differently changes too
            const all = present.map((each, index) => ({ ...each, isDivided: divided[index]! }));
            const named = nameSchemas(all, { lock });
            expectSound(named);
            for (const [source, name] of named.names) if (before.has(source)) expect(name).toBe(before.get(source));
            const inputs = inputsOf(named);
            for (const [source, { input }] of lock.schemas) {
              const names = inputs.get(source);
              if (input !== undefined && names !== undefined) expect(names).toContain(input);
            }
            lock = named.lock;
            before = new Map(named.names);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

/** By source, every name that its input can be called by. */
function inputsOf({ schemas }: NamedSchemas): Map<string, readonly string[]> {
  return new Map(
    schemas.flatMap(({ schema, aliases, input }) =>
      schema.sources.map((source) => [source, input ? [input.name, ...input.aliases] : aliases] as const),
    ),
  );
}

function expectSound({ schemas }: NamedSchemas): void {
  const names = schemas.flatMap(({ name, aliases, input }) => [
    ...[name, ...aliases],
    ...(input ? [input.name, ...input.aliases] : []),
  ]);
  for (const { schema, input } of schemas) expect(input !== undefined).toBe(schema.isDivided === true);
  expect(names.filter((name) => !isSafeName(name, "schema"))).toEqual([]);
  expect(new Set(names.map(foldCase)).size).toBe(names.length);
}
