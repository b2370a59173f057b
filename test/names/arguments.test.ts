import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameArguments } from "../../generator/names/arguments.ts";
import { isSafeName } from "../../generator/names/identifiers/reserved.ts";
import { emptyLock, formatLock, type Lock } from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import type { Registration } from "../../generator/names/registration.ts";
import { hostileText } from "./arbitraries.ts";
import { name, register } from "./naming.ts";

/** `place name` for each parameter. */
function named(parameters: string[], hasBody = false) {
  return nameArguments(
    parameters.map((each) => ({ in: each.slice(0, each.indexOf(" ")), name: each.slice(each.indexOf(" ") + 1) })),
    hasBody,
  );
}

describe("arguments of an operation", () => {
  test.each<[string[], string[]]>([
    [
      ["path ticketId", "query p", "query page_size"],
      ["ticketId", "p", "page_size"],
    ],
    [
      ["query name", "query length", "query type"],
      ["name", "length", "type"],
    ],
    [
      ["query agentId[]", "header X-Rate-Limit"],
      ["agentId", "xRateLimit"],
    ],
    [
      ["query $filter", "query filter[name]"],
      ["$filter", "filterName"],
    ],
    [
      ["query default", "query __proto__", "query constructor"],
      ["default_", "proto", "constructor_"],
    ],
    [
      ["path id", "query id"],
      ["pathId", "queryId"],
    ],
    [
      ["query id", "query ID"],
      ["id", "ID"],
    ],
    [
      ["query 2fa", "query +1"],
      ["_2fa", "_1"],
    ],
  ])("%j are %j", (given, want) => {
    expect(named(given).parameters).toEqual(want);
  });

  test("that clash fall back on a hash where the qualified name is somebody's own", () => {
    expect(named(["path id", "query id", "query pathId"]).parameters).toEqual([
      expect.stringMatching(/^id_[a-z][a-z0-9]{5}$/),
      "queryId",
      "pathId",
    ]);
  });

  test("call the request body `body`, or qualify it and a parameter of that name", () => {
    expect(named(["query p"], true)).toMatchObject({ parameters: ["p"], body: "body" });
    expect(named(["query body"], true)).toMatchObject({ parameters: ["queryBody"], body: "requestBody" });
    expect(named(["query body"], false)).toMatchObject({ parameters: ["body"] });
    expect(named(["query body"], false)).not.toHaveProperty("body");
  });

  test("are valid, safe and unique, and do not depend on order", () => {
    const parameter = fc.record({
      name: fc.oneof(hostileText, fc.constantFrom("id", "id[]", "pathId", "queryId", "body", "requestBody", "i_d")),
      in: fc.constantFrom("path", "query", "header", "cookie", "querystring"),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(parameter, { selector: (each) => `${each.in} ${each.name}` }),
        fc.boolean(),
        (all, hasBody) => {
          const { parameters, body } = nameArguments(all, hasBody);
          const names = [...parameters, ...(body === undefined ? [] : [body])];
          expect(names.filter((name) => !isSafeName(name, "argument"))).toEqual([]);
          expect(new Set(names).size).toBe(names.length);
          expect(nameArguments([...all].reverse(), hasBody).parameters).toEqual([...parameters].reverse());
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe("arguments in the lock", () => {
  const parametersOf = (texts: readonly string[]) =>
    texts
      .filter((text) => text !== "request body")
      .map((text) => ({ in: text.slice(0, text.indexOf(" ")), name: text.slice(text.indexOf(" ") + 1) }));
  const taking = (...texts: string[]) => ({
    arguments: { parameters: parametersOf(texts), hasBody: texts.includes("request body") },
  });
  /** The names of an operation's arguments, and the lock as it is read again. */
  const step = (registration: Registration, lock: Lock = emptyLock) => {
    const result = name([registration], lock);
    const read = parseLock(formatLock(result.lock), "lock");
    expect(read.diagnostics).toEqual([]);
    return {
      names: Object.fromEntries(result.operations[0]!.arguments),
      lock: read.lock,
      text: formatLock(result.lock),
    };
  };

  test("stand there by place, with their own names where these are others", () => {
    const { text } = step(
      register("PUT", "/x/{}", taking("query limit", "path id", "query filter[a]", "header X-Id", "request body")),
    );
    expect(text).toContain(
      '"arguments": { "header": ["X-Id=xId"], "path": ["id"], "query": ["filter[a]=filterA", "limit"], "request": ["body"] }',
    );
  });

  test.each<[what: string, before: string[], added: string, want: Record<string, string>]>([
    ["a query beside a path", ["path id"], "query id", { "path id": "id", "query id": "queryId" }],
    ["a header beside a path", ["path id"], "header id", { "path id": "id", "header id": "headerId" }],
    ["a path beside a query", ["query id"], "path id", { "query id": "id", "path id": "pathId" }],
    ["a query beside a body", ["request body"], "query body", { "request body": "body", "query body": "queryBody" }],
    ["a body beside a query", ["query body"], "request body", { "query body": "body", "request body": "requestBody" }],
    [
      "one that is written alike",
      ["query user-id"],
      "query userId",
      { "query user-id": "userId", "query userId": expect.stringMatching(/^queryUserId|userId_/) as unknown as string },
    ],
  ])("keep their names when one joins: %s", (_, before, added, want) => {
    const { lock } = step(register("PUT", "/x/{}", taking(...before)));
    expect(step(register("PUT", "/x/{}", taking(...before, added)), lock).names).toEqual(want);
  });

  test("stay where a variable of the path is called otherwise, which no request shows", () => {
    const { lock } = step(register("GET", "/x/{}/{}", taking("path id", "path shop")));
    const renamed = step(register("GET", "/x/{}/{}", taking("path petId", "path shop", "header id")), lock);
    expect(renamed.names).toEqual({ "path petId": "id", "path shop": "shop", "header id": "headerId" });
    expect(renamed.text).toContain('"path": ["petId=id", "shop"]');
    expect(step(register("GET", "/x/{}/{}", taking("path petId", "path shop")), renamed.lock).names).toMatchObject({
      "path petId": "id",
    });
  });

  test("stay where several variables of a path are written in other words of the same", () => {
    const { lock } = step(register("GET", "/x/{}/{}/{}", taking("path pet_id", "path shop_id", "path a")));
    const renamed = step(register("GET", "/x/{}/{}/{}", taking("path petId", "path shopId", "path b")), lock);
    expect(renamed.names).toEqual({ "path petId": "pet_id", "path shopId": "shop_id", "path b": "a" });
    const own = step(register("GET", "/x/{}/{}", taking("path PetID", "path Shop-ID")));
    expect(step(register("GET", "/x/{}/{}", taking("path pet_id", "path shop_id")), own.lock).names).toEqual({
      "path pet_id": own.names["path PetID"],
      "path shop_id": own.names["path Shop-ID"],
    });
  });

  test("go with a warning where nobody knows what they became", () => {
    const warnings = (before: string[], after: string[], path = "/x/{}/{}") => {
      const { lock } = step(register("GET", "/x/{}/{}", { id: "getX", ...taking(...before) }));
      return name([register("GET", path, { id: "getX", ...taking(...after) })], lock).diagnostics.flatMap(
        ({ code, severity, message }) => (code === "name-moved" ? [] : [`${severity} ${code} ${message}`]),
      );
    };
    const gone = "warning name-removed the argument";
    expect(warnings(["path a", "path b", "query q"], ["path a", "path b"])).toEqual([
      `${gone} q of getX (GET /x/{}/{}) is gone, as its parameter is`,
    ]);
    expect(warnings(["path a", "path b"], ["path c", "path d"])).toEqual([
      `${gone}s a, b of getX (GET /x/{}/{}) are gone, as their parameters are`,
    ]);
    expect(warnings(["path a", "path b"], ["path a", "path c"], "/y/{}/{}")).toEqual([
      `${gone} b of getX (GET /y/{}/{}) is gone, as its parameter is`,
    ]);
    expect(warnings(["path a", "path b"], ["path a", "path c"])).toEqual([]);
  });

  test("move with their operation, and come back with it", () => {
    const id = { id: "getX" };
    const first = step(register("GET", "/x/{}", { ...id, ...taking("path id") }));
    const moved = step(register("GET", "/y/{}", { ...id, ...taking("path id", "query id") }), first.lock);
    expect(moved.names).toEqual({ "path id": "id", "query id": "queryId" });
    const { lock } = name([], moved.lock);
    expect(step(register("GET", "/y/{}", { ...id, ...taking("query id", "path id") }), lock).names).toEqual(
      moved.names,
    );
  });

  test("of twins that differ from now on stay those of the operation that both were", () => {
    const twins = [
      register("GET", "/x/{}", { id: "getX", ...taking("path id") }),
      register("GET", "/x/{}", { id: "listX", ...taking("path id") }),
    ];
    const { lock } = name(twins);
    const [first, second] = twins as [Registration, Registration];
    const apart = name([first, { ...second, equivalence: "other", ...taking("path id", "query id") }], lock);
    expect(apart.operations.map((each) => Object.fromEntries(each.arguments))).toEqual([
      { "path id": "id" },
      { "path id": "id", "query id": "queryId" },
    ]);
  });

  test("are what they were where the lock is older than their names in it", () => {
    const both = register("PUT", "/x/{}", taking("path id", "query id"));
    const { lock, names } = step(both);
    const operations = new Map([...lock.operations].map(([key, { arguments: _, ...entry }]) => [key, entry]));
    expect(step(both, { ...lock, operations }).names).toEqual(names);
    expect(names).toEqual({ "path id": "pathId", "query id": "queryId" });
  });

  test("of two branches that each added some are all kept", () => {
    const { text } = step(register("PUT", "/x/{}", taking("path id")));
    const line = text.split("\n").find((each) => each.includes("PUT"))!;
    const merged = text.replace(
      line,
      [line.replace('["id"]', '["id"], "query": ["a"]'), line.replace('["id"]', '["id"], "query": ["b", "c=a"]')].join(
        "\n",
      ),
    );
    const { lock, diagnostics } = parseLock(merged, "lock");
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["info lock-duplicate"]);
    const { names } = step(
      register("PUT", "/x/{}", taking("path id", "query a", "query b", "query c", "header a")),
      lock,
    );
    expect(names).toEqual({ "path id": "id", "query a": "a", "query b": "b", "query c": "c", "header a": "headerA" });
  });

  test.each([
    ["no map", '"arguments": ["a"]'],
    ["no list", '"arguments": { "path": "a" }'],
    ["no text", '"arguments": { "path": [1] }'],
    ["no name", '"arguments": { "path": ["a-b"] }'],
    ["a reserved name", '"arguments": { "path": ["a=delete"] }'],
  ])("are refused where they are malformed: %s", (_, field) => {
    const { diagnostics } = parseLock(`version: 1\noperations:\n  "GET /x": { "name": "x", ${field} }\n`, "lock");
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["error lock-syntax"]);
  });

  test("never move while what they name lives, whatever comes and goes", () => {
    const places = ["path", "query", "header", "cookie"];
    const wires = [
      "id",
      "ID",
      "user-id",
      "userId",
      "user_id",
      "body",
      "pathId",
      "queryId",
      "requestBody",
      "a=b",
      "a b",
      "__proto__",
      "delete",
    ];
    const all = [...places.flatMap((place) => wires.map((wire) => `${place} ${wire}`)), "request body"];
    const life = fc.record({
      present: fc.subarray(all, { maxLength: 12 }),
      isThere: fc.boolean(),
      path: fc.constantFrom("/x/{}", "/x/{}", "/y/{}"),
    });
    fc.assert(
      fc.property(fc.array(life, { minLength: 2, maxLength: 6 }), (history) => {
        let lock: Lock = emptyLock;
        let before = new Map<string, string>();
        for (const { present, isThere, path } of history) {
          if (!isThere) {
            lock = name([], lock).lock;
            continue;
          }
          const { names, lock: next } = step(register("PUT", path, { id: "putX", ...taking(...present) }), lock);
          expect(Object.keys(names).sort()).toEqual([...present].sort());
          expect(Object.values(names).filter((each) => !isSafeName(each, "argument"))).toEqual([]);
          expect(new Set(Object.values(names)).size).toBe(present.length);
          for (const [key, argument] of Object.entries(names))
            if (before.has(key)) expect(argument).toBe(before.get(key));
          before = new Map(Object.entries(names));
          lock = next;
        }
      }),
      { numRuns: 1500 },
    );
  });
});
