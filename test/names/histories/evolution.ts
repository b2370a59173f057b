import type { ArgumentsToName } from "../../../generator/names/arguments.ts";
import { emptyLock, formatLock, type Lock, registrationText } from "../../../generator/names/lock/lock.ts";
import { parseLock } from "../../../generator/names/lock/parse-lock.ts";
import { operationKey } from "../../../generator/names/operation-key.ts";
import type { NamedOperation } from "../../../generator/names/operations/named-operation.ts";
import { nameOperations } from "../../../generator/names/operations/operations.ts";
import type { Registration } from "../../../generator/names/registration.ts";
import { type Random, randomFrom } from "./random.ts";

/** One registration of an operation over time: what it is now, under an identity that never changes. */
export interface Site {
  readonly identity: number;
  readonly method: string;
  readonly path: string;
  readonly document: string;
  readonly operationId?: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly parameters: ArgumentsToName;
}

/** A name that callers of an operation no longer have, though the operation lives. */
export interface Loss {
  readonly step: number;
  readonly name: string;
  /** What a caller has now; `given away` where the operation was removed, and another has its name. */
  readonly now: "nothing" | "another operation" | "given away";
  readonly key: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly lock: readonly string[];
}

/** What an evolution counted. */
export interface Evolution {
  readonly steps: number;
  /** Names of operations that lived from one step to the next. */
  readonly lives: number;
  /** Arguments of operations that lived from one step to the next. */
  readonly argumentLives: number;
  readonly losses: readonly Loss[];
  /** Names that are still exported, but as a deprecated alias. */
  readonly deprecated: number;
  readonly movedArguments: number;
}

const paths = ["/a", "/a/{x}", "/a/{y}", "/b", "/b/{x}", "/b/{id}", "/a#2", "/a?x=1", "/c/{id}/a", "/c/{x}/a", "/v1/a"];
const ids = ["getA", "getA2", "getA_1", "getB", "a", "A", "listA", "listB", "delete", undefined];
const documents = ["api", "other", "third"];
const tags = ["a", "A", "b", "c"];
const parameters = [
  { name: "id", in: "path" },
  { name: "id", in: "query" },
  { name: "id", in: "header" },
  { name: "limit", in: "query" },
  { name: "body", in: "query" },
];

/**
 * Changes documents at random, step by step, names what they hold after each step with the lock of the step before, and
 * counts the names that were lost, or given to another when their operation was removed. An operation lives on where a
 * registration of it still has its key; where none has, if one that moved kept its method and an operationId that is no
 * other operation's, before or after, nor that of one which returns to its path. Each name that was exported for an
 * operation that lives on, its own and every alias, must be exported still, and mean an operation that has one of these
 * registrations.
 */
export function evolve({ seed, steps, restart = 200 }: EvolutionOptions): Evolution {
  const random = randomFrom(seed);
  const losses: Loss[] = [];
  let [lives, argumentLives, deprecated, movedArguments] = [0, 0, 0, 0];
  let world = emptyWorld();
  let lock: Lock = emptyLock;
  let before: Snapshot | undefined;
  for (let step = 1; step <= steps; step++) {
    // names of what is gone fill up: a new API has room again
    if (step % restart === 0) [world, lock, before] = [emptyWorld(), emptyLock, undefined];
    const edits = random.pick([1, 1, 1, 2, 3, 4]);
    for (let edit = 0; edit < edits; edit++) world = edited(world, random);
    const after = snapshotOf(world, lock);
    if (before) {
      const texts = formatLock(lock).split("\n");
      const found = lossesBetween(before, after, edits === 1);
      for (const each of found.losses)
        losses.push({ ...each, step, before: shown(before), after: shown(after), lock: texts });
      lives += found.lives;
      deprecated += found.deprecated;
      argumentLives += found.argumentLives;
      movedArguments += found.movedArguments;
    }
    const text = formatLock(after.lock);
    lock = parseLock(text, "lock").lock;
    if (formatLock(lock) !== text) throw new Error(`step ${step}: the lock is not read as it was written`);
    before = after;
  }
  return { steps, lives, argumentLives, losses, deprecated, movedArguments };
}

