import type { Code } from "../../diagnostics/codes.ts";
import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import { foldCase, kebabCase } from "../identifiers/identifier.ts";
import { isSafeName, type NameKind } from "../identifiers/reserved.ts";
import { encodeBlanks, operationKey } from "../operation-key.ts";
import { untaggedModule } from "../tags.ts";
import { emptyLock, type Lock, type LockedOperation, typeNames } from "./lock.ts";
import { type LockLine, readLockText } from "./lock-text.ts";
import { readArguments } from "./locked-arguments.ts";
import { type Entry, inSections, mergeEntries, movedTwice } from "./merged-lines.ts";

/**
 * Reads the text of a lock file. Unusable entries are left out and reported as errors, with their places: names that
 * change unnoticed are worse than no output. What lines that branches brought together say of one key is one entry.
 */
export function parseLock(text: string, file: string): { lock: Lock; diagnostics: Diagnostic[] } {
  const { version, sections, fault } = readLockText(text, file);
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, at, message, extra = {}) => {
    diagnostics.push({ code, severity: "error", message, at, ...extra });
  };
  if (fault) report("lock-syntax", fault.at, fault.message, fault.help === undefined ? {} : { help: fault.help });
  else if (version === undefined && sections.size === 0) return { lock: emptyLock, diagnostics };
  else if (version?.value !== 1) {
    const found = version ? JSON.stringify(version.value) : "none";
    report(
      "lock-version",
      version?.at ?? { file, line: 1, column: 1 },
      `the version of the lock must be 1, found ${found}`,
    );
  }
  if (diagnostics.length > 0) return { lock: emptyLock, diagnostics };

  const sorted = inSections(sections);
  const entriesOf = <Fields>(section: string, kind: NameKind, fieldsOf: (entry: Entry) => Fields) => {
    const entries = readEntries(sorted.get(section) ?? [], kind, report);
    return new Map(
      [...entries].map(([key, entry]) => {
        const { name, isRemoved } = entry;
        return [key, { name, isRemoved, ...fieldsOf(entry) }] as const;
      }),
    );
  };
  const lock = {
    operations: entriesOf(
      "operations",
      "operation",
      ({ input: _, inputAliases: __, content: ___, ...entry }): LockedOperation => entry,
    ),
    schemas: entriesOf("schemas", "schema", ({ aliases, input, inputAliases = [], content }) => ({
      ...(aliases.length > 0 && { aliases }),
      ...(input !== undefined && { input }),
      ...(inputAliases.length > 0 && { inputAliases }),
      ...(content !== undefined && { content }),
    })),
    tags: entriesOf("tags", "tag", () => ({})),
    webhooks: entriesOf("webhooks", "webhook", () => ({})),
    servers: entriesOf("servers", "server", () => ({})),
  };
  return { lock, diagnostics };
}

type Report = (code: Code, at: Place, message: string, extra?: Partial<Diagnostic>) => void;

function readEntries(lines: readonly LockLine[], kind: NameKind, report: Report): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const known = new Map<string, LockLine>();
  const merged = (line: LockLine, message: string, earlier: LockLine) =>
    report("lock-duplicate", line.at, message, {
      severity: "info",
      related: [earlier.at],
      help: "the next `twinspec generate` writes it once",
    });
  for (const line of lines) {
    const { key, at } = line;
    const entry = readEntry(line, kind, report);
    if (entry === undefined) continue;
    const earlier = known.get(key);
    const before = entries.get(key);
    if (!earlier || !before) {
      known.set(key, line);
      entries.set(key, entry);
      continue;
    }
    const both = mergeEntries(before, entry, kind === "operation" || kind === "schema");
    if (both) {
      entries.set(key, both);
      merged(line, `${JSON.stringify(key)} occurs twice in the lock${difference(before, entry, both)}`, earlier);
    } else
      report("lock-duplicate", at, `${JSON.stringify(key)} occurs twice in the lock, with different names`, {
        related: [earlier.at],
        help: `keep the line whose names are in use: ${namesIn(before)}, or ${namesIn(entry)}`,
      });
  }
  for (const [from, to] of kind === "operation" ? movedTwice(entries) : []) {
    const both = mergeEntries(entries.get(to)!, entries.get(from)!, true);
    if (!both) continue;
    entries.set(to, both);
    entries.delete(from);
    merged(
      known.get(from)!,
      `${JSON.stringify(from)} stands in the lock as ${JSON.stringify(to)}, too`,
      known.get(to)!,
    );
  }
  // equivalent schemas share a name, with one line per source, and so do callbacks
  if (kind === "schema" || kind === "webhook") return entries;
  return withOwnNames(entries, (key) => known.get(key)!, {
    report,
    merged,
    areOne: areOneIn[kind] ?? (() => false),
  });
}

/** What is said of lines that are in each other's way. */
interface Reports {
  readonly report: Report;
  readonly merged: (line: LockLine, message: string, earlier: LockLine) => void;
  /** Whether the keys of two lines may stand for one thing: the documents tell which is there. */
  readonly areOne: (key: string, other: string) => boolean;
}

