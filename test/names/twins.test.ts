import { describe, expect, test } from "vitest";
import { emptyLock, formatLock } from "../../generator/names/lock/lock.ts";
import type { NamedOperations } from "../../generator/names/operations/operations.ts";
import { kinds, name, register, shown } from "./naming.ts";

const analytics = "/api/v1/_doc/__session_analytics";

describe("twins", () => {
  const twins = [
    register("GET", analytics, { id: "getSessionAnalytics2", document: "SessionReports" }),
    register("GET", analytics, { id: "getSessionAnalytics", document: "SessionAnalytics" }),
  ];

  test("that are equivalent are one operation: the name without a counter, the other a deprecated alias", () => {
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
    const differing = [twins[0]!, { ...twins[1]!, equivalence: "other" }];
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
        message: `GET ${analytics} has 2 registrations that are not equivalent (parameters): getSessionAnalytics, getSessionAnalytics2`,
        at: { file: "SessionAnalytics.yaml", line: 7 },
        related: [{ file: "SessionReports.yaml", line: 7 }],
        help: "all of them are callable; the mock responds as getSessionAnalytics",
      },
    ]);
  });

  test("that differ and want one name are distinguished by their documents", () => {
    const all = ["Tickets", "Contacts"].map((document) =>
      register("GET", "/x", { id: "getX", document, equivalence: document }),
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
    const apart = name([twins[0]!, { ...twins[1]!, equivalence: "other" }], same.lock);
    expect(apart.operations.map((each) => [each.name, each.aliases])).toEqual([
      ["getSessionAnalytics", []],
      ["getSessionAnalytics2", []],
    ]);
    expect(shown(name(twins, apart.lock))).toEqual(shown(same));
  });

  test("with an alias keep it when another document registers that name, not equivalently", () => {
    const a = register("POST", "/a", { id: "a" });
    const { lock } = name([a, register("POST", "/a", { id: "b", document: "old" })]);
    const apart = name([a, register("POST", "/a", { id: "b", document: "new", equivalence: "other" })], lock);
    expect(shown(apart)).toEqual(["POST /a: a | b", "POST /a b: aB"]);
    const removed = name([], apart.lock);
    expect(formatLock(removed.lock)).toContain('"POST /a": { "name": "a", "aliases": ["b"]');
  });

  test("keep an alias that moved with its operation, although the registration that wanted it differs at the new path", () => {
    const { lock } = name([
      register("POST", "/v1/a", { id: "a", extensionName: "one" }),
      register("POST", "/v1/a", { document: "other", extensionName: "two" }),
    ]);
    const moved = [
      register("POST", "/v2/a", { id: "a" }),
      register("POST", "/v2/a", { document: "other", extensionName: "two", equivalence: "other" }),
    ];
    for (const before of [lock, name([], lock).lock]) {
      expect(shown(name(moved, before))).toEqual(["POST /v2/a: aTwo", "POST /v2/a a: one | two"]);
    }
  });

  test("that one document registers more than once without operationId keep their names when nothing changes", () => {
    const all = [
      register("POST", "/a/{id}", { id: "create", document: "one", equivalence: "1" }),
      register("POST", "/a/{id}", { id: "postAById", document: "one", equivalence: "2" }),
      register("POST", "/a/{key}", { document: "two", equivalence: "2" }),
      register("POST", "/a/{id}", { document: "two", equivalence: "3" }),
    ];
    const equivalences = ({ operations }: NamedOperations) =>
      operations.map((each) => [each.name, each.canonical.equivalence]);
    const named = name(all);
    const again = name(all, named.lock);
    expect(equivalences(again)).toEqual(equivalences(named));
    expect(formatLock(again.lock)).toBe(formatLock(named.lock));
  });

  test("get no alias that another operation has, and this is reported", () => {
    const named = name([...twins, register("GET", "/other", { id: "getSessionAnalytics2" })]);
    expect(shown(named)).toEqual([`GET ${analytics}: getSessionAnalytics`, "GET /other: getSessionAnalytics2"]);
    expect(kinds(named)).toContain("alias-dropped getSessionAnalytics2 getSessionAnalytics");
  });
});

test("an alias goes on calling its operation when another registration of that name comes to its key", () => {
  const first = [
    register("POST", "/a", { id: "b", equivalence: "1" }),
    register("POST", "/a", { id: "a", equivalence: "1" }),
  ];
  const second = [register("POST", "/a", { id: "c", equivalence: "3" })];
  const { lock } = name(second, name(first).lock);
  const third = name([...second, register("POST", "/a", { id: "b", equivalence: "1" })], lock);
  expect(shown(third)[0]).toBe("POST /a: a | b");
  expect(
    third.operations.flatMap((operation) => [operation.name, ...operation.aliases]).filter((each) => each === "b"),
  ).toEqual(["b"]);
});