/** What an evolution depends on. */
export interface EvolutionOptions {
  readonly seed: number;
  readonly steps: number;
  /** After how many steps another API begins. */
  readonly restart?: number;
}

interface World {
  readonly sites: readonly Site[];
  /** What was removed and may return. */
  readonly removed: readonly Site[];
  readonly next: number;
}

function emptyWorld(): World {
  return { sites: [], removed: [], next: 0 };
}

type Edit = (world: World, random: Random) => World;

/** What changes of a registration. */
type Changed = { readonly operationId?: string | undefined } & Partial<Omit<Site, "operationId" | "identity">>;

const kindsOfEdits: readonly Edit[] = [
  add,
  add,
  add,
  addTwin,
  addTwin,
  remove,
  returnRemoved,
  change((random) => ({ operationId: random.pick(ids) })),
  change((random) => ({ operationId: random.pick(ids) })),
  change((random) => ({ content: random.pick(["1", "2", "3"]) })),
  change((random) => ({ content: random.pick(["1", "2", "3"]) })),
  joinTwins,
  joinTwins,
  takeIdOfAnother,
  change((random) => ({ path: random.pick(paths) })),
  change((random) => ({ document: random.pick(documents) })),
  change((random) => ({ tags: [random.pick(tags)] })),
  change((random) => ({ parameters: parametersOf(random) })),
  renameDocument,
  swapIds,
  shuffle,
];

function edited(world: World, random: Random): World {
  const next = random.pick(kindsOfEdits)(world, random);
  // a lock can tell two registrations of one key apart that differ in document or operationId
  const texts = next.sites.map((site) => `${operationKey(site.method, site.path)} ${registrationText(site)}`);
  return new Set(texts).size === texts.length ? next : world;
}

function add(world: World, random: Random): World {
  const site = {
    identity: world.next,
    method: random.pick(["GET", "GET", "POST"]),
    path: random.pick(paths),
    document: random.pick(documents),
    content: random.pick(["1", "2", "3"]),
    tags: [random.pick(tags)],
    parameters: parametersOf(random),
  };
  return { ...world, sites: [...world.sites, withId(site, random.pick(ids))], next: world.next + 1 };
}

function withId(site: Omit<Site, "operationId"> & { operationId?: string }, operationId: string | undefined): Site {
  const { operationId: _, ...rest } = site;
  return operationId === undefined ? rest : { ...rest, operationId };
}

/** A second registration of an operation: another file has it too, mostly under another name. */
function addTwin(world: World, random: Random): World {
  const [one] = some(world, random, 1);
  if (!one) return world;
  const content = random.pick([one.content, one.content, "4"]);
  const twin = { ...one, identity: world.next, document: random.pick(documents), content };
  return { ...world, sites: [...world.sites, withId(twin, random.pick(ids))], next: world.next + 1 };
}

function remove(world: World, random: Random): World {
  const [one] = some(world, random, 1);
  if (!one) return world;
  return { ...world, sites: world.sites.filter((site) => site !== one), removed: [...world.removed, one].slice(-6) };
}

function returnRemoved(world: World, random: Random): World {
  if (world.removed.length === 0) return world;
  const one = random.pick(world.removed);
  const removed = world.removed.filter((site) => site !== one);
  return { sites: [...world.sites, { ...one, identity: world.next }], removed, next: world.next + 1 };
}

function change(make: (random: Random) => Changed): Edit {
  return (world, random) => {
    const [one] = some(world, random, 1);
    if (!one) return world;
    const changed = make(random);
    const { operationId, ...rest } = { ...one, ...changed };
    return replaced(world, one, withId(rest, operationId));
  };
}

function replaced(world: World, site: Site, by: Site): World {
  return { ...world, sites: world.sites.map((each) => (each === site ? by : each)) };
}

