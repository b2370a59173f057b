import { createRequire } from "node:module";
import type { ParsedNode } from "yaml";
import type { Place } from "../../diagnostics/diagnostic.ts";

/** An entry of the lock as written. */
export interface LockLine {
  readonly key: string;
  readonly value: unknown;
  readonly at: Place;
}

/** The text of a lock split into entries; only its structure is checked. */
export interface LockText {
  readonly version?: { readonly value: unknown; readonly at: Place };
  readonly sections: ReadonlyMap<string, readonly LockLine[]>;
  /** Why the text cannot be split; then there are no sections. */
  readonly fault?: { readonly message: string; readonly at: Place; readonly help?: string };
}

const require = createRequire(import.meta.url);

const sectionNames = ["operations", "schemas", "tags", "webhooks", "servers"];

/**
 * Splits the text of a lock: by lines if it is as twinspec writes it, otherwise by the YAML parser, which is fifty
 * times slower.
 */
export function readLockText(text: string, file: string): LockText {
  return readLines(text, file) ?? readYaml(text, file);
}

function readLines(text: string, file: string): LockText | undefined {
  const sections = new Map<string, LockLine[]>();
  let section: LockLine[] | undefined;
  let version: LockText["version"];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const at = { file, line: index + 1, column: line.startsWith("  ") ? 3 : 1 };
    const title = line.endsWith(":") ? line.slice(0, -1) : "";
    if (line === "" || line.startsWith("#")) continue;
    if (line === "version: 1") version ??= { value: 1, at };
    else if (sectionNames.includes(title)) {
      section = sections.get(title) ?? [];
      sections.set(title, section);
    } else if (section && line.startsWith('  "')) {
      const entry = parseEntry(line);
      if (!entry) return undefined;
      section.push({ key: entry[0], value: entry[1], at });
    } else return undefined;
  }
  return { sections, ...(version && { version }) };
}

function parseEntry(line: string): [string, unknown] | undefined {
  try {
    const entries = Object.entries(JSON.parse(`{${line}}`) as object);
    return entries.length === 1 ? entries[0] : undefined;
  } catch {
    return undefined;
  }
}

function readYaml(text: string, file: string): LockText {
  // loaded only for a lock that twinspec did not write
  const { isMap, isScalar, LineCounter, parseDocument } = require("yaml") as typeof import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: "silent" });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const fault = (offset: number, message: string, help?: string): LockText => {
    return { sections: new Map(), fault: { message, at: placeOf(offset), ...(help !== undefined && { help }) } };
  };
  const marker = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
  if (marker) {
    return fault(
      marker.index,
      "the lock contains conflict markers of a merge",
      "keep the lines of both branches and remove the markers",
    );
  }
  const [error] = document.errors;
  if (error) return fault(error.pos[0], `the lock is not valid YAML: ${error.message.split(/ at line \d|\n/)[0]}`);

  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { sections: new Map() };
  if (!isMap<ParsedNode, ParsedNode | null>(root)) return fault(root.range[0], "the lock is not an object");
  const sections = new Map<string, LockLine[]>();
  let version: LockText["version"];
  for (const { key, value } of root.items) {
    const title = isScalar(key) ? key.value : undefined;
    const offset = key.range[0];
    if (title === "version" && (!version || version.value === value?.toJS(document)))
      version ??= { value: value?.toJS(document), at: placeOf(offset) };
    else if (typeof title !== "string" || !sectionNames.includes(title)) {
      return fault(
        offset,
        `unknown or repeated field ${JSON.stringify(title)}; a lock has version, ${sectionNames.join(", ")}`,
      );
    } else if (value === null || (isScalar(value) && value.value === null))
      sections.set(title, sections.get(title) ?? []);
    else if (!isMap<ParsedNode, ParsedNode | null>(value)) return fault(offset, `${title} is not an object`);
    else {
      const entries = sections.get(title) ?? [];
      for (const entry of value.items) {
        if (!isScalar(entry.key)) return fault(entry.key.range[0], "the key of an entry is not a string");
        entries.push({ key: String(entry.key.value), value: plain(entry.value), at: placeOf(entry.key.range[0]) });
      }
      sections.set(title, entries);
    }
  }
  return { sections, ...(version && { version }) };

  /** A lock has no YAML aliases: what cannot be resolved is not an entry. */
  function plain(node: ParsedNode | null): unknown {
    try {
      return node?.toJS(document);
    } catch {
      return undefined;
    }
  }
}
