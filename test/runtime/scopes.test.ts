import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { literal } from "../../generator/emit/text.ts";
import { attach } from "../../generator/runtime/client.ts";
import type { ScopeRules } from "../../generator/runtime/core/description.ts";
import { createTransport, type TokenProvider, tokenOf } from "../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../generator/runtime/request/operation.ts";
import {
  covers,
  type Grant,
  isGranted,
  MissingScopeError,
  missingScopes,
  withScopes,
} from "../../generator/runtime/scopes.ts";
import { scopeRulesOf } from "../../generator/scopes/requirement.ts";
import { typeCheck } from "../emit/type-check.ts";
import { coverage, settings } from "../scopes/coverage.ts";
import { serveEcho } from "./echo-server.ts";

describe("what granted scopes include", () => {
  test.each(coverage)("%s", (_, granted, given, scope, want) => {
    expect(covers(granted, scope, scopeRulesOf(given))).toBe(want);
  });

  test("is the same in types", { timeout: 60_000 }, () => {
    const text = readFileSync(new URL("../../generator/runtime/core/description.ts", import.meta.url), "utf8");
    const rows = coverage.map(([, granted, given, scope, want], row) => {
      const rules = `const rules${row} = ${literal(scopeRulesOf(given))} as const;`;
      const types = `${granted.map(literal).join(" | ") || "never"}, typeof rules${row}`;
      const isCovered = `Folded<${literal(scope)}, typeof rules${row}> extends CoveredBy<${types}> ? true : false`;
      return `${rules}\nexport const row${row}: ${isCovered} = ${want};`;
    });
    const program = `import type { CoveredBy, Folded } from "./description.js";\n${rows.join("\n")}\n`;
    expect(typeCheck(new Map([["description.ts", text]]), { "rows.ts": program })).toEqual([]);
    const wrong = program.replace(/= true;$/m, "= false;");
    expect(typeCheck(new Map([["description.ts", text]]), { "rows.ts": wrong })).toHaveLength(1);
  });

  test("a pattern of many stars against a long scope takes no time", () => {
    const rules = scopeRulesOf(settings({ a: [`${"x*".repeat(1000)}y`] }));
    expect(covers(["a"], "x".repeat(20_000), rules)).toBe(false);
  });
});

test("what is missing is that of the alternative that lacks least", () => {
  const rules = scopeRulesOf(settings());
  const requirement = [
    ["b", "c"],
    ["a", "d"],
  ];
  expect(missingScopes(requirement, ["a"], rules)).toEqual(["d"]);
  expect(missingScopes([["b"], ["a"]], ["a"], rules)).toEqual([]);
  expect(missingScopes([], ["a"], rules)).toEqual([]);
});

