import { createHash } from "node:crypto";
import { posix } from "node:path";
import { equivalenceText, isNote } from "../schema/equivalence.ts";
import { schemaReference } from "../schema/references.ts";
import type { ApiSchema } from "./api.ts";
import { type DynamicScope, noScope, type ScopedSchema, scopeKeys, scopeNames } from "./dynamic-scope.ts";
import { hasReference, type JsonObject } from "./json.ts";
import { byCodePoint, sortedUnique } from "./order.ts";
import { keysOf, type Position, toPointer } from "./source-document.ts";

/** One schema of one document, with those of others that are nothing but a reference to it. */
interface CollectedSchema extends ScopedSchema {
  readonly source: string;
  wanted: string;
  qualifiers: readonly string[];
  /** Whether the map that it is in names it, rather than its file or its place. */
  readonly hasKey: boolean;
  /** Whether it is a component of a document of the API, not just of a file that one refers to. */
  isDeclared: boolean;
  readonly references: { $ref: string }[];
  /** What is nothing but a reference to it. */
  readonly aliases: CollectedSchema[];
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

/** Whether a schema says nothing but what it refers to; notes tell nobody's values apart. */
function isReference(content: JsonObject | boolean): content is JsonObject & { readonly $ref: string } {
  return hasReference(content) && Object.keys(content).every((key) => key === "$ref" || isNote(key));
}

function isSameName(a: CollectedSchema, b: CollectedSchema): boolean {
  const plain = ({ wanted }: CollectedSchema) => wanted.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return plain(a) === plain(b);
}

/** Collects every schema that is referred to, each place once, and merges equivalent ones of the same name. */
export class SchemaCollector {
  private readonly collected = new Map<string, CollectedSchema>();
  private readonly open: CollectedSchema[] = [];
  /** Those of no scope by where references lead: the same few lead to most of them. */
  private readonly plain = new WeakMap<Position, CollectedSchema>();
  private readonly owners = new WeakMap<object, CollectedSchema>();

  /** A new reference to the schema at a position. Its `$ref` is filled in once all schemas are known. */
  reference(position: Position, value: unknown, scope: DynamicScope = noScope): { $ref: string } {
    const schema = this.collect(position, value, scope);
    const reference = { $ref: "" };
    schema.references.push(reference);
    this.owners.set(reference, schema);
    return reference;
  }

  /** Collects the schema at a position, whether it is referred to or not. */
  collect(position: Position, value: unknown, scope: DynamicScope = noScope): CollectedSchema {
    if (scope.size > 0) return this.collectAt(position, value, scope);
    const schema = this.plain.get(position) ?? this.collectAt(position, value, scope);
    this.plain.set(position, schema);
    return schema;
  }

  private collectAt(position: Position, value: unknown, scope: DynamicScope): CollectedSchema {
    const keys = keysOf(position);
    const source = `${position.document.path}#${toPointer([...keys, ...scopeKeys(scope)])}`;
    let schema = this.collected.get(source);
    if (!schema) {
      const { path } = position.document;
      const base = posix.basename(path).replace(/\.[^.]+$/, "");
      const folders = posix
        .dirname(path)
        .split("/")
        .filter((folder) => folder !== "." && folder !== ".." && folder !== "")
        .reverse();
      const words = keys.filter((key, index) => !structuralWords.has(key) || index === keys.length - 1);
      const isComponent = keys.length === 3 && keys[0] === "components";
      const own = keys.length === 0 ? base : isComponent || keys.length === 1 ? keys.at(-1)! : words.join(" ");
      const wanted = [...scopeNames(scope), own].join(" ");
      schema = {
        source,
        wanted,
        hasKey: scope.size === 0 && (isComponent || keys.length === 1),
        isDeclared: false,
        qualifiers: keys.length === 0 ? folders : [base, ...folders],
        position,
        value,
        scope,
        references: [],
        aliases: [],
        content: true,
      };
      this.collected.set(source, schema);
      this.open.push(schema);
    }
    return schema;
  }

  /** Collects a component of a document of the API. */
  declare(position: Position, value: unknown): void {
    const schema = this.collect(position, value);
    schema.isDeclared = true;
    schema.wanted = position.key ?? schema.wanted;
  }

  /** Resolves the collected schemas and what they refer to, and returns them with their final references. */
  finish(resolve: (schema: ScopedSchema) => JsonObject | boolean): ApiSchema[] {
    for (let schema = this.open.pop(); schema; schema = this.open.pop()) schema.content = resolve(schema);
    this.joinAliases();
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
      const aliases = group.flatMap((schema) => schema.aliases);
      const naming = sortedUnique(aliases.filter((alias) => isSameName(alias, first!)).map(({ source }) => source));
      return {
        id,
        sources: sortedUnique([...group, ...aliases].map(({ source }) => source)),
        ...(naming.length > 0 && { naming }),
        wanted,
        qualifiers,
        position,
        schema: content,
      };
    });
  }

  /**
   * Makes one schema of those that are nothing but a reference into another file and of what they refer to: a file has
   * a name of its own only where no component gives it one. Components of several names stay several.
   */
  private joinAliases(): void {
    const byTarget = new Map<CollectedSchema, CollectedSchema[]>();
    for (const alias of [...this.collected.values()].sort((a, b) => byCodePoint(a.source, b.source))) {
      const target = this.endOf(alias);
      if (target !== alias) byTarget.set(target, [...(byTarget.get(target) ?? []), alias]);
    }
    for (const [target, aliases] of byTarget) {
      const all = [target, ...aliases];
      const declared = all.filter(({ isDeclared }) => isDeclared);
      const named = declared.length > 0 ? declared : all.filter(({ hasKey }) => hasKey);
      const name =
        named.find((each) => isSameName(each, target)) ??
        named.toSorted((a, b) => byCodePoint(a.wanted, b.wanted) || byCodePoint(a.source, b.source))[0] ??
        target;
      const { wanted, qualifiers } = name;
      for (const alias of aliases) {
        const isOther = alias.isDeclared || (declared.length === 0 && alias.hasKey);
        if (isOther && !isSameName(alias, name)) continue;
        target.aliases.push(alias);
        target.references.push(...alias.references);
        for (const reference of alias.references) this.owners.set(reference, target);
        this.collected.delete(alias.source);
      }
      Object.assign(target, { wanted, qualifiers });
    }
  }

  /** Where references from file to file end that a schema is nothing but; itself where it is more, or in a circle. */
  private endOf(schema: CollectedSchema): CollectedSchema {
    const seen = new Set([schema]);
    let end = schema;
    for (;;) {
      const next = isReference(end.content) ? this.owners.get(end.content) : undefined;
      if (!next || next.position.document === end.position.document) return end;
      if (seen.has(next)) return schema;
      seen.add(next);
      end = next;
    }
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
