import { describe, expect, test } from "vitest";
import { emptyLock, formatLock } from "../../generator/names/lock/lock.ts";
import type { Registration } from "../../generator/names/registration.ts";
import { kinds, name, register, shown } from "./naming.ts";

describe("wanted names", () => {
  test.each<[string, Registration, string]>([
    ["operationId", register("GET", "/x", { id: "repos/get" }), "reposGet"],
    ["x-twinspec-name before operationId", register("GET", "/x", { id: "a", extensionName: "fetchX" }), "fetchX"],
    ["method and path", register("GET", "/tickets/{id}/comments"), "getTicketsByIdComments"],
    ["the root path", register("GET", "/"), "getRoot"],
    ["two variables in a segment", register("GET", "/{a}.{b}/c"), "getByAByBC"],
    ["a verb behind a variable", register("POST", "/jobs/{id}:cancel"), "postJobsByIdCancel"],
    ["a fragment", register("POST", "/v1/x#2"), "postV1X2"],
    ["a query", register("GET", "/?Action=Describe"), "getActionDescribe"],
    ["an operationId without letters counts as none", register("GET", "/x", { id: "---" }), "getX"],
    ["a word of JavaScript", register("DELETE", "/x", { id: "delete" }), "delete_"],
    ["a member of promises", register("GET", "/x", { id: "then" }), "then_"],
    ["a member of every object", register("GET", "/x", { id: "constructor" }), "constructor_"],
    ["__proto__", register("GET", "/x", { id: "__proto__" }), "proto"],
    ["a device of Windows", register("GET", "/x", { id: "CON" }), "con_"],
  ])("%s", (_, given, want) => {
    expect(name([given]).operations[0]!.name).toBe(want);
  });
});