describe("a transport with scopes", () => {
  const readThing: Operation<[], unknown, unknown> = operation({
    name: "readThing",
    method: "GET",
    path: "/thing",
    scopes: [["things.read", "basic"], ["things.all"]],
  });
  const ping: Operation<[], unknown, unknown> = operation({ name: "ping", method: "GET", path: "/ping" });
  const rules: ScopeRules = scopeRulesOf(settings({ admin: ["*"] }, false));

  const echo = serveEcho();

  const guarded = (grant: Grant) =>
    withScopes(createTransport({ baseUrl: echo.url, auth: tokenOf(grant.auth, "oauth") }), grant, rules);
  const refusal = (grant: Grant) =>
    readThing(guarded(grant)).then(
      () => undefined,
      (error: unknown) => error as MissingScopeError,
    );

  test.each([
    ["too few", ["basic"], ["things.read"], 'the client has "basic": add "things.read"'],
    ["none", [], ["things.all"], 'the client has none: add "things.all"'],
  ])("sends nothing for %s, and says what to add", async (_, scopes, missing, text) => {
    const error = await refusal({ scopes });
    expect(error).toBeInstanceOf(MissingScopeError);
    const needs = readThing.description.scopes;
    expect(error).toMatchObject({ name: "MissingScopeError", operation: "readThing", needs, has: scopes, missing });
    expect(error?.message).toBe(`readThing needs the scopes "things.read" and "basic", or "things.all"; ${text}`);
    const { name, message, operation } = error!;
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name, message, operation, needs, has: scopes, missing });
    expect(echo.requests).toEqual([]);
  });

  test.each([
    ["an alternative", ["BASIC", "Things.Read"]],
    ["another one", ["things.all"]],
    ["what implies it", ["ADMIN"]],
    ["nothing that is known", undefined],
  ])("sends with %s", async (_, scopes) => {
    expect(await refusal({ scopes })).toBeUndefined();
    expect(echo.requests).toHaveLength(1);
  });

  test("sends what needs no scopes with none", async () => {
    await ping(guarded({ scopes: [] }));
    expect(echo.requests).toHaveLength(1);
  });

  test("knows what the token endpoint granted once it has said so, and asks for the token before that", async () => {
    let granted: string[] | undefined;
    const auth: TokenProvider = Object.assign(
      async () => {
        granted ??= ["basic"];
        return "t";
      },
      { scopes: () => granted },
    );
    const grant = { scopes: ["things.all"], auth };
    expect(isGranted(readThing.description, grant, rules)).toBe(true);
    const error = await refusal(grant);
    expect(error).toMatchObject({ has: ["basic"], missing: ["things.read"] });
    expect(error?.message).toContain('the token has "basic"');
    expect(echo.requests).toEqual([]);
    expect(isGranted(readThing.description, grant, rules)).toBe(false);
    granted = ["things.all"];
    expect(await refusal(grant)).toBeUndefined();
  });

  test("knows it of the only provider among credentials by name, not of one of several", async () => {
    const granting = (...scopes: string[]): TokenProvider => Object.assign(() => "t", { scopes: () => scopes });
    const known = (auth: object) => isGranted(readThing.description, { auth }, rules);
    expect(known({ oauth: granting("things.all") })).toBe(true);
    expect(known({ oauth: granting("basic"), key: "K", other: () => "K" })).toBe(false);
    expect(known({ oauth: granting("basic"), other: granting("things.all") })).toBe(true);
    expect(known({ key: "K" })).toBe(true);
    const error = await refusal({ auth: { oauth: granting("basic") } });
    expect(error).toMatchObject({ name: "MissingScopeError", has: ["basic"], missing: ["things.read"] });
    expect(echo.requests).toEqual([]);
  });

  test("asks for the first token with the request it is for, so that its server and its signal are known", async () => {
    const asked: (string | undefined)[] = [];
    const auth: TokenProvider = Object.assign(
      (request?: Request) => {
        asked.push(request?.url);
        return "t";
      },
      { scopes: () => undefined },
    );
    expect(await refusal({ auth })).toBeUndefined();
    expect(asked).toEqual([expect.stringContaining(echo.url)]);
  });

  test("asks for no token where the client's own scopes are not enough, or none are needed", async () => {
    const calls: string[] = [];
    const auth: TokenProvider = Object.assign(() => void calls.push("token") as undefined, { scopes: () => undefined });
    expect(await refusal({ scopes: [], auth })).toBeInstanceOf(MissingScopeError);
    expect(calls).toEqual([]);
    await ping(guarded({ auth }));
    expect(calls).toEqual(["token"]);
  });

  test("shows scopes that hold line ends on one line", async () => {
    const error = await refusal({ scopes: ["a\n\u001b[31mb"] });
    expect(error?.message).toMatch(/^[ -~]+$/);
  });

  test("guards the methods of a client and operations that are called with it", async () => {
    const client = attach(guarded({ scopes: [] }), { readThing, ping });
    await expect(client.readThing()).rejects.toThrow(MissingScopeError);
    await expect(readThing(client)).rejects.toThrow(MissingScopeError);
    await client.ping();
    expect(echo.requests).toHaveLength(1);
  });
});