function joinTwins(world: World, random: Random): World {
  const [one] = some(world, random, 1);
  if (!one) return world;
  const key = operationKey(one.method, one.path);
  const sites = world.sites.map((site) =>
    operationKey(site.method, site.path) === key ? { ...site, content: one.content } : site,
  );
  return { ...world, sites };
}

/** A registration of another key takes the operationId of a twin, which gets another. */
function takeIdOfAnother(world: World, random: Random): World {
  const [one, other] = some(world, random, 2);
  if (!one || !other || isTwin(one, other)) return world;
  return replaced(replaced(world, other, withId(other, one.operationId)), one, withId(one, random.pick(ids)));
}

function swapIds(world: World, random: Random): World {
  const [one, other] = some(world, random, 2);
  if (!one || !other || isTwin(one, other)) return world;
  return replaced(replaced(world, other, withId(other, one.operationId)), one, withId(one, other.operationId));
}

function renameDocument(world: World, random: Random): World {
  const [from, to] = [random.pick(documents), random.pick(documents)];
  return { ...world, sites: world.sites.map((site) => (site.document === from ? { ...site, document: to } : site)) };
}

/** Twins that exchange operationIds cannot be told from twins that exchange documents. */
function isTwin(one: Site, other: Site): boolean {
  return operationKey(one.method, one.path) === operationKey(other.method, other.path);
}

function shuffle(world: World, random: Random): World {
  return { ...world, sites: random.shuffled(world.sites) };
}

function some({ sites }: World, random: Random, count: number): Site[] {
  return random.shuffled(sites).slice(0, count);
}

function parametersOf(random: Random): ArgumentsToName {
  return { parameters: parameters.filter(() => random.below(2) === 0), hasBody: random.below(3) === 0 };
}

interface Snapshot {
  readonly operations: readonly NamedOperation[];
  readonly siteOf: ReadonlyMap<Registration, Site>;
  readonly lock: Lock;
}

function snapshotOf({ sites }: World, lock: Lock): Snapshot {
  const siteOf = new Map<Registration, Site>();
  for (const site of sites) {
    const { method, path, document, operationId, content, tags, parameters } = site;
    const equivalence = content + JSON.stringify(parameters);
    const place = { file: `${document}.yaml` };
    const registration = { method, path, document, tags, equivalence, arguments: parameters, place };
    siteOf.set(operationId === undefined ? registration : { ...registration, operationId }, site);
  }
  const { operations, lock: next } = nameOperations([...siteOf.keys()], { lock });
  return { operations, siteOf, lock: next };
}

function shown({ operations }: Snapshot): string[] {
  return operations.map(
    ({ lockKey, name, aliases, registrations }) =>
      `${lockKey}: ${[name, ...aliases].join(" | ")} (${registrations.map((each) => registrationText(each)).join(", ")})`,
  );
}

type Counted = Omit<Evolution, "steps" | "losses"> & { readonly losses: Pick<Loss, "name" | "now" | "key">[] };

function lossesBetween(before: Snapshot, after: Snapshot, isOneEdit: boolean): Counted {
  const losses: Pick<Loss, "name" | "now" | "key">[] = [];
  let [lives, argumentLives, deprecated, movedArguments] = [0, 0, 0, 0];
  const nowOf = new Map<number, NamedOperation>();
  for (const operation of after.operations)
    for (const each of operation.registrations) nowOf.set(after.siteOf.get(each)!.identity, operation);
  const exported = new Map(
    after.operations.flatMap((operation) =>
      [operation.name, ...operation.aliases].map((name) => [name, operation] as const),
    ),
  );
  for (const operation of before.operations) {
    const heirs = heirsOf(operation, { before, after, nowOf, isOneEdit });
    if (heirs.size === 0) {
      // what moved and got another operationId in one step is not to be recognized, but it may be
      const itself = operation.registrations.map((each) => nowOf.get(before.siteOf.get(each)!.identity));
      for (const name of [operation.name, ...operation.aliases]) {
        const now = exported.get(name);
        if (isGiven(operation, now) && !itself.includes(now))
          losses.push({ name, now: "given away", key: operation.lockKey });
      }
      continue;
    }
    for (const name of [operation.name, ...operation.aliases]) {
      lives++;
      const now = exported.get(name);
      if (!now) losses.push({ name, now: "nothing", key: operation.lockKey });
      else if (!heirs.has(now)) losses.push({ name, now: "another operation", key: operation.lockKey });
      else if (name === operation.name && now.name !== name) deprecated++;
    }
    const now = exported.get(operation.name);
    // where the name is an alias by now, the operation's arguments are named by the lock of the one that it joined
    if (now?.name !== operation.name) continue;
    for (const [key, name] of operation.arguments) {
      if (!now.arguments.has(key)) continue;
      argumentLives++;
      if (now.arguments.get(key) !== name) movedArguments++;
    }
  }
  return { lives, argumentLives, losses, deprecated, movedArguments };
}

