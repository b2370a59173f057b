import type { Code } from "../../diagnostics/codes.ts";
import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import { foldCase } from "../identifiers/identifier.ts";
import { isSafeName, type NameKind } from "../identifiers/reserved.ts";
import { emptyLock, type Lock, type LockedOperation, type LockedSchema } from "./lock.ts";
import { type LockLine, readLockText } from "./lock-text.ts";
import { readArguments } from "./locked-arguments.ts";

/**
 * Reads the text of a lock file. Unusable entries are left out and reported as errors, with their places: names that
 * change unnoticed are worse than no output. A line that merely occurs twice is a warning.
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

  const entriesOf = <Fields>(section: string, kind: NameKind, fieldsOf: (entry: Entry) => Fields) => {
    const entries = readEntries(sections.get(section) ?? [], kind, report);
    return new Map(
      [...entries].map(([key, entry]) => {
        const { name, isRemoved } = entry;
        return [key, { name, isRemoved, ...fieldsOf(entry) }] as const;
      }),
    );
  };
  const lock = {
    operations: entriesOf("operations", "operation", ({ input: _, ...entry }) => entry),
    schemas: entriesOf("schemas", "schema", ({ input }) => (input === undefined ? {} : { input })),
    tags: entriesOf("tags", "tag", () => ({})),
    webhooks: entriesOf("webhooks", "webhook", () => ({})),
  };
  return { lock, diagnostics };
}

/** The fields of all kinds of entries. */
interface Entry extends LockedOperation, LockedSchema {}

type Report = (code: Code, at: Place, message: string, extra?: Partial<Diagnostic>) => void;

function readEntries(lines: readonly LockLine[], kind: NameKind, report: Report): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const known = new Map<string, LockLine>();
  const owners = new Map<string, LockLine>();
  for (const line of lines) {
    const { key, value, at } = line;
    const entry = readEntry(line, kind, report);
    if (entry === undefined) continue;

    const earlier = known.get(key);
    if (earlier) {
      const before = entries.get(key);
      const isMerged = before !== undefined && withoutArguments(earlier.value) === withoutArguments(value);
      if (isMerged) entries.set(key, { ...before, ...mergedArguments(before, entry) });
      const isSame = JSON.stringify(earlier.value) === JSON.stringify(value);
      const difference = isSame ? "" : isMerged ? ", with different arguments" : ", with different values";
      report("lock-duplicate", at, `${JSON.stringify(key)} occurs twice in the lock${difference}`, {
        severity: isMerged ? "warning" : "error",
        related: [earlier.at],
        help: isMerged ? "the next `twinspec generate` writes it once" : "remove one of the lines",
      });
      continue;
    }
    known.set(key, line);

    // equivalent schemas share a name, with one line per source, and so do callbacks
    const names = kind === "schema" || kind === "webhook" ? [] : [entry.name, ...entry.aliases].map(foldCase);
    const owner = names.map((name) => owners.get(name)).find((each) => each !== undefined);
    if (owner) {
      report(
        "lock-duplicate",
        at,
        `${JSON.stringify(key)} and ${JSON.stringify(owner.key)} have the same name in the lock`,
        {
          related: [owner.at],
          help: "remove the newer line",
        },
      );
      continue;
    }
    for (const name of names) owners.set(name, line);
    entries.set(key, entry);
  }
  return entries;
}

/** What a line says but for arguments, of which branches may each have added some. */
function withoutArguments(value: unknown): string {
  return JSON.stringify({ ...(value as object), arguments: undefined });
}

function mergedArguments(left: Entry, right: Entry): Pick<Entry, "arguments"> {
  const all = [...(right.arguments ?? []), ...(left.arguments ?? [])];
  return all.length === 0 ? {} : { arguments: new Map(all) };
}

function readEntry({ key, value, at }: LockLine, kind: NameKind, report: Report): Entry | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report("lock-syntax", at, `${JSON.stringify(key)} is not followed by \`{ "name": … }\``);
    return undefined;
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const checks: Record<string, (field: unknown) => boolean> = {
    name: isString,
    removed: (field) => typeof field === "boolean",
    ...(kind === "operation" && {
      aliases: isStringArray,
      registrations: isStringArray,
      movedFrom: isString,
      arguments: isArguments,
    }),
    ...(kind === "schema" && { input: isString }),
  };
  const wrong = [...fields.keys()].find((field) => !Object.hasOwn(checks, field) || !checks[field]!(fields.get(field)));
  if (wrong !== undefined || !fields.has("name")) {
    const message = wrong === undefined ? "has no name" : `has an unknown or malformed field ${JSON.stringify(wrong)}`;
    report("lock-syntax", at, `${JSON.stringify(key)} ${message}`);
    return undefined;
  }
  const movedFrom = fields.get("movedFrom") as string | undefined;
  const input = fields.get("input") as string | undefined;
  const named = readArguments(fields.get("arguments"));
  const entry: Entry = {
    name: fields.get("name") as string,
    aliases: (fields.get("aliases") as string[] | undefined) ?? [],
    registrations: (fields.get("registrations") as string[] | undefined) ?? [],
    isRemoved: fields.get("removed") === true,
    ...(movedFrom === undefined ? {} : { movedFrom }),
    ...(input === undefined ? {} : { input }),
    ...(named === undefined ? {} : { arguments: named }),
  };
  const unsafe = [entry.name, ...entry.aliases, ...(input === undefined ? [] : [input])].find(
    (name) => !isSafeName(name, kind),
  );
  if (unsafe === undefined) return entry;
  const subject = kind === "operation" ? "an operation" : `a ${kind}`;
  report("lock-name", at, `${JSON.stringify(unsafe)} cannot be the name of ${subject}`);
  return undefined;
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
