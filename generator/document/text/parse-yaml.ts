import type { Document, Node, Scalar, YAMLMap } from "yaml";
import { keyText, lineAndColumn } from "../../diagnostics/places.ts";
import { setOwn } from "../json.ts";
import { type Keys, keysBelow, keysInItems, type ReadLongInteger, readNumber } from "./example-integers.ts";
import { maxNesting, ParsedText, type UnparsedDocument } from "./parsed-text.ts";
import { loadYaml } from "./parsers.ts";

/** How many values a YAML document may have once every alias is expanded. */
const maxExpandedValues = 2_000_000;

/** Parses YAML 1.2. Merge keys (`<<`) are applied, repeated keys are kept, and the expansion of aliases is bounded. */
export function parseYaml(document: UnparsedDocument, readLongInteger?: ReadLongInteger): ParsedText {
  const place = (offset: number) => ({ file: document.shown, ...lineAndColumn(document, offset) });
  let yaml: Document.Parsed;
  try {
    yaml = loadYaml().parseDocument(document.text, {
      uniqueKeys: false,
      merge: true,
      prettyErrors: false,
      // "silent" would drop all documents of the file but the first
      logLevel: "error",
    });
  } catch (error) {
    return error instanceof RangeError ? ParsedText.tooDeep(place(0)) : ParsedText.failed(String(error), place(0));
  }
  const fault = yaml.errors.find(({ code, pos }) => code !== "MULTIPLE_DOCS" || !isEnd(document.text.slice(pos[0])));
  if (fault?.message.startsWith("Maximum call stack")) return ParsedText.tooDeep(place(fault.pos[0]));
  if (fault)
    return ParsedText.failed(faultMessage(fault.code, fault.message), place(fault.pos[0]), faultHelp(fault.code));
  try {
    return new YamlReader(yaml, /\d{16}/.test(document.text), readLongInteger).read();
  } catch (error) {
    if (error instanceof AliasFault) return ParsedText.failed(error.message, place(error.node.range?.[0] ?? 0));
    if (error instanceof RangeError) return ParsedText.tooDeep(place(0));
    throw error;
  }
}

