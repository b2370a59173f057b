import { foldCase } from "../../../generator/names/identifiers/identifier.ts";
import { emptyLock, formatLock, type Lock } from "../../../generator/names/lock/lock.ts";
import { parseLock } from "../../../generator/names/lock/parse-lock.ts";
import type { SchemaToName } from "../../../generator/names/registration.ts";
import { type NamedSchema, nameSchemas } from "../../../generator/names/schemas.ts";
import { type Random, randomFrom } from "./random.ts";

/** A schema at one place over time: what it is now, under an identity that never changes. */
interface Site {
  readonly identity: number;
  readonly document: string;
  /** The component that it is, or the place where it stands without a name: `#/paths/…`. */
  readonly at: string;
  readonly content: string;
}

/** A type that users of a schema no longer have, though the schema lives, or that went without a word. */
export interface TypeLoss {
  readonly step: number;
  readonly name: string;
  readonly now: "nothing" | "another schema" | "given away" | "untold";
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly lock: readonly string[];
}

/** What an evolution of schemas counted. */
export interface SchemaEvolution {
  readonly steps: number;
  /** Names of schemas that lived from one step to the next. */
  readonly lives: number;
  /** Names of schemas that went, each told by a warning. */
  readonly removed: number;
  readonly losses: readonly TypeLoss[];
}

const documents = ["api", "other", "third"];
const components = ["Item", "item", "User", "ItemInput", "Error"];
const places = ["#/paths/~1a/get/schema", "#/paths/~1b/get/schema", "#/paths/~1b/put/schema/items"];
const contents = ["1", "2", "3", "4"];

/** What of a content requests see differently. */
const divided = new Set(["2", "4"]);

interface World {
  readonly sites: readonly Site[];
  readonly removed: readonly Site[];
  readonly next: number;
}

/**
 * Changes the schemas of documents at random, step by step, names them after each step with the lock of the step
 * before, and counts the types that were lost. A schema lives on where one of its sources is there still; where none
 * is, as the only component of its name that is new, or returns, of those whose name the lock has; or, without a name of its own, in whatever says what it said. Each
 * type that was exported for it, its own, its input and every alias, must be exported, and mean it. Of a schema that
 * went, each name must be told, and not be that of one that is called otherwise and says something else.
 */
export function evolveSchemas({
  seed,
  steps,
  restart = 200,
}: {
  seed: number;
  steps: number;
  restart?: number;
}): SchemaEvolution {
  const random = randomFrom(seed);
  const losses: TypeLoss[] = [];
  let [lives, removed] = [0, 0];
  let world: World = { sites: [], removed: [], next: 0 };
  let lock: Lock = emptyLock;
  let before: Snapshot | undefined;
  for (let step = 1; step <= steps; step++) {
    if (step % restart === 0) [world, lock, before] = [{ sites: [], removed: [], next: 0 }, emptyLock, undefined];
    for (let edits = random.pick([1, 1, 1, 2, 3, 4]); edits > 0; edits--) world = edited(world, random);
    const after = snapshotOf(world, lock);
    if (before) {
      const found = lossesBetween(before, after);
      const texts = formatLock(lock).split("\n");
      for (const each of found.losses)
        losses.push({ ...each, step, before: shown(before), after: shown(after), lock: texts });
      lives += found.lives;
      removed += found.removed;
    }
    const text = formatLock(after.lock);
    lock = parseLock(text, "lock").lock;
    if (formatLock(lock) !== text) throw new Error(`step ${step}: the lock is not read as it was written`);
    before = after;
  }
  return { steps, lives, removed, losses };
}

function edited(world: World, random: Random): World {
  const { sites, next } = world;
  const [one, other] = random.shuffled(sites);
  const added = (site: Omit<Site, "identity">): World => ({
    ...world,
    sites: [...sites, { ...site, identity: next }],
    next: next + 1,
  });
  const changed = (site: Site, by: Partial<Site>): World => ({
    ...world,
    sites: sites.map((each) => (each === site ? { ...each, ...by } : each)),
  });
  const without = (site: Site): World => ({
    ...world,
    sites: sites.filter((each) => each !== site),
    removed: [...world.removed, site].slice(-6),
  });
  const edits: readonly (() => World)[] = [
    ...[components, components, places].map(
      (at) => () => added({ document: random.pick(documents), at: random.pick(at), content: random.pick(contents) }),
    ),
    () => (one ? added({ ...one, document: random.pick(documents) }) : world),
    () => (one ? added({ ...one, document: random.pick(documents) }) : world),
    () => (one ? without(one) : world),
    () => (one ? without(one) : world),
    () => {
      const back = world.removed.length === 0 ? undefined : random.pick(world.removed);
      return back ? { ...added(back), removed: world.removed.filter((each) => each !== back) } : world;
    },
    () => (one ? changed(one, { content: random.pick(contents) }) : world),
    () => (one && other ? changed(one, { content: other.content }) : world),
    () => ({ ...world, sites: sites.map((each) => (each.at === one?.at ? { ...each, content: one.content } : each)) }),
    () => (one ? changed(one, { document: random.pick(documents) }) : world),
    () => (one && !one.at.startsWith("#") ? changed(one, { at: random.pick(components) }) : world),
    () => (one?.at.startsWith("#") ? changed(one, { at: random.pick(places) }) : world),
    // moves onto the place of another, which goes
    () =>
      one && other
        ? {
            ...changed(one, { document: other.document, at: other.at }),
            sites: sites.flatMap((each) =>
              each === other ? [] : each === one ? [{ ...one, document: other.document, at: other.at }] : [each],
            ),
          }
        : world,
    () => {
      const [from, to] = [random.pick(documents), random.pick(documents)];
      return { ...world, sites: sites.map((each) => (each.document === from ? { ...each, document: to } : each)) };
    },
    () => ({ ...world, sites: random.shuffled(sites) }),
  ];
  const made = random.pick(edits)();
  return new Set(made.sites.map(sourceOf)).size === made.sites.length ? made : world;
}

