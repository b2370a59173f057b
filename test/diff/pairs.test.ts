import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { kinds } from "../../generator/diff/kinds.ts";
import { type Compared, defaultSettings, diff, type Version } from "../../generator/entry.ts";
import { base } from "./pairs/base.ts";
import type { Pair } from "./pairs/pair.ts";
import { requests } from "./pairs/requests.ts";
import { responses } from "./pairs/responses.ts";
import { surface } from "./pairs/surface.ts";

const pairs = [...requests, ...responses, ...surface];
const folder = mkdtempSync(join(tmpdir(), "twinspec-pairs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A document with what stands at pointers set, or taken away. */
function edited(edits: readonly (readonly [pointer: string, value: unknown])[]): unknown {
  const document: unknown = structuredClone(base);
  for (const [pointer, value] of edits) {
    const keys = pointer
      .slice(1)
      .split("/")
      .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = keys.pop()!;
    let target = document as Record<string, unknown>;
    for (const key of keys) {
      target[key] ??= {};
      target = target[key] as Record<string, unknown>;
    }
    if (last === "-") {
      if (value !== undefined) (target as unknown as unknown[]).push(value);
    } else if (value !== undefined) target[last] = value;
    else if (Array.isArray(target)) target.splice(Number(last), 1);
    else delete target[last];
  }
  return document;
}

async function compared({ edits }: Pair): Promise<Compared> {
  const version = (name: string, own: readonly (readonly [string, unknown])[]): Version => {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(edited(own), null, 1));
    return { settings: defaultSettings([`${name}.json`], undefined, folder), options: {}, shown: (file) => file };
  };
  return diff(
    version(
      "old",
      edits.map(([pointer, old]) => [pointer, old] as const),
    ),
    version(
      "new",
      edits.map(([pointer, , now]) => [pointer, now] as const),
    ),
  );
}

describe("what a change is to a consumer", () => {
  test.each(pairs.map((each) => [each.name, each] as const))("%s", async (_, each) => {
    const { findings, level, diagnostics } = await compared(each);
    expect([...diagnostics.old, ...diagnostics.new].filter(({ severity }) => severity === "error")).toEqual([]);
    const found = findings?.map(({ kind, operation = "-", path }) => `${kind} ${operation} ${path}`);
    if (each.finds !== undefined) expect(found).toContain(each.finds);
    expect({ level, found }).toEqual({ level: each.level, found });
  });

  test("there are pairs enough, and each is of its own", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(120);
    expect(new Set(pairs.map(({ name }) => name)).size).toBe(pairs.length);
  });

  test("every kind of finding has a pair", () => {
    // those that settings and locks decide are in settings.test.ts
    const decided = ["name-changed", "alias-added", "alias-removed", "implication-removed", "option-removed"];
    const found = new Set(pairs.flatMap(({ finds }) => (finds === undefined ? [] : [finds.split(" ")[0]])));
    expect(
      Object.keys(kinds)
        .filter((kind) => !found.has(kind))
        .sort(),
    ).toEqual(decided.sort());
  });
});
