import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldCase } from "../../generator/names/identifiers/identifier.ts";
import { isSafeName } from "../../generator/names/identifiers/reserved.ts";
import { emptyLock, formatLock } from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import { nameTags, untaggedModule } from "../../generator/names/tags.ts";
import { hostileText } from "./arbitraries.ts";

describe("modules of tags", () => {
  test.each([
    ["IM Sessions", "im-sessions"],
    ["code-scanning", "code-scanning"],
    ["SessionAnalytics", "session-analytics"],
    ["index", "index_"],
    [untaggedModule, "default_"],
    ["../../etc/passwd", "etc-passwd"],
    ["NUL", "nul_"],
    ["", "tag"],
    ["Ⰰℇ", "ⰰ-ℇ"],
  ])("%j is %s", (given, want) => {
    expect(nameTags([given], { lock: emptyLock }).names.get(given)).toBe(want);
  });

  test("of tags that are the same on a disk without case are all distinguished by a hash", () => {
    const { names, events } = nameTags(["Users", "users"], { lock: emptyLock });
    for (const name of names.values()) expect(name).toMatch(/^users-[a-z][a-z0-9]{5}$/);
    expect(events.map(({ kind, keys }) => [kind, keys])).toEqual([["clash", ["Users", "users"]]]);
  });

  test.each([
    ["Tickets", "tickets"],
    ["IM Sessions", "im-sessions"],
    ["code_scanning", "Code Scanning"],
    ["index", "Index"],
  ])("stay when %j is written %j", (before, after) => {
    const { lock, names } = nameTags([before], { lock: emptyLock });
    const named = nameTags([after], { lock });
    expect(named.names.get(after)).toBe(names.get(before));
    const moved = expect.objectContaining({ code: "name-moved", severity: "info" });
    expect(named.diagnostics).toEqual(expect.arrayContaining([moved]));
    expect([...named.lock.tags.keys()]).toEqual([after]);
    expect(nameTags([after], { lock: named.lock }).diagnostics.map(({ code }) => code)).not.toContain("name-moved");
    expect(nameTags([before], { lock: named.lock }).names.get(before)).toBe(names.get(before));
  });

  test("stay with a tag that is there still beside one that is written otherwise", () => {
    const { lock } = nameTags(["Tickets"], { lock: emptyLock });
    const { names } = nameTags(["Tickets", "tickets"], { lock });
    expect(names.get("Tickets")).toBe("tickets");
    expect(names.get("tickets")).toMatch(/^tickets-[a-z][a-z0-9]{5}$/);
  });

  test("do not move when two new tags want one of them", () => {
    const { lock } = nameTags(["TICKETS"], { lock: emptyLock });
    const { names } = nameTags(["Tickets", "tickets"], { lock });
    for (const name of names.values()) expect(name).toMatch(/^tickets-[a-z][a-z0-9]{5}$/);
  });

  test("of removed tags are reported once", () => {
    const { lock } = nameTags(["Users"], { lock: emptyLock });
    const named = nameTags([], { lock });
    expect(named.diagnostics).toEqual([
      {
        code: "name-removed",
        severity: "warning",
        message: "tag Users was removed; its name users stays reserved until --prune",
      },
    ]);
    expect(nameTags([], { lock: named.lock }).diagnostics).toEqual([]);
  });

  test("are safe and unique, and never change when tags are added", () => {
    const tag = fc.oneof(hostileText, fc.constantFrom("a", "A", "a b", "a-b", "aB", "index", "index_"));
    fc.assert(
      fc.property(fc.array(tag), fc.array(tag), (some, more) => {
        const before = nameTags(some, { lock: emptyLock });
        const { lock, diagnostics } = parseLock(formatLock(before.lock), "lock");
        expect(diagnostics).toEqual([]);
        const after = nameTags([...more, ...some], { lock });
        for (const [name, module] of before.names) expect(after.names.get(name)).toBe(module);
        const modules = [...after.names.values()];
        expect(modules.filter((name) => !isSafeName(name, "tag"))).toEqual([]);
        expect(new Set(modules.map(foldCase)).size).toBe(modules.length);
        expect(formatLock(nameTags(some, { lock: before.lock }).lock)).toBe(formatLock(before.lock));
      }),
      { numRuns: 1500 },
    );
  });
});
