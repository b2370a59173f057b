import { describe, expect, test } from "vitest";
import { emptyLock, formatLock, type Lock } from "../../generator/names/lock.ts";
import { type NamedOperations, nameOperations } from "../../generator/names/operations.ts";
import type { Registration } from "../../generator/names/registration.ts";

type Given = Partial<Registration> & { id?: string };

function register(method: string, path: string, { id, ...rest }: Given = {}): Registration {
  const document = rest.document ?? "api";
  const named = id === undefined ? {} : { operationId: id };
  return {
    method,
    path,
    tags: [],
    meaning: "same",
    document,
    place: { file: `${document}.yaml`, line: 7 },
    ...named,
    ...rest,
  };
}

function name(
  all: Registration[],
  lock: Lock = emptyLock,
  rest: Omit<Parameters<typeof nameOperations>[1], "lock"> = {},
) {
  return nameOperations(all, { lock, ...rest });
}

/** `key: name | alias, alias` for each operation. */
function shown({ operations }: NamedOperations): string[] {
  return operations.map(({ lockKey, name, aliases }) => `${lockKey}: ${[name, ...aliases].join(" | ")}`);
}

function kinds({ events }: NamedOperations): string[] {
  return events.map(({ kind, names }) => `${kind} ${names.join(" ")}`);
}

const analytics = "/api/v1/_doc/__session_analytics";

describe("twins", () => {
  const twins = [
    register("GET", analytics, { id: "getSessionAnalytics2", document: "SessionReports" }),
    register("GET", analytics, { id: "getSessionAnalytics", document: "SessionAnalytics" }),
  ];

  test("with one meaning are one operation: the name without a counter, the other a deprecated alias", () => {
    const named = name(twins);
    expect(shown(named)).toEqual([`GET ${analytics}: getSessionAnalytics | getSessionAnalytics2`]);
    expect(named.operations[0]).toMatchObject({ twins: "same", isCanonicalTwin: true, canonical: twins[1] });
    expect(named.events).toEqual([
      {
        kind: "twin",
        subject: "operation",
        names: ["getSessionAnalytics", "getSessionAnalytics2"],
        keys: [`GET ${analytics}`],
        places: [
          { file: "SessionAnalytics.yaml", line: 7 },
          { file: "SessionReports.yaml", line: 7 },
        ],
      },
    ]);
    expect(named.diagnostics).toEqual([]);
  });

  test("that differ stay callable under their own names, with a warning at both places", () => {
    const differing = [twins[0]!, { ...twins[1]!, meaning: "other" }];
    const named = name(differing, emptyLock, { difference: () => "parameters" });
    expect(shown(named)).toEqual([
      `GET ${analytics}: getSessionAnalytics`,
      `GET ${analytics} getSessionAnalytics2: getSessionAnalytics2`,
    ]);
    expect(named.operations.map(({ twins, isCanonicalTwin }) => [twins, isCanonicalTwin])).toEqual([
      ["differs", true],
      ["differs", false],
    ]);
    expect(named.diagnostics).toEqual([
      {
        code: "twins-differ",
        severity: "warning",
        message: `GET ${analytics} is registered 2 times with different meanings (parameters): getSessionAnalytics, getSessionAnalytics2`,
        at: { file: "SessionAnalytics.yaml", line: 7 },
        related: [{ file: "SessionReports.yaml", line: 7 }],
        help: "all are callable; the mock answers with getSessionAnalytics",
      },
    ]);
  });

  test("that differ and ask for one name are told apart by their documents", () => {
    const all = ["Tickets", "Contacts"].map((document) =>
      register("GET", "/x", { id: "getX", document, meaning: document }),
    );
    expect(shown(name(all))).toEqual(["GET /x: contactsGetX", "GET /x getX@Tickets: ticketsGetX"]);
  });

  test("of one name in two documents are one operation without alias", () => {
    const all = ["A", "B"].map((document) => register("GET", "/x", { id: "getX", document }));
    expect(shown(name(all))).toEqual(["GET /x: getX"]);
  });

  test("have the same key whatever their template variables are called", () => {
    const all = [
      register("GET", "/things/{thingId}", { id: "getThing" }),
      register("GET", "/things/{id}", { id: "getThing_1" }),
    ];
    expect(shown(name(all))).toEqual(["GET /things/{}: getThing | getThing1"]);
  });

  test("that begin to differ take their own names with them, and come back as aliases", () => {
    const same = name(twins);
    const apart = name([twins[0]!, { ...twins[1]!, meaning: "other" }], same.lock);
    expect(apart.operations.map((each) => [each.name, each.aliases])).toEqual([
      ["getSessionAnalytics", []],
      ["getSessionAnalytics2", []],
    ]);
    expect(shown(name(twins, apart.lock))).toEqual(shown(same));
  });

  test("give no alias that another operation has, and say so", () => {
    const named = name([...twins, register("GET", "/other", { id: "getSessionAnalytics2" })]);
    expect(shown(named)).toEqual([`GET ${analytics}: getSessionAnalytics`, "GET /other: getSessionAnalytics2"]);
    expect(kinds(named)).toContain("alias-dropped getSessionAnalytics2 getSessionAnalytics");
  });
});

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
      severity: "info",
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

  test("end in a hash of the key when nothing else tells the members apart, never in a running number", () => {
    const named = name([register("GET", "/a-b", { id: "x" }), register("GET", "/a_b", { id: "x" })]);
    for (const { name } of named.operations) expect(name).toMatch(/^x_[a-z][a-z0-9]{5}$/);
  });

  test("leave an operation alone that asked for the qualified name", () => {
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
        message: "GET /a is gone; its names x, x2 stay reserved until --prune",
      },
      {
        code: "name-removed",
        severity: "warning",
        message: "PUT /b is gone; its name y stays reserved until --prune",
      },
    ]);
    expect(name(rest, named.lock).diagnostics).toEqual([]);
    expect(name(rest, lock, { prune: true }).diagnostics).toEqual([]);
  });

  test("reserves the names of what is gone until they are pruned, and gives them back when it returns", () => {
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
        message: "no operation is called getC",
        at: { file: "twinspec.yaml", line: 3 },
      },
    ]);
  });

  test("are escaped when they are reserved", () => {
    expect(shown(name([a], emptyLock, override({ getA: "delete" })))).toEqual(["GET /a: delete_"]);
  });
});

test("an alias goes on calling its operation when another registration of that name comes to its key", () => {
  const first = [register("POST", "/a", { id: "b", meaning: "1" }), register("POST", "/a", { id: "a", meaning: "1" })];
  const second = [register("POST", "/a", { id: "c", meaning: "3" })];
  const { lock } = name(second, name(first).lock);
  const third = name([...second, register("POST", "/a", { id: "b", meaning: "1" })], lock);
  expect(shown(third)[0]).toBe("POST /a: a | b");
  expect(
    third.operations.flatMap((operation) => [operation.name, ...operation.aliases]).filter((each) => each === "b"),
  ).toEqual(["b"]);
});
