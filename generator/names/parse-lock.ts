import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from "yaml";
import type { Diagnostic, Place } from "../document/diagnostic.ts";
import { foldCase } from "./identifier.ts";
import { emptyLock, type Lock, type LockedName, type LockedOperation } from "./lock.ts";
import { isSafeName, type NameKind } from "./reserved.ts";

/**
 * Reads the text of a lock file. What cannot be used is left out and reported with its place, as an error: names that
 * would change without anybody noticing are worse than no output. A line that merely stands twice is a warning.
 */
export function parseLock(text: string, file: string): { lock: Lock; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const marker = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    logLevel: "silent",
    stringKeys: false,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const report: Report = (code, offset, message, extra = {}) => {
    diagnostics.push({ code, severity: "error", message, at: placeOf(offset), ...extra });
  };
  if (marker) {
    report("lock-syntax", marker.index, "the lock has conflict markers of a merge", {
      help: "keep the lines of both branches and remove the markers",
    });
    return { lock: emptyLock, diagnostics };
  }
  if (document.errors.length > 0) {
    const { message, pos } = document.errors[0]!;
    report(
      "lock-syntax",
      pos[0],
      `the lock is not valid YAML: ${message.split("\n")[0]!.replace(/ at line \d+.*$/, "")}`,
    );
    return { lock: emptyLock, diagnostics };
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { lock: emptyLock, diagnostics };
  if (!isMap(root)) {
    report("lock-syntax", root.range?.[0] ?? 0, "the lock is not a map");
    return { lock: emptyLock, diagnostics };
  }

  const sections = readFields(root, ["version", "operations", "schemas", "tags"], report);
  const version = sections.get("version");
  if (!version || !isScalar(version.value) || version.value.value !== 1) {
    const found = version && isScalar(version.value) ? JSON.stringify(version.value.value) : "none";
    report("lock-version", version ? offsetOf(version) : 0, `the version of the lock must be 1, found ${found}`);
    return { lock: emptyLock, diagnostics };
  }
  const reader: Reader = { report, placeOf, diagnostics };
  const operations = readSection(sections.get("operations"), "operation", reader);
  const names = (section: string, kind: NameKind) =>
    new Map<string, LockedName>(
      [...readSection(sections.get(section), kind, reader)].map(([key, { name, isRemoved }]) => [
        key,
        { name, isRemoved },
      ]),
    );
  return { lock: { operations, schemas: names("schemas", "schema"), tags: names("tags", "tag") }, diagnostics };
}

type Report = (code: Diagnostic["code"], offset: number, message: string, extra?: Partial<Diagnostic>) => void;

interface Reader {
  readonly report: Report;
  readonly placeOf: (offset: number) => Place;
  readonly diagnostics: Diagnostic[];
}

function readSection(section: Pair | undefined, kind: NameKind, reader: Reader): Map<string, LockedOperation> {
  const entries = new Map<string, LockedOperation>();
  if (!section || (isScalar(section.value) && section.value.value === null)) return entries;
  if (!isMap(section.value)) {
    reader.report("lock-syntax", offsetOf(section), "a section of the lock is not a map");
    return entries;
  }
  const keys = new Map<string, { pair: Pair; text: string }>();
  const owners = new Map<string, { key: string; pair: Pair }>();
  for (const pair of section.value.items) {
    const key = textOf(pair.key);
    const entry = key === undefined ? undefined : readEntry(pair, kind, reader.report);
    if (key === undefined) reader.report("lock-syntax", offsetOf(pair), "the key of an entry is not a text");
    if (key === undefined || entry === undefined) continue;

    const text = JSON.stringify(entry);
    const earlier = keys.get(key);
    if (earlier) {
      const isSame = earlier.text === text;
      reader.diagnostics.push({
        code: "lock-duplicate",
        severity: isSame ? "warning" : "error",
        message: `${JSON.stringify(key)} stands twice in the lock${isSame ? "" : ", with different values"}`,
        at: reader.placeOf(offsetOf(pair)),
        related: [reader.placeOf(offsetOf(earlier.pair))],
        help: isSame ? "the next `twinspec generate` writes it once" : "remove one of the lines",
      });
      continue;
    }
    keys.set(key, { pair, text });

    const names = kind === "schema" ? [] : [entry.name, ...entry.aliases];
    const clash = names.find((name) => owners.has(foldCase(name)));
    if (clash !== undefined) {
      const owner = owners.get(foldCase(clash))!;
      reader.report(
        "lock-duplicate",
        offsetOf(pair),
        `the lock gives the name ${clash} to ${JSON.stringify(owner.key)} too`,
        {
          related: [reader.placeOf(offsetOf(owner.pair))],
          help: "change or remove the line that is newer",
        },
      );
      continue;
    }
    for (const name of names) owners.set(foldCase(name), { key, pair });
    entries.set(key, entry);
  }
  return entries;
}

const operationFields = ["name", "aliases", "registrations", "movedFrom", "removed"];

function readEntry(pair: Pair, kind: NameKind, report: Report): LockedOperation | undefined {
  if (!isMap(pair.value)) {
    report("lock-syntax", offsetOf(pair), "an entry of the lock is not of the form `key: { name: … }`");
    return undefined;
  }
  let isSound = true;
  const fault = (field: Pair, message: string) => {
    isSound = false;
    report("lock-syntax", offsetOf(field), message);
  };
  const fields = readFields(pair.value, kind === "operation" ? operationFields : ["name", "removed"], report);
  const list = (name: string): string[] => {
    const field = fields.get(name);
    if (!field) return [];
    const texts = isSeq(field.value) ? field.value.items.map(textOf) : [undefined];
    if (texts.includes(undefined)) fault(field, `\`${name}\` is not a list of texts`);
    return texts.filter((each) => each !== undefined);
  };
  const nameField = fields.get("name");
  const name = nameField && textOf(nameField.value);
  if (name === undefined) {
    report("lock-syntax", offsetOf(nameField ?? pair), "an entry of the lock has no name");
    return undefined;
  }
  const removedField = fields.get("removed");
  const removed = removedField && isScalar(removedField.value) ? removedField.value.value : false;
  if (removedField && typeof removed !== "boolean") fault(removedField, "`removed` is neither true nor false");
  const movedField = fields.get("movedFrom");
  const movedFrom = movedField && textOf(movedField.value);
  if (movedField && movedFrom === undefined) fault(movedField, "`movedFrom` is not a text");
  const aliases = list("aliases");
  for (const each of [name, ...aliases]) {
    if (isSafeName(each, kind)) continue;
    isSound = false;
    report(
      "lock-name",
      offsetOf(nameField!),
      `${JSON.stringify(each)} cannot be the name of ${kind === "operation" ? "an operation" : `a ${kind}`}`,
    );
  }
  const entry: LockedOperation = {
    name,
    aliases,
    registrations: list("registrations"),
    isRemoved: removed === true,
    ...(movedFrom === undefined ? {} : { movedFrom }),
  };
  return isSound ? entry : undefined;
}

function readFields(map: YAMLMap, known: readonly string[], report: Report): Map<string, Pair> {
  const fields = new Map<string, Pair>();
  for (const pair of map.items) {
    const key = textOf(pair.key);
    if (key === undefined || !known.includes(key)) {
      report(
        "lock-syntax",
        offsetOf(pair),
        `unknown field ${JSON.stringify(key ?? null)}; known are ${known.join(", ")}`,
      );
    } else if (fields.has(key)) {
      report("lock-duplicate", offsetOf(pair), `the field ${key} stands twice`);
    } else fields.set(key, pair);
  }
  return fields;
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}

function offsetOf(pair: Pair): number {
  const { key } = pair;
  return isScalar(key) || isMap(key) || isSeq(key) ? (key.range?.[0] ?? 0) : 0;
}