describe("clashes", () => {
  test("qualify all members by tag where tags tell them apart", () => {
    const all = [
      register("GET", "/a", { id: "list", tags: ["Tickets"] }),
      register("GET", "/b", { id: "list", tags: ["Agents"] }),
    ];
    const named = name(all);
    expect(shown(named)).toEqual(["GET /a: ticketsList", "GET /b: agentsList"]);
    expect(kinds(named)).toEqual(["clash list ticketsList agentsList"]);
    expect(named.diagnostics[0]).toMatchObject({
      code: "name-clash",
      severity: "warning",
      related: [{ file: "api.yaml" }],
    });
  });

  test.each<[string, Registration[], string[]]>([
    [
      "by the nearest path segments that tell them apart",
      ["accounts", "contacts"].map((each) => register("GET", `/${each}/{id}/followers`, { id: "get" })),
      ["accountsByIdFollowersGet", "contactsByIdFollowersGet"],
    ],
    [
      "by method when the path is the same",
      ["GET", "POST"].map((method) => register(method, "/session", { id: "session" })),
      ["getSession", "postSession"],
    ],
    [
      "by method and path together when neither tells all apart",
      ["GET /x", "GET /y", "POST /x", "POST /y"].map((key) =>
        register(key.split(" ")[0]!, key.split(" ")[1]!, { id: "do it" }),
      ),
      ["getXDoIt", "getYDoIt", "postXDoIt", "postYDoIt"],
    ],
    [
      "in another case too",
      ["/a", "/b"].map((path, index) => register("GET", path, { id: ["getIds", "getIDs"][index]! })),
      ["aGetIds", "bGetIDs"],
    ],
  ])("%s", (_, all, want) => {
    expect(name(all).operations.map((each) => each.name)).toEqual(want);
  });

  test("are told as warnings until the lock has all of the names", () => {
    const list = (path: string, tag: string) => register("GET", path, { id: "list", tags: [tag] });
    const both = name([list("/a", "Tickets"), list("/b", "Agents")]);
    expect(both.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["name-clash", "warning"]]);
    const again = name([list("/a", "Tickets"), list("/b", "Agents")], both.lock);
    expect(again.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["name-clash", "info"]]);
    const more = name([list("/a", "Tickets"), list("/b", "Agents"), list("/c", "Teams")], both.lock);
    expect(more.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["name-clash", "warning"]]);
  });

  test.each([
    [
      ["/o/1", "/o1"],
      ["getOSlash1", "getO1"],
    ],
    [
      ["/o/1", "/o_1", "/o-1"],
      ["getO1", "getOUnderscore1", "getODash1"],
    ],
    [
      ["/a_b", "/a/b"],
      ["getAUnderscoreB", "getAB"],
    ],
    [
      ["/a_b", "/a-b", "/a.b", "/aB"],
      ["getAUnderscoreB", "getADashB", "getADotB", "getAB"],
    ],
    [
      ["/a", "/a/"],
      ["getA", "getASlash"],
    ],
    [
      ["/A", "/a"],
      ["getUppercaseA", "getA"],
    ],
    [
      ["/a/{b}.{c}", "/a/{b}/{c}"],
      ["getAByBDotByC", "getAByBByC"],
    ],
    [
      ["/pets/1.0", "/pets/10", "/pets/1_0"],
      ["getPets1Dot0", "getPets10", "getPets1Underscore0"],
    ],
  ])("of %j, which have no operationId, are told apart as a person would say", (paths, names) => {
    const { operations } = name(paths.map((path) => register("GET", path)));
    const byPath = new Map(operations.map(({ canonical, name }) => [canonical.path, name]));
    expect(paths.map((path) => byPath.get(path))).toEqual(names);
  });

  test("of operationIds that differ in symbols alone are told apart by these", () => {
    const named = name(["get_x", "get-x"].map((id) => register("GET", `/x#${id}`, { id })));
    expect(named.operations.map(({ canonical, name }) => [canonical.operationId, name])).toEqual([
      ["get-x", "getDashX"],
      ["get_x", "getUnderscoreX"],
    ]);
  });

  test("end in a hash of the key when nothing else distinguishes the members, never in a running number", () => {
    const named = name([register("GET", "/a-b", { id: "x" }), register("GET", "/a_b", { id: "x" })]);
    for (const { name } of named.operations) expect(name).toMatch(/^x_[a-z][a-z0-9]{5}$/);
  });

  test("do not touch an operation that wants the qualified name", () => {
    const all = [
      register("GET", "/a", { id: "list", tags: ["b"] }),
      register("GET", "/c", { id: "list", tags: ["d"] }),
      register("GET", "/e", { id: "bList" }),
    ];
    expect(shown(name(all))).toEqual(["GET /a: aList", "GET /c: cList", "GET /e: bList"]);
  });

  test("never rename a locked operation: only the new one is qualified", () => {
    const first = register("GET", "/a", { id: "list", tags: ["x"] });
    const { lock } = name([first]);
    const named = name([register("GET", "/A0", { id: "list", tags: ["x"] }), first], lock);
    expect(shown(named)).toEqual(["GET /A0: a0List", "GET /a: list"]);
  });
});

describe("clashes that are settled", () => {
  const items = register("GET", "/items", { id: "list" });
  const orders = register("GET", "/orders", { id: "list" });
  const things = register("GET", "/things", { id: "list" });

  test("qualify a member that comes later, too", () => {
    const { lock } = name([items, orders]);
    const named = name([things, items, orders], lock);
    expect(shown(named)).toEqual(["GET /items: itemsList", "GET /orders: ordersList", "GET /things: thingsList"]);
    expect(kinds(named)).toEqual(["clash list itemsList ordersList thingsList"]);
    expect(formatLock(name([things, items, orders], named.lock).lock)).toBe(formatLock(named.lock));
    expect(formatLock(named.lock)).toBe(formatLock(name([items, orders, things]).lock));
  });

  test("by the settings leave the name to the other member", () => {
    const at = { file: "twinspec.yaml" };
    const named = name([items, orders], emptyLock, { overrides: new Map([["GET /items", { name: "all", at }]]) });
    expect(shown(named)).toEqual(["GET /items: all", "GET /orders: list"]);
  });
});

