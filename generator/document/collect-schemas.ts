import { createHash } from "node:crypto";
import { posix } from "node:path";
import { equivalenceText } from "../schema/equivalence.ts";
import { schemaReference } from "../schema/references.ts";
import type { ApiSchema } from "./api.ts";
import type { JsonObject } from "./json.ts";
import { byCodePoint } from "./order.ts";
import { keysOf, type Position, toPointer } from "./source-document.ts";

/** One schema of one document. */
interface CollectedSchema {
  readonly source: string;
  readonly wanted: string;
  readonly qualifiers: readonly string[];
  readonly position: Position;
  readonly value: unknown;
  readonly references: { $ref: string }[];
  content: JsonObject | boolean;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}

/** Words of a JSON Pointer that say nothing about the schema that it points to. */
const structuralWords = new Set([
  "components",
  "schemas",
  "definitions",
  "$defs",
  "properties",
  "schema",
  "content",
  "paths",
  "items",
  "responses",
  "parameters",
]);

/** Collects every schema that is referred to, each place once, and merges equivalent ones of the same name. */
export class SchemaCollector {
  private readonly collected = new Map<string, CollectedSchema>();
  private readonly open: CollectedSchema[] = [];
  private readonly owners = new WeakMap<object, CollectedSchema>();

  /** A new reference to the schema at a position. Its `$ref` is filled in once all schemas are known. */
  reference(position: Position, value: unknown): { $ref: string } {
    const schema = this.collect(position, value);
    const reference = { $ref: "" };
    schema.references.push(reference);
    this.owners.set(reference, schema);
    return reference;
  }

  /** Collects the schema at a position, whether it is referred to or not. */
  collect(position: Position, value: unknown): CollectedSchema {
    const keys = keysOf(position);
    const source = `${position.document.path}#${toPointer(keys)}`;
    let schema = this.collected.get(source);
    if (!schema) {
      const { path } = position.document;
      const base = posix.basename(path).replace(/\.[^.]+$/, "");
      const folders = posix
        .dirname(path)
        .split("/")
        .filter((folder) => folder !== "." && folder !== "")
        .reverse();
      const words = keys.filter((key, index) => !structuralWords.has(key) || index === keys.length - 1);
      const isComponent = keys.length === 3 && keys[0] === "components";
      const wanted = keys.length === 0 ? base : isComponent || keys.length === 1 ? keys.at(-1)! : words.join(" ");
      schema = {
        source,
        wanted,
        qualifiers: keys.length === 0 ? folders : [base, ...folders],
        position,
        value,
        references: [],
        content: true,
      };
      this.collected.set(source, schema);
      this.open.push(schema);
    }
    return schema;
  }

  /** Resolves the collected schemas and what they refer to, and returns them with their final references. */
  finish(resolve: (value: unknown, position: Position) => JsonObject | boolean): ApiSchema[] {
    for (let schema = this.open.pop(); schema; schema = this.open.pop())
      schema.content = resolve(schema.value, schema.position);
    const groups = this.mergeEqual();
    const wantedCount = new Map<string, number>();
    for (const [first] of groups) wantedCount.set(first!.wanted, (wantedCount.get(first!.wanted) ?? 0) + 1);
    return groups.map((group) => {
      const [first] = group;
      const isPlain = wantedCount.get(first!.wanted) === 1 && /^[\w.-]+$/.test(first!.wanted) && !(first!.wanted in {});
      const id = isPlain ? first!.wanted : `${first!.wanted.replace(/[^\w.-]+/g, "_")}-${shortHash(first!.source)}`;
      const $ref = schemaReference(id);
      for (const schema of group) for (const reference of schema.references) reference.$ref = $ref;
      const { wanted, qualifiers, position, content } = first!;
      return { id, sources: group.map((schema) => schema.source), wanted, qualifiers, position, schema: content };
    });
  }

  /**
   * Groups equivalent schemas of the same name. Two schemas are equivalent if their contents are, and what they refer
   * to is too: the classes are refined until none splits any more.
   */
  private mergeEqual(): CollectedSchema[][] {
    const all = [...this.collected.values()].sort((a, b) => byCodePoint(a.source, b.source));
    const byName = new Map<string, CollectedSchema[]>();
    for (const schema of all) {
      const named = byName.get(schema.wanted);
      if (named) named.push(schema);
      else byName.set(schema.wanted, [schema]);
    }
    const shared = all.filter((schema) => byName.get(schema.wanted)!.length > 1);
    let classes = new Map<CollectedSchema, string>(shared.map((schema) => [schema, schema.wanted]));
    for (let count = 0, next = new Set(classes.values()).size; next > count; ) {
      count = next;
      const refined = new Map<CollectedSchema, string>();
      for (const schema of shared)
        refined.set(
          schema,
          `${schema.wanted}\n${equivalenceText(schema.content, (reference) => this.classOf(reference, classes))}`,
        );
      const numbers = new Map<string, string>();
      for (const [schema, text] of refined) {
        if (!numbers.has(text)) numbers.set(text, `${schema.wanted}\n${numbers.size}`);
        refined.set(schema, numbers.get(text)!);
      }
      classes = refined;
      next = numbers.size;
    }
    const groups = new Map<unknown, CollectedSchema[]>();
    for (const schema of all) {
      const key = classes.get(schema) ?? schema;
      const group = groups.get(key);
      if (group) group.push(schema);
      else groups.set(key, [schema]);
    }
    return [...groups.values()].sort(
      ([a], [b]) => byCodePoint(a!.wanted, b!.wanted) || byCodePoint(a!.source, b!.source),
    );
  }

  private classOf(reference: object, classes: ReadonlyMap<CollectedSchema, string>): string {
    const schema = this.owners.get(reference);
    return schema ? (classes.get(schema) ?? schema.source) : "";
  }
}
