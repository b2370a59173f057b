import { describe, expect, test } from "vitest";
import { name, register, shown } from "./naming.ts";

const first = register("GET", "/x", { id: "getX", document: "A", equivalence: "a" });
const second = register("GET", "/x", { id: "getX2", document: "B", equivalence: "b" });
const apart = name([first, second]).lock;

describe("twins that part and meet", () => {
  test("the one that stays keeps its name when the other goes, whatever its operationId becomes", () => {
    const alone = name([second], apart);
    expect(shown(alone)).toEqual(["GET /x getX2: getX2"]);
    const renamed = register("GET", "/x", { id: "fetchX", document: "B", equivalence: "b" });
    expect(shown(name([renamed], alone.lock))).toEqual(["GET /x getX2: getX2"]);
    expect(shown(name([renamed], apart))).toEqual(["GET /x getX2: getX2"]);
  });

  test("the one that stays keeps its name when it gets the operationId of the one that went", () => {
    const alone = name([second], apart).lock;
    const renamed = register("GET", "/x", { id: "getX", document: "B", equivalence: "b" });
    expect(shown(name([renamed], alone))).toEqual(["GET /x getX2: getX2"]);
  });

  test("what returns gets its name back beside what stayed", () => {
    const alone = name([second], apart).lock;
    expect(name([first, second], alone).lock).toEqual(apart);
  });

  test("an id that a new path takes stays an alias of the twins that converged", () => {
    const converged = [first, register("GET", "/x", { id: "getX", document: "B", equivalence: "a" })];
    const elsewhere = register("GET", "/y", { id: "getX2", document: "B" });
    expect(shown(name([...converged, elsewhere], apart))).toEqual(["GET /x: getX | getX2", "GET /y: yGetX2"]);
  });

  test("a name stays at its key when none of two twins is recognized and one is left", () => {
    const left = register("GET", "/x", { id: "fetchX", document: "C", equivalence: "c" });
    expect(shown(name([left], apart))).toEqual(["GET /x: getX | getX2"]);
  });

  test("a twin that goes without a trace takes its name with it", () => {
    const named = name([first], apart);
    expect(shown(named)).toEqual(["GET /x: getX"]);
    expect(named.diagnostics).toMatchObject([{ code: "name-removed", severity: "warning" }]);
    expect(named.diagnostics[0]!.message).toContain("getX2");
  });

  test("a twin that moves to another path takes its name with it, though a new one is at its key", () => {
    const moved = register("GET", "/y", { id: "getX2", document: "B", equivalence: "b" });
    expect(shown(name([first, moved], apart))).toEqual(["GET /x: getX", "GET /y: getX2"]);
  });

  test("an operation that moves onto an equivalent one becomes an alias of it", () => {
    const lock = name([first, register("GET", "/y", { id: "getY", document: "B" })]).lock;
    const moved = register("GET", "/x", { id: "getY", document: "B", equivalence: "a" });
    expect(shown(name([first, moved], lock))).toEqual(["GET /x: getX | getY"]);
  });

  test("operations of one operationId in two documents are followed by their documents", () => {
    const at = (version: string) =>
      ["A", "B"].map((document) => register("GET", `/${version}/${document}`, { id: "get", document }));
    const before = name(at("v1"));
    expect(shown(before)).toEqual(["GET /v1/A: aGet", "GET /v1/B: bGet"]);
    expect(shown(name(at("v2"), before.lock))).toEqual(["GET /v2/A: aGet", "GET /v2/B: bGet"]);
  });

  test("what is removed gives its name to nothing that returns, though its operationId is the same", () => {
    const there = register("POST", "/a/b", { id: "a1", document: "A" });
    const here = register("POST", "/a", { id: "a1", document: "B" });
    const lock = name([here], name([there, here]).lock).lock;
    const returned = name([there], lock);
    expect(shown(returned)).toEqual(["POST /a/b: bA1"]);
    expect(returned.lock.operations.get("POST /a")).toMatchObject({ name: "aA1", isRemoved: true });
  });

  describe.each([
    ["a", "b"],
    ["b", "a"],
  ])("of one operationId in one document (%s, %s)", (left, right) => {
    const at = (id: string, variable: string, equivalence: string) =>
      register("GET", `/x/{${variable}}`, {
        id,
        equivalence,
        arguments: { parameters: [{ name: variable, in: "path" }], hasBody: false },
      });
    const nameOf = (named: ReturnType<typeof name>, path: string) =>
      named.operations.find(({ canonical }) => canonical.path === path)!.name;

    test("the one that was there keeps its name when the other joins, and whatever it responds", () => {
      const alone = name([at("getX", "id", left)]);
      const both = name([at("getX", "id", left), at("getX", "key", right)], alone.lock);
      expect(nameOf(both, "/x/{id}")).toBe("getX");
      const changed = name([at("getX", "id", "other"), at("getX", "key", right)], both.lock);
      expect(nameOf(changed, "/x/{id}")).toBe("getX");
    });

    test("each keeps its name when one gets another operationId", () => {
      const both = name([at("getX", "id", left), at("getX", "key", right)]);
      const namesOf = (named: typeof both) => [nameOf(named, "/x/{id}"), nameOf(named, "/x/{key}")];
      for (const [id, other] of [
        ["getX", "findX"],
        ["findX", "getX"],
      ] as const) {
        const renamed = name([at(id, "id", left), at(other, "key", right)], both.lock);
        expect(namesOf(renamed)).toEqual(namesOf(both));
        expect(renamed.operations.flatMap(({ aliases }) => aliases)).not.toEqual(expect.arrayContaining(namesOf(both)));
      }
    });

    test("the other keeps its name when one takes its operationId, also when both are generated again", () => {
      const apart = name([at("getX", "id", left), at("findX", "key", right)]);
      const together = [at("findX", "id", left), at("findX", "key", right)];
      const first = name(together, apart.lock);
      expect(nameOf(first, "/x/{key}")).toBe("findX");
      expect(name(together, first.lock).lock).toEqual(first.lock);
    });
  });

  test("twins that move to one path and differ there have a name each", () => {
    const both = [first, { ...second, equivalence: "a" }];
    const moved = [first, second].map((each) => ({ ...each, path: "/y" }));
    const parted = name(moved, name(both).lock);
    expect(shown(parted)).toEqual(["GET /y: getX", "GET /y getX2: getX2"]);
    expect(shown(name(moved, parted.lock))).toEqual(shown(parted));
    const late = name(
      [first, { ...second, document: "C", path: "/y" }].map((each) => ({ ...each, path: "/y" })),
      name([first]).lock,
    );
    expect(shown(late)).toEqual(["GET /y: getX", "GET /y getX2: getX2"]);
  });

  test("an operation that moves in two has a name at each path, as it had twins", () => {
    const both = [first, { ...second, equivalence: "a" }];
    const parts = [
      register("GET", "/y", { id: "getX", document: "A" }),
      register("GET", "/z", { id: "getX2", document: "B" }),
    ];
    expect(shown(name(parts, name(both).lock))).toEqual(["GET /y: getX", "GET /z: getX2"]);
  });

  test("arguments keep their names for callers of both", () => {
    const takes = (...parameters: { name: string; in: string }[]) => ({
      arguments: { parameters, hasBody: false },
    });
    const [inPath, inQuery] = [
      { name: "id", in: "path" },
      { name: "id", in: "query" },
    ];
    const lock = name([
      { ...first, ...takes(inPath) },
      { ...second, ...takes(inQuery, { name: "limit", in: "query" }) },
    ]).lock;
    const together = takes(inPath, inQuery, { name: "limit", in: "query" });
    const [met] = name(
      [first, second].map((each) => ({ ...each, ...together, equivalence: "same" })),
      lock,
    ).operations;
    expect(met).toMatchObject({ name: "getX", aliases: ["getX2"] });
    expect(Object.fromEntries(met!.arguments)).toMatchObject({ "path id": "id", "query limit": "limit" });
  });
});