/** The entries without those that have a name of another one, which are reported. */
function withOwnNames(
  entries: ReadonlyMap<string, Entry>,
  lineOf: (key: string) => LockLine,
  { report, merged, areOne }: Reports,
): Map<string, Entry> {
  const owners = new Map<string, LockLine>();
  return new Map(
    [...entries].filter(([key, { name, aliases }]) => {
      const line = lineOf(key);
      const names = [name, ...aliases].map(foldCase);
      const owner = names.map((each) => owners.get(each)).find((each) => each !== undefined);
      if (!owner) {
        for (const each of names) owners.set(each, line);
        return true;
      }
      if (areOne(key, owner.key)) {
        merged(line, `${JSON.stringify(key)} stands in the lock as ${JSON.stringify(owner.key)}, too`, owner);
        return true;
      }
      const message = `${JSON.stringify(key)} and ${JSON.stringify(owner.key)} have the same name in the lock`;
      report("lock-duplicate", line.at, message, { related: [owner.at], help: "remove the newer line" });
      return false;
    }),
  );
}

/** What two keys with one name may be one thing: a branch wrote the tag in another case, or moved the server. */
const areOneIn: { readonly [kind in NameKind]?: Reports["areOne"] } = {
  tag: (tag, other) => foldCase(kebabCase(tag, "tag")) === foldCase(kebabCase(other, "tag")),
  server: () => true,
};

/** What two lines of one key say otherwise, for people. */
function difference(first: Entry, second: Entry, { name, aliases }: Entry): string {
  if (first.name !== second.name) {
    const other = first.name === name ? second.name : first.name;
    return aliases.includes(other) ? `, with different names: ${name}, and ${other}, which becomes an alias of it` : "";
  }
  return JSON.stringify(plain(first)) === JSON.stringify(plain(second)) ? "" : ", with different values";
}

function plain({ arguments: named = new Map(), ...entry }: Entry): object {
  return { ...entry, named: [...named] };
}

function namesIn({ name, input, arguments: named = new Map() }: Entry): string {
  return [name, ...(input === undefined ? [] : [input]), ...named.values()].join(" ");
}

function readEntry({ key, value, at }: LockLine, kind: NameKind, report: Report): Entry | undefined {
  if (kind === "operation" && !isKeyOfOperation(key)) {
    report("lock-syntax", at, `${JSON.stringify(key)} is not the key of an operation`, {
      help: "it is a method in capitals, a space and a path with {} for each variable, such as `GET /pets/{}`",
    });
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report("lock-syntax", at, `${JSON.stringify(key)} is not followed by \`{ "name": … }\``);
    return undefined;
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const checks: Record<string, (field: unknown) => boolean> = {
    name: isString,
    removed: (field) => typeof field === "boolean",
    ...((kind === "operation" || kind === "schema") && { aliases: isStringArray }),
    ...(kind === "operation" && {
      registrations: isStringArray,
      movedFrom: isString,
      modules: isArrayOfModules,
      arguments: isArguments,
    }),
    ...(kind === "schema" && { input: isString, inputAliases: isStringArray, content: isString }),
  };
  const wrong = [...fields.keys()].find((field) => !Object.hasOwn(checks, field) || !checks[field]!(fields.get(field)));
  if (wrong !== undefined || !fields.has("name")) {
    const message = wrong === undefined ? "has no name" : `has an unknown or malformed field ${JSON.stringify(wrong)}`;
    report("lock-syntax", at, `${JSON.stringify(key)} ${message}`);
    return undefined;
  }
  const movedFrom = fields.get("movedFrom") as string | undefined;
  const modules = fields.get("modules") as string[] | undefined;
  const input = fields.get("input") as string | undefined;
  const inputAliases = fields.get("inputAliases") as string[] | undefined;
  const content = fields.get("content") as string | undefined;
  const named = readArguments(fields.get("arguments"));
  const entry: Entry = {
    name: fields.get("name") as string,
    aliases: (fields.get("aliases") as string[] | undefined) ?? [],
    registrations: (fields.get("registrations") as string[] | undefined) ?? [],
    isRemoved: fields.get("removed") === true,
    ...(movedFrom === undefined ? {} : { movedFrom }),
    ...(modules === undefined ? {} : { modules }),
    ...(input === undefined ? {} : { input }),
    ...(inputAliases === undefined ? {} : { inputAliases }),
    ...(content === undefined ? {} : { content }),
    ...(named === undefined ? {} : { arguments: named }),
  };
  const unsafe = typeNames(entry).find((name) => !isSafeName(name, kind));
  if (unsafe === undefined) return entry;
  const subject = kind === "operation" ? "an operation" : `a ${kind}`;
  report("lock-name", at, `${JSON.stringify(unsafe)} cannot be the name of ${subject}`);
  return undefined;
}

/**
 * Whether a key is one as `operationKey` makes them, with what tells twins apart behind it: a method, which is in
 * capitals where HTTP knows it, and a path.
 */
function isKeyOfOperation(key: string): boolean {
  const [method = "", path = "", ...others] = key.split(" ");
  return (
    method !== "" &&
    path.startsWith("/") &&
    others.length <= 1 &&
    operationKey(method, path) === `${method} ${path}` &&
    others.every((each) => each !== "" && encodeBlanks(each) === each)
  );
}

/** Whether a value is a list of names of modules, which are files. */
function isArrayOfModules(value: unknown): boolean {
  return (
    isStringArray(value) && (value as string[]).every((each) => each === untaggedModule || isSafeName(each, "tag"))
  );
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

function isArguments(value: unknown): boolean {
  return readArguments(value) !== undefined;
}

function isStringArray(value: unknown): boolean {
  return Array.isArray(value) && value.every(isString);
}
