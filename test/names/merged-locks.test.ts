import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { isSafeName } from "../../generator/names/identifiers/reserved.ts";
import {
  emptyLock,
  formatLock,
  type Lock,
  type LockedOperation,
  type LockedSchema,
} from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import { nameServers } from "../../generator/names/servers.ts";
import { nameTags } from "../../generator/names/tags.ts";

const folder = mkdtempSync(join(tmpdir(), "twinspec-merge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What git makes of two branches under `merge=union`. */
function merged(base: Lock, ours: Lock, theirs: Lock): string {
  const files = Object.entries({ ours, base, theirs }).map(([name, lock]) => {
    writeFileSync(join(folder, name), formatLock(lock));
    return join(folder, name);
  });
  return execFileSync("git", ["merge-file", "-p", "--union", ...files], { encoding: "utf8" });
}

function read(text: string): { lock: Lock; said: string[] } {
  const { lock, diagnostics } = parseLock(text, "lock");
  return { lock, said: diagnostics.map(({ severity, message }) => `${severity} ${message}`) };
}

function operation(name: string, more: Partial<LockedOperation> = {}): LockedOperation {
  return { name, aliases: [], registrations: [`d#${name}`], isRemoved: false, ...more };
}

/** A lock with the given words: an operation, a type, a module, a webhook and a server each. */
function lockWith(words: readonly string[], hasWebhooks: boolean): Lock {
  const entry = (name: string) => ({ name, isRemoved: false });
  return {
    operations: new Map(words.map((word) => [`GET /${word}/{}`, operation(`get${word}`)])),
    schemas: new Map(
      words.map((word) => [
        `d.yaml#/components/schemas/${word}`,
        { ...entry(`T${word}`), aliases: [`Also${word}`], input: `T${word}Input`, inputAliases: [`Also${word}Input`] },
      ]),
    ),
    tags: new Map(words.map((word) => [word, entry(word)])),
    webhooks: new Map(hasWebhooks ? words.map((word) => [`${word} POST`, entry(`on${word}`)]) : []),
    servers: new Map(words.map((word) => [`https://{region}.${word}.example`, entry(word)])),
  };
}

function keysOf(lock: Lock): string[][] {
  return [lock.operations, lock.schemas, lock.tags, lock.webhooks, lock.servers].map((part) => [...part.keys()].sort());
}

test("what two branches added is all there, each in its section, whatever git put where", () => {
  const word = fc.stringMatching(/^[a-z]{1,3}$/).filter((each) => isSafeName(each, "tag"));
  const words = fc.uniqueArray(word, { maxLength: 6 });
  const branch = fc.tuple(words, fc.boolean());
  fc.assert(
    fc.property(words, branch, branch, (common, [mine, hasMine], [others, hasOthers]) => {
      const given = [common, ...[mine, others].map((added) => [...new Set([...common, ...added])])] as const;
      const [base, ours, theirs] = given.map((all, index) =>
        lockWith(all, [hasMine && hasOthers, hasMine, hasOthers][index]!),
      ) as [Lock, Lock, Lock];
      const { lock, said } = read(merged(base, ours, theirs));
      expect(said.filter((each) => !each.startsWith("info "))).toEqual([]);
      const wanted = keysOf(ours).map((part, index) => [...new Set([...part, ...keysOf(theirs)[index]!])].sort());
      expect(keysOf(lock)).toEqual(wanted);
      // what is written from it is the lock that one branch would have written with both
      expect(formatLock(read(formatLock(lock)).lock)).toBe(formatLock(lock));
      expect(read(formatLock(lock)).said).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test.each(["GET /pets", "*/ //pets", "a.yaml#/components/schemas/A", "POST", "pets POST", "GET /pets POST"])(
  "a tag that is called %s is a tag",
  (tag) => {
    const tags = new Map([[tag, { name: "get-pets", isRemoved: false }]]);
    expect(read(formatLock({ ...lockWith(["a"], true), tags }))).toEqual({
      lock: { ...lockWith(["a"], true), tags },
      said: [],
    });
  },
);

describe("of a tag that a branch wrote in another case", () => {
  const base: Lock = { ...emptyLock, tags: new Map([["Pets", { name: "pets", isRemoved: false }]]) };
  const ours = nameTags(["pets", "ants"], { lock: base }).lock;
  const theirs = nameTags(["Pets", "Rats", "ants"], { lock: base }).lock;

  test.each([
    ["the documents have the new one", ["ants", "pets", "Rats"], { ants: "ants", pets: "pets", Rats: "rats" }],
    ["the documents have the old one", ["ants", "Pets", "Rats"], { ants: "ants", Pets: "pets", Rats: "rats" }],
    [
      "the documents have both",
      ["Pets", "pets"],
      { Pets: "pets", pets: expect.stringMatching(/^pets-\w{6}$/) as string },
    ],
  ])("the module stays: %s", (_, tags, want) => {
    const { lock, said } = read(merged(base, ours, theirs));
    expect(said.filter((each) => each.startsWith("error"))).toEqual([]);
    const named = nameTags(tags, { lock });
    expect(Object.fromEntries(named.names)).toEqual(want);
    expect(named.diagnostics.filter(({ message }) => message.includes("its name pets"))).toEqual([]);
    expect(read(formatLock(named.lock)).said).toEqual([]);
  });

  test("others that have one name stay an error", () => {
    const { said } = read(formatLock(base).replace(/(tags:\n)/, '$1  "Cats": { "name": "pets" }\n'));
    expect(said).toEqual(['error "Pets" and "Cats" have the same name in the lock']);
  });
});

describe("of a server that a branch moved to another URL", () => {
  const named = (lock: Lock, ...hosts: string[]) =>
    nameServers(
      hosts.map((host) => ({ url: `https://${host}.test`, description: host.length > 1 ? host : "Europe" })),
      { lock, prune: false },
    );
  const base = named(emptyLock, "a").lock;
  const lock = read(merged(base, named(base, "b").lock, named(base, "a", "asia").lock)).lock;

  test.each([["b"], ["a"]])("the name stays where the documents have %s", (host) => {
    const { names, diagnostics, lock: next } = named(lock, host, "asia");
    expect([...names.values()].sort()).toEqual(["asia", "europe"]);
    expect(diagnostics).toEqual([]);
    expect(read(formatLock(next)).said).toEqual([]);
  });

  test("two that are there with one name are an error", () => {
    expect(named(lock, "a", "b").diagnostics).toMatchObject([
      { code: "name-removed" },
      {
        code: "lock-duplicate",
        severity: "error",
        message: "the servers https://b.test and https://a.test have the same name in the lock",
      },
    ]);
  });
});

describe("of lines of one key", () => {
  const lockOf = (operations: Record<string, LockedOperation>): Lock => ({
    ...emptyLock,
    operations: new Map(Object.entries(operations)),
  });
  const both = (base: Lock, ours: Lock, theirs: Lock) => {
    const [one, other] = [read(merged(base, ours, theirs)), read(merged(base, theirs, ours))];
    // whoever merges whom
    expect(formatLock(other.lock)).toBe(formatLock(one.lock));
    return one;
  };

  test("which two branches added under two names, one is the name and the other an alias", () => {
    const { lock, said } = both(
      emptyLock,
      lockOf({ "GET /a": operation("listA") }),
      lockOf({ "GET /a": operation("getA") }),
    );
    expect(lock.operations.get("GET /a")).toMatchObject({
      name: "getA",
      aliases: ["listA"],
      registrations: ["d#getA", "d#listA"],
    });
    expect(said).toEqual([
      'info "GET /a" occurs twice in the lock, with different names: getA, and listA, which becomes an alias of it',
    ]);
  });

  test("the aliases, arguments and registrations of both are kept", () => {
    const before = operation("a", { aliases: ["x"], arguments: new Map([["path id", "id"]]) });
    const { lock } = both(
      lockOf({ "GET /a": before }),
      lockOf({ "GET /a": { ...before, aliases: ["x", "y"] } }),
      lockOf({ "GET /a": { ...before, arguments: new Map([...before.arguments!, ["query q", "q"]]) } }),
    );
    expect(lock.operations.get("GET /a")).toEqual({
      ...before,
      aliases: ["x", "y"],
      arguments: new Map([
        ["path id", "id"],
        ["query q", "q"],
      ]),
    });
  });

  test("one that a branch removed and the other changed is there", () => {
    const { lock } = both(
      lockOf({ "GET /a": operation("a") }),
      lockOf({ "GET /a": operation("a", { isRemoved: true }) }),
      lockOf({ "GET /a": operation("a", { registrations: ["d#b"] }) }),
    );
    expect(lock.operations.get("GET /a")).toMatchObject({ name: "a", isRemoved: false });
  });

  test("one that a branch saw move and the other changed where it was is one", () => {
    const { lock, said } = both(
      lockOf({ "GET /a": operation("a") }),
      lockOf({ "GET /v2/a": operation("a", { movedFrom: "GET /a" }) }),
      lockOf({ "GET /a": operation("a", { aliases: ["b"] }) }),
    );
    expect([...lock.operations]).toEqual([["GET /v2/a", operation("a", { aliases: ["b"], movedFrom: "GET /a" })]]);
    expect(said).toEqual(['info "GET /a" stands in the lock as "GET /v2/a", too']);
  });

  test("a type that two branches named otherwise has both names, and so has what requests hold in place of it", () => {
    const lockOfType = (name: string, more: Partial<LockedSchema> = {}): Lock => ({
      ...emptyLock,
      schemas: new Map([["d.yaml#/components/schemas/Pet", { name, isRemoved: false, ...more }]]),
    });
    const { lock, said } = both(
      emptyLock,
      lockOfType("Pet", { aliases: ["Old"], input: "PetInput" }),
      lockOfType("DPet", { input: "DPetInput" }),
    );
    expect([...lock.schemas.values()]).toEqual([
      { name: "DPet", aliases: ["Old", "Pet"], input: "DPetInput", inputAliases: ["PetInput"], isRemoved: false },
    ]);
    expect(said).toEqual([
      'info "d.yaml#/components/schemas/Pet" occurs twice in the lock, with different names: DPet, and Pet, which becomes an alias of it',
    ]);
  });

  test("an argument under two names is an error that names both, as an argument has no aliases", () => {
    const withArgument = (name: string) =>
      lockOf({ "GET /a": operation("a", { arguments: new Map([["query q", name]]) }) });
    const { diagnostics } = parseLock(merged(emptyLock, withArgument("q"), withArgument("queryQ")), "lock");
    expect(diagnostics.map(({ severity, help }) => `${severity} ${help}`)).toEqual([
      "error keep the line whose names are in use: a q, or a queryQ",
    ]);
  });
});

describe("a lock that something else laid out reads as before:", () => {
  const lock: Lock = {
    ...lockWith(["a", "b"], true),
    operations: new Map([
      ["GET /a/{}", operation("a", { aliases: ["b"], arguments: new Map([["query filter[a]", "filterA"]]) })],
    ]),
  };
  const sections = formatLock(lock)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

  test("as Prettier does, with an entry over several lines", () => {
    const broken = formatLock(lock).replace(/^( +"[^"]+":) \{ (.*) \}$/gm, (_, key: string, fields: string) => {
      return `${key}\n    {\n      ${fields.replace(/, (?="(?:aliases|registrations|arguments)")/g, ",\n      ")},\n    }`;
    });
    expect(broken.split("\n").length).toBeGreaterThan(20);
    expect(formatLock(read(broken).lock)).toBe(formatLock(lock));
    expect(read(broken).said).toEqual([]);
  });

  test("as JSON, indented or not", () => {
    const json = Object.fromEntries(
      ["operations", "schemas", "tags", "webhooks", "servers"].map((section) => {
        const start = sections.indexOf(`${section}:`) + 1;
        const length = sections.slice(start).findIndex((line) => !line.startsWith(" "));
        const lines = sections.slice(start, length === -1 ? undefined : start + length);
        return [section, JSON.parse(`{${lines.join(",")}}`) as unknown];
      }),
    );
    for (const indent of [undefined, 2, "\t"]) {
      const { lock: again, said } = read(JSON.stringify({ version: 1, ...json }, null, indent));
      expect(said).toEqual([]);
      expect(formatLock(again)).toBe(formatLock(lock));
    }
  });

  test("in another order, with line ends of Windows and blank lines", () => {
    const lines = formatLock(lock).split("\n");
    const at = lines.indexOf("tags:");
    const shuffled = [...lines.slice(0, at + 1), ...lines.slice(at + 1, at + 3).reverse(), "", ...lines.slice(at + 3)];
    expect(shuffled).not.toEqual(lines);
    expect(formatLock(read(shuffled.join("\r\n")).lock)).toBe(formatLock(lock));
  });
});
