import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byCodePoint } from "../../generator/document/order.ts";
import { nameArguments } from "../../generator/names/arguments.ts";
import { camelCase, foldCase, kebabCase, pascalCase } from "../../generator/names/identifiers/identifier.ts";
import { safeName } from "../../generator/names/identifiers/reserved.ts";
import {
  emptyLock,
  formatLock,
  type Lock,
  type LockedName,
  type LockedOperation,
  type LockedSchema,
} from "../../generator/names/lock/lock.ts";
import type { LockedArguments } from "../../generator/names/lock/locked-arguments.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import { operationKey } from "../../generator/names/operation-key.ts";
import { hostileText } from "./arbitraries.ts";

const head = "# The public names\nversion: 1\n";

function parse(text: string) {
  return parseLock(text, "twinspec.lock.yaml");
}

/** `line:column severity code: message` for each diagnostic. */
function said(text: string): string[] {
  return parse(text).diagnostics.map(
    ({ at, severity, code, message }) => `${at?.line}:${at?.column} ${severity} ${code}: ${message}`,
  );
}

/** Names of arguments by place and wire name, as naming gives them, in the order in which a lock has them. */
const locked: fc.Arbitrary<LockedArguments> = fc
  .uniqueArray(fc.tuple(fc.constantFrom("path", "query", "header"), hostileText), {
    minLength: 1,
    maxLength: 4,
    selector: (each) => each.join(" "),
  })
  .map((all) => {
    const { byKey } = nameArguments(
      all.map(([place, name]) => ({ in: place, name })),
      true,
    );
    return new Map([...byKey].sort(([a], [b]) => byCodePoint(a, b)));
  });

const lock: fc.Arbitrary<Lock> = fc
  .record({
    operations: fc.uniqueArray(
      fc.tuple(
        hostileText,
        hostileText,
        fc.array(hostileText),
        fc.boolean(),
        fc.option(hostileText),
        fc.option(locked),
      ),
      {
        selector: ([, name]) => foldCase(camelCase(name)),
      },
    ),
    schemas: fc.array(
      fc.tuple(hostileText, hostileText, fc.boolean(), fc.option(hostileText), fc.array(hostileText, { maxLength: 2 })),
    ),
    tags: fc.uniqueArray(fc.tuple(hostileText, hostileText, fc.boolean()), {
      selector: ([, name]) => foldCase(kebabCase(name)),
    }),
    webhooks: fc.uniqueArray(fc.tuple(hostileText, hostileText, fc.boolean()), {
      selector: ([, name]) => foldCase(camelCase(name)),
    }),
    servers: fc.uniqueArray(fc.tuple(hostileText, hostileText, fc.boolean()), {
      selector: ([, name]) => foldCase(camelCase(name)),
    }),
  })
  .map(({ operations, schemas, tags, webhooks, servers }) => ({
    servers: new Map<string, LockedName>(
      servers.map(([key, name, isRemoved]) => [
        `https://${key}`,
        { name: safeName(camelCase(name), "server"), isRemoved },
      ]),
    ),
    operations: new Map<string, LockedOperation>(
      operations.map(([key, name, registrations, isRemoved, movedFrom, named]) => [
        operationKey("get", `/${key}`),
        {
          name: safeName(camelCase(name), "operation"),
          aliases: [`${safeName(camelCase(name), "operation")}_alias`],
          registrations,
          isRemoved,
          ...(movedFrom === null ? {} : { movedFrom }),
          ...(named === null ? {} : { arguments: named }),
        },
      ]),
    ),
    schemas: new Map<string, LockedSchema>(
      schemas.map(([key, name, isRemoved, input, others]) => [
        key,
        {
          name: safeName(pascalCase(name), "schema"),
          isRemoved,
          ...(others.length > 0 && {
            aliases: others.map((each) => safeName(pascalCase(each), "schema")),
            inputAliases: others.map((each) => safeName(pascalCase(`${each} input`), "schema")),
          }),
          ...(input === null ? {} : { input: safeName(pascalCase(input), "schema") }),
        },
      ]),
    ),
    tags: new Map<string, LockedName>(
      tags.map(([key, name, isRemoved]) => [key, { name: safeName(kebabCase(name), "tag"), isRemoved }]),
    ),
    webhooks: new Map<string, LockedName>(
      webhooks.map(([key, name, isRemoved]) => [
        `${key} POST`,
        { name: safeName(camelCase(name), "webhook"), isRemoved },
      ]),
    ),
  }));