/** Whether what has the name of an operation that was removed is neither of its key nor has its operationId. */
function isGiven({ key, registrations }: NamedOperation, now: NamedOperation | undefined): boolean {
  if (!now || now.key === key) return false;
  const ids = registrations.flatMap(({ operationId }) => operationId ?? []);
  return !now.registrations.some(({ operationId }) => operationId !== undefined && ids.includes(operationId));
}

interface Change {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** The operation that a registration belongs to now, by its identity. */
  readonly nowOf: ReadonlyMap<number, NamedOperation>;
  readonly isOneEdit: boolean;
}

/** Whether what is at a path now was there before, under the same document and operationId, and the site was not in it. */
function isReturn(site: Site, now: NamedOperation, { operations }: Lock): boolean {
  const texts = now.registrations.map(registrationText);
  if (texts.includes(registrationText(site))) return false;
  return [...operations].some(
    ([key, { isRemoved, registrations }]) =>
      isRemoved && key.split(" ", 2).join(" ") === now.key && registrations.some((each) => texts.includes(each)),
  );
}

/** The operations that an operation lives on in; empty if it was removed. */
function heirsOf(operation: NamedOperation, { before, after, nowOf, isOneEdit }: Change): Set<NamedOperation> {
  const texts = new Set(operation.registrations.map(registrationText));
  const ofKey = after.operations.filter(({ key }) => key === operation.key);
  const having = ofKey.filter(({ registrations }) => registrations.some((each) => texts.has(registrationText(each))));
  if (having.length > 0) return new Set(having);

  // not recognized is a registration that is called now as another of its key was, or that changed its document and its
  // operationId in one step
  const ofKeyBefore = before.operations.filter(({ key }) => key === operation.key);
  const known = new Set(ofKeyBefore.flatMap(({ registrations }) => registrations.map(registrationText)));
  const isNew = (each: Registration) => !known.has(registrationText(each));
  const sites = operation.registrations.map((each) => before.siteOf.get(each)!);
  const isKept = (now: Site) =>
    sites.some(
      ({ identity, document, operationId }) =>
        identity === now.identity && (document === now.document || operationId === now.operationId),
    );
  const survivors = ofKey.filter(({ registrations }) =>
    registrations.some((each) => isNew(each) && isKept(after.siteOf.get(each)!)),
  );
  if (survivors.length > 0) return new Set(isOneEdit ? survivors : ofKey);

  const replacing = ofKey.filter(({ registrations }) => registrations.some(isNew));
  const moved = sites.flatMap((site) => {
    const now = nowOf.get(site.identity);
    const { operationId, method } = site;
    if (!now || operationId === undefined) return [];
    const has = (each: NamedOperation) =>
      each.key.startsWith(`${method} `) && each.registrations.some((one) => one.operationId === operationId);
    const isEvident = [before, after].every(({ operations }) => operations.filter(has).length === 1);
    return isEvident && has(now) && !isReturn(site, now, before.lock) ? [now] : [];
  });
  // beside twins that stay, what is new at the key is not known to be it
  if (moved.length === 0 && ofKeyBefore.length > 1) return new Set();
  return new Set([...moved, ...replacing]);
}
