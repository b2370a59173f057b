import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldCase } from "../../generator/names/identifiers/identifier.ts";
import { isSafeName } from "../../generator/names/identifiers/reserved.ts";
import { emptyLock, formatLock, type Lock, registrationText } from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import { operationKey } from "../../generator/names/operation-key.ts";
import { type NamedOperations, nameOperations } from "../../generator/names/operations/operations.ts";
import { wantedName } from "../../generator/names/operations/wanted.ts";
import type { Registration } from "../../generator/names/registration.ts";
import { collidingName, registration } from "./arbitraries.ts";

const registrations = fc.array(registration, { maxLength: 16 });
/** One document gives one operationId to one method and path once, as far as a lock can tell registrations apart. */
const universe = fc.uniqueArray(registration, {
  selector: (each) => `${operationKey(each.method, each.path)} ${registrationText(each)}`,
  maxLength: 20,
});
const runs = { numRuns: 1500 };

function allNames({ operations }: NamedOperations): string[] {
  return operations.flatMap(({ name, aliases }) => [name, ...aliases]);
}

function namesByKey({ operations }: NamedOperations): unknown {
  return operations.map(({ lockKey, name, aliases, twins, isCanonicalTwin }) => [
    lockKey,
    name,
    aliases,
    twins,
    isCanonicalTwin,
  ]);
}

function expectSound(named: NamedOperations): void {
  const names = allNames(named);
  expect(names.filter((name) => !isSafeName(name, "operation"))).toEqual([]);
  expect(new Set(names.map(foldCase)).size).toBe(names.length);
  const locked = [...named.lock.operations.values()].flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(locked.map(foldCase)).size).toBe(locked.length);
}

/** Every operation of `before` that still has a registration is callable under all its names, for that registration. */
function expectKept(before: NamedOperations, after: NamedOperations): void {
  const now = new Map(
    after.operations.flatMap((operation) => operation.registrations.map((each) => [each, operation])),
  );
  for (const { name, aliases, registrations } of before.operations) {
    for (const operation of registrations.flatMap((each) => now.get(each) ?? [])) {
      expect(operation.name).toBe(name);
      expect(operation.aliases).toEqual(expect.arrayContaining([...aliases]));
    }
  }
}

