import type { Node as YamlNode } from "yaml";
import { keysOf, type Position, type SourceDocument, type Step, toPointer } from "../document/source-document.ts";
import { loadYaml } from "../document/text/parsers.ts";
import { beforeUpgrade } from "./before-upgrade.ts";
import type { Place } from "./diagnostic.ts";
import { type Finder, jsonFinder } from "./json-finder.ts";

/** The key of a map entry, or its value. */
export type Part = "key" | "value";

/** A line and a column, both counted from 1, columns in UTF-16 code units. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

const finders = new WeakMap<SourceDocument, Finder>();
/** Documents without what changed them, by those with it. */
const unamended = new WeakMap<SourceDocument, SourceDocument>();
const lineStarts = new WeakMap<object, readonly number[]>();

/**
 * The place of a position. Line and column are computed on first access: parsing with positions is slow, and most runs
 * never show one. What is not in the text, because Swagger 2.0 was upgraded, has the place of its closest ancestor.
 */
export function placeOf(position: Position, part: Part = "value"): Place {
  if (position.document.originOf) return placeOfOrigin(position, part);
  let found: LineAndColumn | undefined;
  const find = () => (found ??= findLineAndColumn(position, part));
  return {
    file: position.document.shown,
    pointer: toPointer(keysOf(position)),
    get line() {
      return find().line;
    },
    get column() {
      return find().column;
    },
  };
}

/** The place of what may come from an overlay. */
function placeOfOrigin(position: Position, part: Part): Place {
  let found: Place | undefined;
  const find = (): Place => {
    found ??= placeOf(originOf(position), part);
    return found;
  };
  return {
    get file() {
      return find().file;
    },
    get pointer() {
      return find().pointer ?? "";
    },
    get line() {
      return find().line ?? 1;
    },
    get column() {
      return find().column ?? 1;
    },
  };
}

function originOf(position: Position): Position {
  const { document } = position;
  const { originOf: _, ...rest } = document;
  const asParsed = unamended.get(document) ?? rest;
  unamended.set(document, asParsed);
  const { steps, isPublished } = stepsOf(position);
  const isUpgraded = document.swagger !== undefined && !isPublished;
  const valueAt = (keys: readonly Step[]) =>
    keys.reduce<unknown>((value, { key }) => (value as Record<string, unknown> | undefined)?.[key], document.swagger);
  const before = isUpgraded ? beforeUpgrade(steps, document.value, valueAt) : steps;
  const origin = document.originOf!(before, asParsed);
  if (!isUpgraded || origin.document !== asParsed) return origin;
  return withRoot(origin, { document: asParsed, isPublished: true });
}

/** The same position, with another root. */
function withRoot(position: Position, root: Position): Position {
  return position.parent ? { ...position, parent: withRoot(position.parent, root) } : root;
}

function findLineAndColumn(position: Position, part: Part): LineAndColumn {
  const { document } = position;
  const finder = finderOf(document);
  const { steps, isPublished } = stepsOf(position);
  const isUpgraded = document.swagger !== undefined && !isPublished;
  for (let length = steps.length; length >= 0; length -= 1) {
    const above = steps.slice(0, length);
    const wanted = length === steps.length ? part : "key";
    const before = isUpgraded ? beforeUpgrade(above, document.value, finder.value) : above;
    const offset = finder.offset(before, wanted) ?? (isUpgraded ? finder.offset(above, wanted) : undefined);
    if (offset !== undefined) return lineAndColumn(document, offset);
  }
  return { line: 1, column: 1 };
}

function stepsOf(position: Position): { readonly steps: readonly Step[]; readonly isPublished: boolean } {
  const steps: Step[] = [];
  let at = position;
  for (; at.key !== undefined && at.parent; at = at.parent) steps.unshift({ ...at, key: at.key });
  return { steps, isPublished: at.isPublished === true };
}

/** The line and column of an offset in the text. */
export function lineAndColumn(document: { readonly text: string }, offset: number): LineAndColumn {
  const starts = lineStarts.get(document) ?? findLineStarts(document.text);
  lineStarts.set(document, starts);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function finderOf(document: SourceDocument): Finder {
  const finder =
    finders.get(document) ?? (document.format === "json" ? jsonFinder(document.text) : yamlFinder(document));
  finders.set(document, finder);
  return finder;
}

function yamlFinder(document: SourceDocument): Finder {
  const { isAlias, isMap, isSeq, LineCounter, parseDocument } = loadYaml();
  const lines = new LineCounter();
  const parsed = parseDocument(document.text, {
    uniqueKeys: false,
    lineCounter: lines,
    merge: true,
    logLevel: "silent",
  });
  const nodeAt = (steps: readonly Step[]): { node: YamlNode | null | undefined; keyNode: YamlNode | undefined } => {
    let node = parsed.contents as YamlNode | null | undefined;
    let keyNode: YamlNode | undefined;
    for (const step of steps) {
      if (isAlias(node)) node = node.resolve(parsed);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isEntry(step, keyText(key), (key as YamlNode).range?.[0]));
        if (!pair) return nowhere;
        keyNode = pair.key as YamlNode;
        node = pair.value as YamlNode | null;
      } else if (isSeq(node)) {
        keyNode = undefined;
        node = node.items[Number(step.key)] as YamlNode | undefined;
      } else return nowhere;
    }
    return { node, keyNode };
  };
  return {
    offset: (steps, part) => {
      const { node, keyNode } = nodeAt(steps);
      const chosen = part === "key" && keyNode ? keyNode : (node ?? keyNode);
      return chosen?.range?.[0];
    },
    value: (steps) => nodeAt(steps).node?.toJS(parsed) as unknown,
  };
}

const nowhere = { node: undefined, keyNode: undefined };

function isEntry(step: Step, key: string, offset: number | undefined): boolean {
  return key === step.key && (step.offset === undefined || step.offset === offset);
}

/** The text of a YAML map key. Numbers are kept as written, so that `200` and `0200` stay two keys. */
export function keyText(key: unknown): string {
  if (typeof key === "object" && key !== null && "value" in key) {
    const { value, source } = key as { value: unknown; source?: string };
    return typeof value === "string" ? value : (source ?? String(value));
  }
  return String(key);
}
