import type { Model } from "../../../generator/model/model.ts";
import type { PublicNames } from "../../../generator/names/public-names.ts";
import { equivalenceText } from "../../../generator/schema/equivalence.ts";

/** One version of an API as it was generated. */
export interface Step {
  readonly names: PublicNames;
  readonly model: Model;
}

/** What lived on from one version to the next, and what callers lost. */
export interface Counts {
  readonly steps: number;
  /** By key. `given`: names of an operation that is gone that another has. */
  readonly operations: {
    readonly lives: number;
    readonly moved: number;
    readonly removed: number;
    readonly given: number;
  };
  /** By source. `given`: names of a schema that is gone that one of another name and content has. */
  readonly schemas: {
    readonly lives: number;
    readonly moved: number;
    readonly removed: number;
    readonly given: number;
  };
  /** By operation and module. `lost`: the operation lives, and is not exported by the module. */
  readonly modules: { readonly lives: number; readonly lost: number };
  /** By operation, place and name on the wire. */
  readonly arguments: { readonly lives: number; readonly moved: number };
  /** By URL. */
  readonly servers: { readonly lives: number; readonly moved: number };
}

/** Compares the names of one version of an API with those of the next. */
export function countStep(before: Step, after: Step): Counts {
  return {
    steps: 1,
    operations: countOperations(before, after),
    schemas: countSchemas(before, after),
    modules: countModules(before, after),
    arguments: countArguments(before, after),
    servers: countServers(before, after),
  };
}

/** The sum of counts, field by field. */
export function addCounts(all: readonly Counts[]): Counts {
  const sum = <Field extends Exclude<keyof Counts, "steps">>(field: Field, keys: readonly (keyof Counts[Field])[]) =>
    Object.fromEntries(
      keys.map((key) => [key, all.reduce((total, counts) => total + Number(counts[field][key]), 0)]),
    ) as unknown as Counts[Field];
  return {
    steps: all.reduce((total, { steps }) => total + steps, 0),
    operations: sum("operations", ["lives", "moved", "removed", "given"]),
    schemas: sum("schemas", ["lives", "moved", "removed", "given"]),
    modules: sum("modules", ["lives", "lost"]),
    arguments: sum("arguments", ["lives", "moved"]),
    servers: sum("servers", ["lives", "moved"]),
  };
}

function countOperations(before: Step, after: Step): Counts["operations"] {
  const exported = new Map(
    after.names.operations.flatMap((operation) =>
      [operation.name, ...operation.aliases].map((name) => [name, operation] as const),
    ),
  );
  const keys = new Set(after.names.operations.map(({ key }) => key));
  const idsOf = new Map(after.names.operations.map(({ key, operation }) => [key, operation.operation["operationId"]]));
  let [lives, moved, removed, given] = [0, 0, 0, 0];
  for (const { key, name, aliases, operation } of before.names.operations) {
    for (const each of [name, ...aliases]) {
      const now = exported.get(each);
      if (keys.has(key)) {
        lives++;
        if (now?.key !== key) moved++;
      } else if (now === undefined) removed++;
      // what has its operationId is where it moved to
      else if (idsOf.get(now.key) === operation.operation["operationId"]) lives++;
      else given++;
    }
  }
  return { lives, moved, removed, given };
}

function countSchemas(before: Step, after: Step): Counts["schemas"] {
  const bySource = new Map(after.names.schemas.flatMap((each) => each.schema.sources.map((source) => [source, each])));
  const exported = new Map(
    after.names.schemas.flatMap((each) =>
      [each.name, ...each.aliases, each.input?.name ?? []].flat().map((name) => [name, each] as const),
    ),
  );
  let [lives, moved, removed, given] = [0, 0, 0, 0];
  for (const { name, aliases, input, schema } of before.names.schemas) {
    const now = schema.sources.flatMap((source) => bySource.get(source) ?? []);
    for (const each of [name, ...aliases, input?.name ?? []].flat()) {
      const having = exported.get(each);
      if (now.length > 0) {
        lives++;
        if (!having || !now.includes(having)) moved++;
      } else if (having === undefined) removed++;
      else if (having.schema.wanted === schema.wanted || isSame(having.schema.schema, schema.schema)) lives++;
      else given++;
    }
  }
  return { lives, moved, removed, given };
}

function isSame(one: unknown, other: unknown): boolean {
  return equivalenceText(one) === equivalenceText(other);
}

function countModules(before: Step, after: Step): Counts["modules"] {
  const { tags, formerMembers } = after.model;
  const exports = new Map([...formerMembers].map(([name, operations]) => [name, new Set(operations)]));
  for (const { name, operations } of tags) exports.set(name, new Set([...(exports.get(name) ?? []), ...operations]));
  const living = new Set(after.names.operations.flatMap(({ name, aliases }) => [name, ...aliases]));
  let [lives, lost] = [0, 0];
  for (const { name, operations } of before.model.tags) {
    for (const operation of operations.filter((each) => living.has(each))) {
      lives++;
      if (!exports.get(name)?.has(operation)) lost++;
    }
  }
  return { lives, lost };
}

function countArguments(before: Step, after: Step): Counts["arguments"] {
  const byName = new Map(after.names.operations.map((operation) => [operation.name, operation]));
  let [lives, moved] = [0, 0];
  for (const { name, arguments: named } of before.names.operations) {
    const now = byName.get(name)?.arguments;
    for (const [key, argument] of named) {
      if (!now?.has(key)) continue;
      lives++;
      if (now.get(key) !== argument) moved++;
    }
  }
  return { lives, moved };
}

function countServers(before: Step, after: Step): Counts["servers"] {
  const byUrl = new Map(after.model.servers.map(({ url, name }) => [url, name]));
  const living = before.model.servers.filter(({ url }) => byUrl.has(url));
  return { lives: living.length, moved: living.filter(({ url, name }) => byUrl.get(url) !== name).length };
}
