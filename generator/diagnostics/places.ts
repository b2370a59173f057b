import type { Node } from "jsonc-parser";
import type { Node as YamlNode } from "yaml";
import { keysOf, type Position, type SourceDocument, toPointer } from "../document/source-document.ts";
import { loadJsonc, loadYaml } from "../document/text/parsers.ts";
import type { Place } from "./diagnostic.ts";

/** The key of a map entry, or its value. */
export type Part = "key" | "value";

/** A line and a column, both counted from 1, columns in UTF-16 code units. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** One key on the path to a place. An entry under a repeated key is identified by the offset of its key. */
type Step = Pick<Position, "key" | "offset">;

type Finder = (steps: readonly Step[], part: Part) => number | undefined;

const finders = new WeakMap<SourceDocument, Finder>();
const lineStarts = new WeakMap<object, readonly number[]>();

/**
 * The place of a position. Line and column are computed on first access: parsing with positions is slow, and most runs
 * never show one. What is not in the text, because Swagger 2.0 was upgraded, has the place of its closest ancestor.
 */
export function placeOf(position: Position, part: Part = "value"): Place {
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

function findLineAndColumn(position: Position, part: Part): LineAndColumn {
  const { document } = position;
  const find = finderOf(document);
  const steps = stepsOf(position);
  for (let length = steps.length; length >= 0; length -= 1) {
    const above = steps.slice(0, length);
    const wanted = length === steps.length ? part : "key";
    const offset = find(above, wanted) ?? find(beforeUpgrade(above), wanted);
    if (offset !== undefined) return lineAndColumn(document, offset);
  }
  return { line: 1, column: 1 };
}

function stepsOf(position: Position): Step[] {
  const steps: Step[] = [];
  for (let at: Position | undefined = position; at?.key !== undefined; at = at.parent) steps.unshift(at);
  return steps;
}

/** The names that sections had in Swagger 2.0, by their names in OpenAPI 3. */
const sections = new Map([
  ["schemas", "definitions"],
  ["securitySchemes", "securityDefinitions"],
]);

/** The same steps in the Swagger 2.0 document: without `components`, and without `content` and its media types. */
function beforeUpgrade(steps: readonly Step[]): Step[] {
  const [first, second, ...rest] = steps;
  const moved = first?.key === "components" && second?.key !== undefined;
  const kept = moved ? [{ key: sections.get(second.key) ?? second.key }, ...rest] : [...steps];
  const content = kept.findIndex(({ key }, index) => key === "content" && kept[index + 2]?.key === "schema");
  if (content !== -1) kept.splice(content, 2);
  return kept;
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
  const finder = finders.get(document) ?? (document.format === "json" ? jsonFinder(document) : yamlFinder(document));
  finders.set(document, finder);
  return finder;
}

function jsonFinder(document: SourceDocument): Finder {
  const root = loadJsonc().parseTree(document.text.replace(/^\ufeff/, " "));
  return (steps, part) => {
    let node: Node | undefined = root;
    for (const step of steps) {
      node =
        node?.type === "array"
          ? node.children?.[Number(step.key)]
          : node?.children?.find((entry) => isEntry(step, entry.children?.[0]?.value, entry.offset))?.children?.[1];
    }
    return part === "key" && node?.parent?.type === "property" ? node.parent.offset : node?.offset;
  };
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
  return (steps, part) => {
    let node = parsed.contents as YamlNode | null | undefined;
    let keyNode: YamlNode | undefined;
    for (const step of steps) {
      if (isAlias(node)) node = node.resolve(parsed);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isEntry(step, keyText(key), (key as YamlNode).range?.[0]));
        if (!pair) return undefined;
        keyNode = pair.key as YamlNode;
        node = pair.value as YamlNode | null;
      } else if (isSeq(node)) {
        keyNode = undefined;
        node = node.items[Number(step.key)] as YamlNode | undefined;
      } else return undefined;
    }
    const chosen = part === "key" && keyNode ? keyNode : (node ?? keyNode);
    return chosen?.range?.[0];
  };
}

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
