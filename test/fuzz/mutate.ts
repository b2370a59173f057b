import { stringify } from "yaml";
import type { Seed } from "./documents.ts";

/** A document that somebody might have written, or half written. */
export interface Mutant {
  /** What was done to what. */
  readonly what: string;
  readonly file: string;
  readonly text: string | Uint8Array;
}

/** Numbers that are the same for every run with one seed (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }
}

/** A value somewhere in a document, and what holds it. */
interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly path: string;
}

function spotsIn(value: unknown, path = ""): Spot[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const holder = value as Record<string, unknown>;
    const at = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [{ holder, key, path: at }, ...spotsIn(holder[key], at)];
  });
}

const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  Number.POSITIVE_INFINITY,
  "",
  "x",
  "#/components/schemas/Pet",
  [],
  {},
  [true],
  [[]],
  ["a"],
  [null],
  { a: "b" },
  { $ref: "" },
  { $ref: 5 },
  { $ref: "#" },
  { $ref: "#/" },
  { $ref: "#/components/schemas" },
  { $ref: "./nothing.yaml#/x" },
  { $ref: "https://example.com/x.json" },
  { type: "object", enum: ["a"] },
  { type: ["string", 5] },
  { allOf: [true] },
  { __proto__: null, constructor: { prototype: 1 } },
];

function nearName(random: Random, key: string): string {
  const at = random.below(key.length + 1);
  return random.of([
    key.slice(0, at) + key.slice(at + 1),
    `${key.slice(0, at)}x${key.slice(at)}`,
    key.toUpperCase(),
    `${key}s`,
    `${key.slice(0, at)}${key
      .slice(at, at + 2)
      .split("")
      .reverse()
      .join("")}${key.slice(at + 2)}`,
  ]);
}

function copy<Value>(value: Value): Value {
  return value === undefined ? value : structuredClone(value);
}

type Change = (random: Random, spot: Spot, spots: readonly Spot[], root: Record<string, unknown>) => void;

const structural: Readonly<Record<string, Change>> = {
  replace: (random, { holder, key }) => void set(holder, key, copy(random.of(oddValues))),
  delete: (_, { holder, key }) => void remove(holder, key),
  duplicate: (random, { holder, key }) => {
    const value = copy(holder[key]);
    if (Array.isArray(holder)) holder.push(value);
    else set(holder, `${key}${random.of(["2", "_", " "])}`, value);
  },
  move(random, { holder, key }, spots) {
    const to = random.of(spots);
    const value = copy(holder[key]);
    remove(holder, key);
    set(to.holder, to.key, value);
  },
  swap(random, { holder, key }, spots) {
    const other = random.of(spots);
    const [left, right] = [copy(holder[key]), copy(other.holder[other.key])];
    set(holder, key, right);
    set(other.holder, other.key, left);
  },
  copy: (random, { holder, key }, spots) => {
    const from = random.of(spots);
    set(holder, key, copy(from.holder[from.key]));
  },
  rename(random, { holder, key }) {
    if (Array.isArray(holder)) return;
    const entries = Object.entries(holder).map(([name, value]) => [name === key ? nearName(random, key) : name, value]);
    for (const name of Object.keys(holder)) delete holder[name];
    for (const [name, value] of entries) set(holder, name as string, value);
  },
  refer: (random, { holder, key, path }, spots) => {
    const up = path.slice(0, path.lastIndexOf("/"));
    const target = random.of([path, up, "", random.of(spots).path, `${path}/x`, up.slice(0, up.lastIndexOf("/"))]);
    set(holder, key, { $ref: `#${target}`, ...(random.below(4) === 0 && { summary: copy(random.of(oddValues)) }) });
  },
  deepen(random, { holder, key }) {
    let value = copy(holder[key]);
    const wrap = random.of([
      (inner: unknown) => ({ allOf: [inner] }),
      (inner: unknown) => ({ oneOf: [inner, { type: "string" }] }),
      (inner: unknown) => ({ type: "object", properties: { x: inner } }),
      (inner: unknown) => ({ type: "array", items: inner }),
      (inner: unknown) => [inner],
      (inner: unknown) => ({ not: inner }),
    ]);
    for (let levels = 1 + random.below(random.below(8) === 0 ? 600 : 20); levels > 0; levels -= 1) value = wrap(value);
    set(holder, key, value);
  },
  chain(random, _, __, root) {
    const isSwagger = "swagger" in root;
    if (!isSwagger && root["components"] === undefined) root["components"] = {};
    const holder = (isSwagger ? root : root["components"]) as Record<string, unknown>;
    const section = isSwagger ? "definitions" : "schemas";
    const prefix = isSwagger ? "#/definitions" : "#/components/schemas";
    if (typeof holder !== "object" || holder === null) return;
    const schemas: Record<string, unknown> =
      Object(holder[section]) === holder[section] ? (holder[section] as Record<string, unknown>) : {};
    set(holder, section, schemas);
    const length = 2 + random.below(random.below(6) === 0 ? 400 : 12);
    const link = random.of([
      ($ref: string) => ({ $ref }),
      ($ref: string) => ({ allOf: [{ $ref }, { type: "object" }] }),
      ($ref: string) => ({ oneOf: [{ $ref }, { type: "string" }] }),
      ($ref: string) => ({ anyOf: [{ $ref }, { type: "null" }] }),
      ($ref: string) => ({ type: "array", items: { $ref } }),
      ($ref: string) => ({ properties: { next: { $ref } } }),
      ($ref: string) => ({ not: { $ref } }),
    ]);
    const end = random.of([`${prefix}/C0`, `${prefix}/Pet`, `${prefix}/Nothing`]);
    for (let index = 0; index < length; index += 1)
      set(schemas, `C${index}`, link(index === length - 1 ? end : `${prefix}/C${index + 1}`));
  },
};

