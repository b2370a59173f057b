import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameArguments } from "../../generator/names/arguments.ts";
import { isSafeName } from "../../generator/names/identifiers/reserved.ts";
import { hostileText } from "./arbitraries.ts";

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
    expect(named(["query p"], true)).toEqual({ parameters: ["p"], body: "body" });
    expect(named(["query body"], true)).toEqual({ parameters: ["queryBody"], body: "requestBody" });
    expect(named(["query body"], false)).toEqual({ parameters: ["body"] });
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