/** Whether a text after a document holds nothing more than its end. */
function isEnd(text: string): boolean {
  return (
    text
      .replace(/#.*/g, "")
      .replace(/---|\.\.\./g, "")
      .trim() === ""
  );
}

function faultMessage(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return "a tab is used for indentation";
  if (code === "MULTIPLE_DOCS") return "the file contains several YAML documents; only one is supported";
  if (code === "MULTILINE_IMPLICIT_KEY" || message.startsWith("Implicit map key"))
    return "a key is not followed by a colon";
  const unclosed = /^Flow (map|sequence) .* end with a (.)/.exec(message);
  if (unclosed) return `a ${unclosed[1]} is not closed: "${unclosed[2]}" is missing`;
  const text = message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, "");
  return text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

function faultHelp(code: string): string | undefined {
  return code === "TAB_AS_INDENT" ? "indent YAML with spaces only" : undefined;
}

class AliasFault extends Error {
  readonly node: Node;

  constructor(message: string, node: Node) {
    super(message);
    this.node = node;
  }
}

/** A value, with how many values it expands to and how deep they are nested. */
interface Expanded {
  readonly value: unknown;
  readonly size: number;
  readonly depth: number;
}

/** Turns YAML nodes into plain values. An alias becomes the same value as its anchor, and its expansion is counted. */
class YamlReader {
  private readonly kinds = loadYaml();
  private readonly yaml: Document.Parsed;
  private readonly parsed = new ParsedText(undefined);
  private readonly readLongInteger: ReadLongInteger | undefined;
  /** The values of anchors, by what the keys are: long integers may be read differently in each place. */
  private readonly values: { readonly [Each in Keys]: Map<Node, Expanded> };
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();

  constructor(yaml: Document.Parsed, hasLongIntegers: boolean, readLongInteger: ReadLongInteger | undefined) {
    this.yaml = yaml;
    this.readLongInteger = readLongInteger;
    const specified = new Map<Node, Expanded>();
    this.values = hasLongIntegers
      ? { specified, names: new Map(), data: new Map(), listed: new Map() }
      : { specified, names: specified, data: specified, listed: specified };
  }

  read(): ParsedText {
    this.parsed.value = this.yaml.contents === null ? null : this.valueOf(this.yaml.contents, "specified").value;
    return this.parsed;
  }

  private valueOf(node: Node, keys: Keys): Expanded {
    const { isAlias, isMap, isScalar, isSeq } = this.kinds;
    if (isAlias(node)) {
      const anchor = this.anchors.get(node.source);
      if (!anchor) throw new AliasFault(`the alias "*${node.source}" has no anchor`, node);
      if (this.open.has(anchor)) throw new AliasFault(`the alias "*${node.source}" is inside its own anchor`, node);
      return this.values[keys].get(anchor) ?? this.valueOf(anchor, keys);
    }
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isScalar(node)) return { value: this.scalarOf(node, keys), size: 1, depth: 0 };
    this.open.add(node);
    const read = isMap(node)
      ? this.mapOf(node, keys)
      : isSeq(node)
        ? this.listOf(node.items as Node[], keysInItems(keys))
        : { value: null, size: 1, depth: 0 };
    if (read.depth > maxNesting) throw new RangeError("nested too deeply");
    if (read.size > maxExpandedValues) {
      throw new AliasFault(`the aliases expand to more than ${maxExpandedValues.toLocaleString("en-US")} values`, node);
    }
    this.open.delete(node);
    if (node.anchor !== undefined) this.values[keys].set(node, read);
    return read;
  }

  private scalarOf({ value, source = "" }: Scalar, keys: Keys): unknown {
    if (typeof value === "bigint") return source;
    return typeof value === "number" ? readNumber({ value, digits: source }, keys, this.readLongInteger) : value;
  }

  private listOf(items: readonly Node[], keys: Keys): Expanded {
    let size = 1;
    let depth = 0;
    const value = items.map((item) => {
      const read = this.valueOf(item, keys);
      size += read.size;
      depth = Math.max(depth, read.depth);
      return read.value;
    });
    return { value, size, depth: depth + 1 };
  }

  private mapOf(map: YAMLMap, keys: Keys): Expanded {
    const value = {};
    const merged: Merged[] = [];
    let size = 1;
    let depth = 0;
    for (const pair of map.items) {
      const key = keyText(pair.key);
      const keysInside = key === "<<" ? keys : keysBelow(keys, key);
      const read = pair.value ? this.valueOf(pair.value as Node, keysInside) : { value: null, size: 1, depth: 0 };
      size += read.size;
      depth = Math.max(depth, read.depth);
      if (key === "<<" && isMergeable(read.value))
        merged.push({ maps: [read.value].flat() as object[], before: Object.keys(value).length });
      else if (!Object.hasOwn(value, key)) setOwn(value, key, read.value);
      else this.parsed.repeat(value, { key, value: read.value, offset: (pair.key as Node).range?.[0] ?? 0 });
    }
    if (merged.length > 0) merge(value, merged);
    return { value, size, depth: depth + 1 };
  }
}

/** The maps of a merge key, and how many own entries of the map precede it. */
interface Merged {
  readonly maps: readonly object[];
  readonly before: number;
}

/** Adds the entries of merge keys to a map, in the place of the merge key. The map's own entries win. */
function merge(value: object, merged: readonly Merged[]): void {
  const own = Object.entries(value);
  const values = new Map<string, unknown>(own);
  for (const [key] of own) Reflect.deleteProperty(value, key);
  const add = (key: string, entry: unknown) => {
    if (!Object.hasOwn(value, key)) setOwn(value, key, values.has(key) ? values.get(key) : entry);
  };
  for (let index = 0; index <= own.length; index += 1) {
    const here = merged.filter(({ before }) => before === index).flatMap(({ maps }) => maps);
    for (const map of here) for (const [key, entry] of Object.entries(map)) add(key, entry);
    const [key, entry] = own[index] ?? [];
    if (key !== undefined) add(key, entry);
  }
}

function isMergeable(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isMergeable) : typeof value === "object" && value !== null;
}