function set(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d+$/.test(key)) return;
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function remove(holder: Record<string, unknown>, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** What happens to the text of a file. */
const textual: Readonly<Record<string, (random: Random, text: string) => string | Uint8Array>> = {
  truncate: (random, text) => text.slice(0, random.below(text.length)),
  "half a line": (random, text) =>
    changeLine(random, text, (line) => line.slice(0, line.length - random.below(line.trim().length + 1))),
  indent: (random, text) => changeLine(random, text, (line) => " ".repeat(1 + random.below(4)) + line),
  outdent: (random, text) => changeLine(random, text, (line) => line.slice(1 + random.below(3))),
  tab: (random, text) => changeLine(random, text, (line) => line.replace(/^ *|: /, "\t")),
  "no colon": (random, text) => changeLine(random, text, (line) => line.replace(":", "")),
  quote: (random, text) => changeLine(random, text, (line) => insert(line, random, random.of(["'", '"', "`"]))),
  sign: (random, text) =>
    changeLine(random, text, (line) =>
      insert(line, random, random.of(["{", "}", "[", "]", ",", "&", "*", "!", "|", "%", "@", "#", "?"])),
    ),
  "twice the line": (random, text) => changeLine(random, text, (line) => `${line}\n${line}`),
  "anchor and alias": (random, text) =>
    changeLine(
      random,
      changeLine(random, text, (line) => line.replace(/: /, ": &a ")),
      (line) => line.replace(/: .*/, ": *a"),
    ),
  "merge key": (random, text) =>
    changeLine(
      random,
      text,
      (line) => `${/^ */.exec(line)![0]}<<: ${random.of(["*a", "{a: 1}", "[{b: 2}]", "5", "[1]"])}\n${line}`,
    ),
  "byte order mark": (_, text) => `\ufeff${text}`,
  nul: (random, text) => insert(text, random, "\0"),
  "control sign": (random, text) =>
    insert(text, random, random.of(["\u001b[2J", "\u0085", "\u2028", "\u202e", "\ud800"])),
  "UTF-16": (_, text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")),
  Latin1: (random, text) => new Uint8Array(Buffer.from(insert(text, random, "\u00e9"), "latin1")),
  "carriage returns": (random, text) => text.replaceAll("\n", random.of(["\r\n", "\r"])),
  "second document": (random, text) => `${text}\n---\n${text.slice(0, random.below(200))}`,
  nothing: (random) =>
    random.of(["", " ", "\n", "---", "null", "[]", "{}", "5", "openapi", "openapi:", "openapi: 3.1.0", "{", "\0"]),
};

function changeLine(random: Random, text: string, change: (line: string) => string): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  lines[at] = change(lines[at]!);
  return lines.join("\n");
}

function insert(text: string, random: Random, sign: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + sign + text.slice(at);
}

/** One mutant of one of the seeds; the same for the same number. */
export function mutantOf(seeds: readonly Seed[], number: number): Mutant {
  const random = new Random(number * 7919 + 1);
  for (let warm = 0; warm < 3; warm += 1) random.next();
  const { name, value } = random.of(seeds);
  const root = structuredClone(value) as Record<string, unknown>;
  const done: string[] = [];
  const isTextual = random.below(4) === 0;
  const count = isTextual ? random.below(2) : 1 + random.below(random.below(3) === 0 ? 4 : 1);
  for (let index = 0; index < count; index += 1) {
    const spots = spotsIn(root);
    if (spots.length === 0) break;
    const kind = random.of(Object.keys(structural));
    const spot = random.of(spots);
    structural[kind]!(random, spot, spots, root);
    done.push(`${kind} ${spot.path}`);
  }
  // the writer of YAML overflows where it is deep
  const isJson = random.below(2) === 0 || done.some((each) => /^(?:deepen|chain) /.test(each));
  const written = isJson ? JSON.stringify(root, null, random.below(2) * 2) : stringify(root);
  let text: string | Uint8Array = written;
  if (isTextual) {
    const kind = random.of(Object.keys(textual));
    text = textual[kind]!(random, written);
    done.push(kind);
  }
  return { what: `${number}: ${done.join(", ")} in ${name}`, file: isJson ? "api.json" : "api.yaml", text };
}