function sorted({ operations, schemas, tags, webhooks, servers }: Lock): unknown {
  const section = (entries: ReadonlyMap<string, unknown>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return [section(operations), section(schemas), section(tags), section(webhooks), section(servers)];
}

describe("the text of the lock", () => {
  test("gives back the lock it was made of, whatever the names", () => {
    fc.assert(
      fc.property(lock, (given) => {
        const { lock, diagnostics } = parse(formatLock(given));
        expect(diagnostics).toEqual([]);
        expect(sorted(lock)).toEqual(sorted(given));
      }),
      { numRuns: 1000 },
    );
  });

  test("is YAML, and reads the same by the YAML parser", () => {
    fc.assert(
      fc.property(lock, (given) => {
        const text = formatLock(given);
        // A comment behind a section is not what twinspec writes, so the text goes through the YAML parser.
        const { lock, diagnostics } = parse(text.replace("\ntags:", "\ntags: # by hand"));
        expect(diagnostics).toEqual([]);
        expect(sorted(lock)).toEqual(sorted(given));
      }),
      { numRuns: 300 },
    );
  });

  test("has one line an entry, in code-point order, and nothing invisible", () => {
    const entry = { name: "x", isRemoved: false };
    const schemas = new Map(["b", "\u{1f600}", "\uffee", "a\u202e\nb", "__proto__", "B"].map((key) => [key, entry]));
    expect(
      formatLock({ ...emptyLock, schemas })
        .split("\n")
        .slice(5, -2),
    ).toEqual([
      '  "B": { "name": "x" }',
      '  "__proto__": { "name": "x" }',
      '  "a\\u202e\\nb": { "name": "x" }',
      '  "b": { "name": "x" }',
      '  "\uffee": { "name": "x" }',
      '  "\u{1f600}": { "name": "x" }',
    ]);
  });

  test.each([
    ["empty", ""],
    ["only a comment", "# nothing\n"],
    ["of sections without entries", `${head}operations:\nschemas:\ntags:\n`],
  ])("may be %s", (_, text) => {
    expect(parse(text)).toEqual({ lock: emptyLock, diagnostics: [] });
  });

  test("may have the lines of two branches in any order, with Windows line ends", () => {
    const text = `${head}operations:\n  "GET /b": { "name": "b" }\n  "GET /a": { "name": "a" }\nschemas:\ntags:\n`;
    const read = parse(text.replaceAll("\n", "\r\n"));
    expect(read.diagnostics).toEqual([]);
    expect(formatLock(read.lock)).toBe(formatLock(parse(text).lock));
    expect([...read.lock.operations.keys()]).toEqual(["GET /b", "GET /a"]);
  });

  test("may be edited by hand in any style of YAML", () => {
    const { lock, diagnostics } = parse("version: 1\noperations:\n  GET /a:\n    name: a\n    aliases:\n      - b\n");
    expect(diagnostics).toEqual([]);
    expect(lock.operations.get("GET /a")).toEqual({ name: "a", aliases: ["b"], registrations: [], isRemoved: false });
  });
});

describe("faults of the lock are shown with their place", () => {
  test.each<[string, string, string[]]>([
    [
      "a line twice",
      `${head}operations:\n  "GET /a": { "name": "a" }\n  "GET /a": { "name": "a" }\n`,
      ['5:3 info lock-duplicate: "GET /a" occurs twice in the lock'],
    ],
    [
      "a key twice",
      `${head}operations:\n  "GET /a": { "name": "a" }\n  "GET /a": { "name": "b" }\n`,
      [
        '5:3 info lock-duplicate: "GET /a" occurs twice in the lock, with different names: a, and b, which becomes an alias of it',
      ],
    ],
    [
      "a type twice",
      `${head}schemas:\n  "a#/A": { "name": "A" }\n  "a#/A": { "name": "B" }\n`,
      [
        '5:3 info lock-duplicate: "a#/A" occurs twice in the lock, with different names: A, and B, which becomes an alias of it',
      ],
    ],
    [
      "a name twice, in another case",
      `${head}operations:\n  "GET /a": { "name": "a" }\n  "GET /b": { "name": "b", "aliases": ["A"] }\n`,
      ['5:3 error lock-duplicate: "GET /b" and "GET /a" have the same name in the lock'],
    ],
    [
      "conflict markers",
      `${head}operations:\n<<<<<<< HEAD\n  "GET /a": { "name": "a" }\n=======\n  "GET /b": { "name": "b" }\n>>>>>>> other\n`,
      ["4:1 error lock-syntax: the lock contains conflict markers of a merge"],
    ],
    [
      "a reserved word",
      `${head}operations:\n  "GET /a": { "name": "then" }\n`,
      ['4:3 error lock-name: "then" cannot be the name of an operation'],
    ],
    [
      "code for a name",
      `${head}schemas:\n  "a": { "name": "A; evil()" }\n`,
      ['4:3 error lock-name: "A; evil()" cannot be the name of a schema'],
    ],
    [
      "a path for a tag",
      `${head}tags:\n  "a": { "name": "../a" }\n`,
      ['4:3 error lock-name: "../a" cannot be the name of a tag'],
    ],
    ["no name", `${head}tags:\n  "a": { "removed": true }\n`, ['4:3 error lock-syntax: "a" has no name']],
    [
      "an unknown field",
      `${head}tags:\n  "a": { "name": "a", "__proto__": 1 }\n`,
      ['4:3 error lock-syntax: "a" has an unknown or malformed field "__proto__"'],
    ],
    [
      "a field of the wrong type",
      `${head}tags:\n  "a": { "name": 1 }\n`,
      ['4:3 error lock-syntax: "a" has an unknown or malformed field "name"'],
    ],
    [
      "an entry that is no map",
      `${head}tags:\n  "a": "a"\n`,
      ['4:3 error lock-syntax: "a" is not followed by `{ "name": … }`'],
    ],
    [
      "an unknown section",
      `${head}types:\n  "a": { "name": "a" }\n`,
      [
        '3:1 error lock-syntax: unknown or repeated field "types"; a lock has version, operations, schemas, tags, webhooks, servers',
      ],
    ],
    [
      "another version",
      "version: 2\noperations:\n",
      ["1:1 error lock-version: the version of the lock must be 1, found 2"],
    ],
    [
      "no version",
      'operations:\n  "GET /a": { "name": "a" }\n',
      ["1:1 error lock-version: the version of the lock must be 1, found none"],
    ],
    ["no map", "[1]\n", ["1:1 error lock-syntax: the lock is not an object"]],
  ])("%s", (_, text, want) => {
    expect(said(text)).toEqual(want);
  });

  test("half a line", () => {
    expect(said(`${head}operations:\n  "GET /a": { "name": "a\n`)).toEqual([
      expect.stringMatching(/^\d+:\d+ error lock-syntax: the lock is not valid YAML: /),
    ]);
  });

  test("and the sound entries beside them are kept", () => {
    const { lock } = parse(`${head}operations:\n  "GET /a": { "name": "then" }\n  "GET /b": { "name": "b" }\n`);
    expect([...lock.operations.keys()]).toEqual(["GET /b"]);
  });
});
