import type { SourceFile } from "../../emit/source-file.ts";
import type { ValueSettings } from "../../model/package-settings.ts";
import { Comparison, type Left, type Reuse } from "../../reuse.ts";
import { referredIn } from "../../schema/references.ts";
import type { SchemaTypes } from "./schemas/schema-types.ts";

/** Something that modules are made of: a schema, an operation or a webhook, and the types of the schemas around it. */
export interface Part {
  /** What it is called among all parts. */
  readonly key: string;
  readonly of: object;
  /** Of a schema, its id. */
  readonly id?: string;
  /** Its modules, by nothing but `of`, the settings of values, and the named schemas that it leads to. */
  make(): readonly SourceFile[];
}

/** A part with its modules. */
interface Made {
  readonly of: object;
  /** The ids of the named schemas that it refers to. */
  readonly refers: ReadonlySet<string>;
  readonly modules: readonly SourceFile[];
}

/** What is known of a named schema. */
interface Known {
  readonly facts: readonly unknown[];
  readonly leadsTo: ReadonlySet<string>;
}

/** What was made from what. */
interface LeftModules {
  readonly settings: ValueSettings;
  readonly schemas: ReadonlyMap<string, Known>;
  readonly made: ReadonlyMap<string, Made>;
}

const leftModules: Left<LeftModules> = { what: "the modules of schemas, operations and webhooks" };

/** How modules are made. */
interface Making {
  readonly types: SchemaTypes;
  readonly settings: ValueSettings;
  readonly reuse?: Reuse | undefined;
}

/**
 * The modules of all parts. Those of the last time are kept where the part is the same as then, and so is every named
 * schema that it leads to: a type depends on no other.
 */
export function modulesOfParts(parts: readonly Part[], { types, settings, reuse }: Making): SourceFile[] {
  if (!reuse) return parts.flatMap((part) => part.make());
  const { made } = reuse.keep(leftModules, (last) => {
    const comparison = new Comparison();
    const schemas = knownSchemas(types, last?.schemas, comparison);
    const isComparable = last !== undefined && comparison.isSame(last.settings, settings);
    const changed = isComparable ? changedSchemas(last.schemas, schemas) : undefined;
    const madeNow = parts.map(({ key, of, id, make }) => {
      const before = last?.made.get(key);
      const isSame = before !== undefined && comparison.isSame(before.of, of);
      const refers = isSame ? before.refers : referredIn(of);
      const isKept = isSame && changed && !changed.has(id ?? "") && ![...refers].some((each) => changed.has(each));
      if (isKept) return [key, before] as const;
      const modules = make();
      for (const { statements } of modules) Object.freeze(statements);
      return [key, { of, refers, modules }] as const;
    });
    return { settings, schemas, made: new Map(madeNow) };
  });
  return parts.flatMap(({ key }) => made.get(key)?.modules ?? []);
}

/** What is known of all named schemas; what was known before stands for what is the same. */
function knownSchemas(
  types: SchemaTypes,
  before: ReadonlyMap<string, Known> | undefined,
  comparison: Comparison,
): ReadonlyMap<string, Known> {
  return new Map(
    [...types.facts()].map(([id, facts]) => {
      const known = before?.get(id);
      return [id, known && comparison.isSame(known.facts, facts) ? known : { facts, leadsTo: referredIn(facts) }];
    }),
  );
}

/** The ids of the named schemas that are others than before, or are gone, and of those that lead to one of them. */
function changedSchemas(before: ReadonlyMap<string, Known>, now: ReadonlyMap<string, Known>): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  for (const [id, { leadsTo }] of [...before, ...now]) {
    for (const to of leadsTo) {
      const known = users.get(to);
      if (known) known.push(id);
      else users.set(to, [id]);
    }
  }
  const ids = [...new Set([...before.keys(), ...now.keys()])];
  const changed = new Set(ids.filter((id) => before.get(id) !== now.get(id)));
  for (const id of changed) for (const user of users.get(id) ?? []) changed.add(user);
  return changed;
}