describe("names of operations", () => {
  test("do not depend on the order of registrations", () => {
    fc.assert(
      fc.property(
        registrations.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        registrations,
        ([all, shuffled], earlier) => {
          for (const lock of [emptyLock, nameOperations(earlier, { lock: emptyLock }).lock]) {
            const [left, right] = [nameOperations(all, { lock }), nameOperations(shuffled, { lock })];
            expect(namesByKey(right)).toEqual(namesByKey(left));
            expect(formatLock(right.lock)).toBe(formatLock(left.lock));
            expect(right.events.map(({ kind, names, keys }) => [kind, names, keys])).toEqual(
              left.events.map(({ kind, names, keys }) => [kind, names, keys]),
            );
          }
        },
      ),
      runs,
    );
  });

  test("are valid, safe and unique on disks without case, and no registration is lost", () => {
    fc.assert(
      fc.property(registrations, (all) => {
        const named = nameOperations(all, { lock: emptyLock });
        expectSound(named);
        expect(named.operations.flatMap((each) => each.registrations)).toHaveLength(all.length);
        const canonical = named.operations.filter((each) => each.isCanonicalTwin).map((each) => each.key);
        expect(canonical.sort()).toEqual([...new Set(all.map((each) => operationKey(each.method, each.path)))].sort());
      }),
      runs,
    );
  });

  test("no member of a clash has the name that all want, unless the lock or the plainest path gave it", () => {
    fc.assert(
      fc.property(registrations, (all) => {
        const { events, operations } = nameOperations(all, { lock: emptyLock });
        const hasId = new Set(
          operations.filter(({ canonical }) => wantedName(canonical).source !== "path").map(({ name }) => name),
        );
        for (const { kind, names } of events) {
          if (kind !== "clash") continue;
          const [wanted, ...given] = names;
          const having = given.filter((each) => foldCase(each) === foldCase(wanted!));
          expect(having.length).toBeLessThan(2);
          expect(having.filter((each) => hasId.has(each))).toEqual([]);
        }
      }),
      runs,
    );
  });

  test("no operation without a clash is renamed", () => {
    fc.assert(
      fc.property(registrations, (all) => {
        const named = nameOperations(all, { lock: emptyLock });
        const clashing = new Set(named.events.filter(({ kind }) => kind === "clash").flatMap(({ keys }) => keys));
        const wanted = named.events.filter(({ kind }) => kind === "held");
        expect(wanted).toEqual([]);
        for (const { lockKey, name } of named.operations) {
          if (!clashing.has(lockKey)) expect(name).not.toMatch(/_[a-z][a-z0-9]{5}$/);
        }
      }),
      runs,
    );
  });

  test("stay the same, to the byte, when generated again", () => {
    fc.assert(
      fc.property(registrations, (all) => {
        const first = nameOperations(all, { lock: emptyLock });
        const { lock, diagnostics } = parseLock(formatLock(first.lock), "twinspec.lock.yaml");
        const second = nameOperations(all, { lock });
        expect(diagnostics).toEqual([]);
        expect(namesByKey(second)).toEqual(namesByKey(first));
        expect(formatLock(second.lock)).toBe(formatLock(first.lock));
      }),
      runs,
    );
  });

  test("never change when anything is added", () => {
    fc.assert(
      fc.property(
        universe.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all))),
        ([all, some]) => {
          const before = nameOperations(some, { lock: emptyLock });
          const after = nameOperations(all, { lock: before.lock });
          expectKept(before, after);
          expectSound(after);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("never change over a history of additions and removals, and removed names are not given to others", () => {
    fc.assert(
      fc.property(
        universe.chain((all) => fc.array(fc.subarray(all), { minLength: 2, maxLength: 5 })),
        (history) => {
          let lock: Lock = emptyLock;
          let before: NamedOperations | undefined;
          for (const present of history) {
            const after = nameOperations(present, { lock });
            expectSound(after);
            if (before) expectKept(before, after);
            for (const [key, { name, aliases, isRemoved }] of lock.operations) {
              const next = [...after.lock.operations].find(([, each]) => [each.name, ...each.aliases].includes(name));
              expect(next, `${name} of ${key}`).toBeDefined();
              if (isRemoved) expect([next![1].name, ...next![1].aliases]).toEqual(expect.arrayContaining([...aliases]));
            }
            before = after;
            lock = after.lock;
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("follow overrides that are not refused, and stay sound", () => {
    fc.assert(
      fc.property(
        universe,
        fc.dictionary(fc.constantFrom("a", "b", "a2", "GET /a", "POST /b", "GET /"), collidingName),
        fc.boolean(),
        (all, chosen, hasLock) => {
          const before = nameOperations(all, { lock: emptyLock });
          const overrides = new Map(Object.entries(chosen).map(([key, name]) => [key, { name }]));
          const after = nameOperations(all, { lock: hasLock ? before.lock : emptyLock, overrides });
          expectSound(after);
          for (const { kind, names, keys } of after.events) {
            if (kind === "override")
              expect(after.operations.find((each) => each.lockKey === keys[0])!.name).toBe(names[0]);
          }
          const again = nameOperations(all, { lock: after.lock, overrides });
          expect(formatLock(again.lock)).toBe(formatLock(after.lock));
        },
      ),
      runs,
    );
  });

  test("of 1,000 operations, all of them in a clash or none, are named in the time of a test", () => {
    const build = (operationId: (index: number) => string): Registration[] =>
      Array.from({ length: 1000 }, (_, index) => ({
        method: index % 2 ? "GET" : "POST",
        path: `/api/v1/things${index >> 1}/{id}/parts`,
        operationId: operationId(index),
        tags: [`tag ${index % 40}`],
        equivalence: "1",
        document: "api",
        place: { file: "api.yaml" },
      }));
    for (const all of [build((index) => `things/get-part-${index}`), build(() => "get")]) {
      expect(nameOperations(all, { lock: emptyLock }).operations).toHaveLength(all.length);
    }
  }, 20_000);
});