describe("the lock", () => {
  test("keeps a name when the operationId changes, and says so", () => {
    const { lock } = name([register("GET", "/a", { id: "getA" })]);
    const named = name([register("GET", "/a", { id: "fetchA" })], lock);
    expect(shown(named)).toEqual(["GET /a: getA"]);
    expect(kinds(named)).toEqual(["held getA fetchA"]);
    expect(named.diagnostics).toMatchObject([{ code: "name-held", severity: "info", at: { file: "api.yaml" } }]);
    const again = name([register("GET", "/a", { id: "fetchA" })], named.lock);
    expect(kinds(again)).toEqual(["held getA fetchA"]);
    expect(again.diagnostics).toEqual([]);
  });

  test("moves a name to the new path of the same operation, and records it", () => {
    const { lock } = name([
      register("GET", "/v1/a", { id: "a", extensionName: "getA" }),
      register("GET", "/b", { id: "b" }),
    ]);
    const named = name([register("GET", "/v2/a", { id: "a" }), register("GET", "/b", { id: "b" })], lock);
    expect(shown(named)).toEqual(["GET /b: b", "GET /v2/a: getA"]);
    expect(named.diagnostics[0]).toMatchObject({
      code: "name-moved",
      message: "GET /v1/a is now GET /v2/a and keeps the name getA",
    });
    expect(formatLock(named.lock)).toContain('"movedFrom": "GET /v1/a"');
    expect(formatLock(named.lock)).not.toContain("removed");
    expect(
      name([register("GET", "/v2/a", { id: "a" }), register("GET", "/b", { id: "b" })], named.lock).diagnostics,
    ).toEqual([]);
  });

  test.each<[string, Registration[]]>([
    ["another method", [register("POST", "/v2/a", { id: "a" })]],
    ["two candidates", [register("GET", "/v2/a", { id: "a" }), register("GET", "/v3/a", { id: "a" })]],
    ["the old path still there", [register("GET", "/v1/a", { id: "a" }), register("GET", "/v2/a", { id: "a" })]],
  ])("moves no name for %s", (_, all) => {
    const { lock } = name([register("GET", "/v1/a", { id: "a" })]);
    const named = name(all, lock);
    expect(named.operations.filter((each) => each.key !== "GET /v1/a").map((each) => each.name)).not.toContain("a");
  });

  test.each<[string, string, string[], string]>([
    ["ends with the old path", "/a/{id}", ["/v2/a/{key}", "/v2/a/{key}/b", "/c"], "/v2/a/{}"],
    ["has the old path in it", "/a", ["/v2/a/all", "/v2/ab", "/c"], "/v2/a/all"],
  ])("moves a name, of several candidates, to the one whose path %s", (_, before, after, want) => {
    const { lock } = name([register("GET", before, { id: "a", extensionName: "getA" })]);
    const named = name(
      after.map((path) => register("GET", path, { id: "a" })),
      lock,
    );
    expect(named.operations.filter((each) => each.name === "getA").map((each) => each.key)).toEqual([`GET ${want}`]);
  });

  test("moves no name when several candidates end with the old path", () => {
    const { lock } = name([register("GET", "/a", { id: "a", extensionName: "getA" })]);
    const after = ["/v2/a", "/v3/a", "/v4/a/b"].map((path) => register("GET", path, { id: "a" }));
    expect(name(after, lock).operations.map((each) => each.name)).not.toContain("getA");
  });

  test("reports a removal once, in the run that finds it, and not when names are pruned", () => {
    const rest = [register("GET", "/c", { id: "c" })];
    const { lock } = name([
      ...rest,
      register("GET", "/a", { id: "x" }),
      register("GET", "/a", { id: "x2" }),
      register("PUT", "/b", { id: "y" }),
    ]);
    const named = name(rest, lock);
    expect(named.diagnostics).toEqual([
      {
        code: "name-removed",
        severity: "warning",
        message: "GET /a was removed; its names x, x2 stay reserved until --prune",
      },
      {
        code: "name-removed",
        severity: "warning",
        message: "PUT /b was removed; its name y stays reserved until --prune",
      },
    ]);
    expect(name(rest, named.lock).diagnostics).toEqual([]);
    expect(name(rest, lock, { prune: true }).diagnostics).toEqual([]);
  });

  test("reserves the names of removed operations until they are pruned, and gives them back when they return", () => {
    const gone = [register("GET", "/a", { id: "x" }), register("GET", "/a", { id: "x2" })];
    const { lock } = name(gone);
    const next = [register("POST", "/b", { id: "x" })];
    const named = name(next, lock);
    expect(shown(named)).toEqual(["POST /b: bX"]);
    expect(kinds(named)).toContain("removed x x2");
    expect(formatLock(named.lock)).toContain(
      '"GET /a": { "name": "x", "aliases": ["x2"], "registrations": ["api#x", "api#x2"], "removed": true }',
    );
    expect(shown(name([...gone, ...next], named.lock))).toEqual(["GET /a: x | x2", "POST /b: bX"]);
    const pruned = name(next, named.lock, { prune: true });
    expect(shown(pruned)).toEqual(["POST /b: bX"]);
    expect(formatLock(pruned.lock)).not.toContain("/a");
    const later = [...next, register("PUT", "/c", { id: "x2" })];
    expect(shown(name(later, named.lock))).toContain("PUT /c: cX2");
    expect(shown(name(later, pruned.lock))).toContain("PUT /c: x2");
  });
});