function sourceOf({ document, at }: Site): string {
  return `${document}.yaml${at.startsWith("#") ? at : `#/components/schemas/${at}`}`;
}

interface Snapshot {
  readonly sites: readonly Site[];
  readonly schemas: readonly NamedSchema[];
  readonly exported: ReadonlyMap<string, NamedSchema>;
  readonly told: string;
  readonly lock: Lock;
}

function snapshotOf({ sites }: World, lock: Lock): Snapshot {
  const groups = new Map<string, Site[]>();
  for (const site of sites) {
    // components of one name are one where they say the same
    const id = site.at.startsWith("#") ? sourceOf(site) : `${site.at} ${site.content}`;
    groups.set(id, [...(groups.get(id) ?? []), site]);
  }
  const all = [...groups.values()].map((members): SchemaToName => {
    const [{ document, at, content }] = members as [Site];
    return {
      sources: members.map(sourceOf).sort(),
      wanted: at.startsWith("#") ? at.replace(/\W+/g, " ") : at,
      qualifiers: [document],
      content: () => content,
      isDivided: divided.has(content),
      place: { file: `${document}.yaml` },
    };
  });
  const { schemas, lock: next, diagnostics } = nameSchemas(all, { lock });
  const folded = schemas.flatMap(namesOf).map(foldCase);
  if (new Set(folded).size < folded.length) throw new Error(`two types have one name: ${folded.sort().join(" ")}`);
  const told = diagnostics.filter(({ code }) => code === "name-removed").map(({ message }) => message);
  return {
    sites,
    schemas,
    exported: new Map(schemas.flatMap((each) => namesOf(each).map((name) => [name, each] as const))),
    told: told.join("\n"),
    lock: next,
  };
}

function namesOf({ name, aliases, input }: NamedSchema): string[] {
  return [name, ...aliases, ...(input ? [input.name, ...input.aliases] : [])];
}

function lossesBetween(
  before: Snapshot,
  after: Snapshot,
): { losses: Pick<TypeLoss, "name" | "now">[]; lives: number; removed: number } {
  const losses: Pick<TypeLoss, "name" | "now">[] = [];
  let [lives, removed] = [0, 0];
  const livingBefore = new Set(before.schemas.flatMap(({ schema }) => schema.sources));
  const livingAfter = new Set(after.schemas.flatMap(({ schema }) => schema.sources));
  const isNew = ({ schema }: NamedSchema) => schema.sources.every((each) => !livingBefore.has(each));
  const isGone = ({ schema }: NamedSchema) => schema.sources.every((each) => !livingAfter.has(each));
  for (const was of before.schemas) {
    const { schema } = was;
    const [content, name] = [schema.content?.(), componentOf(was)];
    const heirs = after.schemas.filter((now) => now.schema.sources.some((each) => schema.sources.includes(each)));
    if (heirs.length === 0 && name !== undefined) {
      const rivals = before.schemas.filter((each) => componentOf(each) === name && isGone(each));
      const moved = after.schemas.filter((each) => componentOf(each) === name && isNew(each));
      if (rivals.length === 1 && moved.length === 1) heirs.push(...moved);
    }
    if (heirs.length === 0 && name === undefined)
      heirs.push(...after.schemas.filter(({ schema: now }) => now.content?.() === content));
    for (const each of namesOf(was)) {
      const now = after.exported.get(each);
      if (heirs.length > 0) {
        lives++;
        if (!now) losses.push({ name: each, now: "nothing" });
        else if (!heirs.includes(now)) losses.push({ name: each, now: "another schema" });
      } else if (!now) {
        removed++;
        if (!new RegExp(`\\b${each}\\b`).test(after.told)) losses.push({ name: each, now: "untold" });
      } else if ((name === undefined || componentOf(now) !== name) && now.schema.content?.() !== content)
        losses.push({ name: each, now: "given away" });
    }
  }
  return { losses, lives, removed };
}

function componentOf({ schema: { sources } }: NamedSchema): string | undefined {
  return /#\/components\/schemas\/(.+)$/.exec(sources[0] ?? "")?.[1];
}

function shown({ schemas }: Snapshot): string[] {
  return schemas.map(
    (each) => `${namesOf(each).join(" | ")} (${each.schema.sources.join(", ")}) ${each.schema.content?.()}`,
  );
}