describe("overrides", () => {
  const a = register("GET", "/a", { id: "getA" });
  const b = register("GET", "/b", { id: "getB" });
  const override = (entries: Record<string, string>) => ({
    overrides: new Map(
      Object.entries(entries).map(([key, name]) => [key, { name, at: { file: "twinspec.yaml", line: 3 } }]),
    ),
  });

  test.each(["getA", "GET /a"])("name an operation by %s", (key) => {
    expect(shown(name([a, b], emptyLock, override({ [key]: "readA" })))).toEqual(["GET /a: readA", "GET /b: getB"]);
  });

  test("win over the lock, which keeps the old name as an alias", () => {
    const { lock } = name([a, b]);
    const named = name([a, b], lock, override({ getA: "readA" }));
    expect(shown(named)).toEqual(["GET /a: readA | getA", "GET /b: getB"]);
    expect(kinds(named)).toContain("override readA getA");
    expect(shown(name([a, b], named.lock))).toEqual(shown(named));
  });

  test("can swap two locked names", () => {
    const { lock } = name([a, b]);
    expect(shown(name([a, b], lock, override({ getA: "getB", getB: "getA" })))).toEqual([
      "GET /a: getB",
      "GET /b: getA",
    ]);
  });

  test("are refused, at their place, when another operation owns the name", () => {
    const { lock } = name([a, b]);
    const named = name([a, b], lock, override({ getA: "getB" }));
    expect(shown(named)).toEqual(["GET /a: getA", "GET /b: getB"]);
    expect(named.diagnostics[0]).toMatchObject({
      code: "override-refused",
      severity: "error",
      message: "GET /a cannot be named getB: the name belongs to another operation",
      at: { file: "twinspec.yaml", line: 3 },
    });
  });

  test("are refused both when they choose one name", () => {
    const named = name([a, b], emptyLock, override({ getA: "x", getB: "X" }));
    expect(shown(named)).toEqual(["GET /a: getA", "GET /b: getB"]);
    expect(kinds(named).filter((each) => each.startsWith("override-refused"))).toHaveLength(2);
  });

  test("that name nothing are reported", () => {
    expect(name([a], emptyLock, override({ getC: "x" })).diagnostics).toEqual([
      {
        code: "override-unused",
        severity: "warning",
        message: "there is no operation getC",
        at: { file: "twinspec.yaml", line: 3 },
      },
    ]);
  });

  test("are escaped when they are reserved", () => {
    expect(shown(name([a], emptyLock, override({ getA: "delete" })))).toEqual(["GET /a: delete_"]);
  });
});
