import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { byCodePoint } from "../document/order.ts";
import { clashEvents } from "./clash.ts";
import { diagnose } from "./events/diagnose.ts";
import { type NamingEvent, sortEvents } from "./events/event.ts";
import { camelCase, foldCase } from "./identifiers/identifier.ts";
import { safeName } from "./identifiers/reserved.ts";
import type { Lock, LockedName } from "./lock/lock.ts";
import { resolveNames } from "./resolve.ts";

/** A webhook or a callback that wants a public name. */
export interface WebhookToName {
  /** Its identity: `newPet POST`, or `POST /pets sold {$request.body#/url} POST` of a callback. */
  readonly key: string;
  /** The name that it has in its document, or that an extension gives it. */
  readonly wanted: string;
  readonly method: string;
  /** The public name of the operation that has it, of a callback. */
  readonly operation?: string;
  /** Of a callback: equal for two that are the same but for their descriptions and addresses. */
  readonly equivalence?: string;
  readonly place: Place;
}

/** What naming webhooks depends on beside them. */
interface WebhookNaming {
  readonly lock: Lock;
  /** The operations that the lock had, by which callbacks are found whose operations moved. */
  readonly operationsBefore?: Lock["operations"];
  readonly prune?: boolean;
}

/** The names of an API's webhooks, what happened to them, and the lock that keeps them. */
export interface NamedWebhooks {
  /** Each name with the keys that have it, the first one first. */
  readonly webhooks: readonly { readonly name: string; readonly keys: readonly string[] }[];
  readonly events: readonly NamingEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** The given lock with the webhooks as they are now. */
  readonly lock: Lock;
}

/**
 * Names every webhook and callback: a pure function of the set of them and the lock. Keys are unique. Callbacks of one
 * name that are equivalent have one name, unless the lock has several for them.
 */
export function nameWebhooks(
  webhooks: readonly WebhookToName[],
  { lock, operationsBefore = new Map(), prune = false }: WebhookNaming,
): NamedWebhooks {
  const present = new Set(webhooks.map(({ key }) => key));
  const found = groupsOf(webhooks, lock.webhooks);
  const moves = movesOf(
    found,
    [...lock.webhooks].filter(([key]) => !present.has(key)),
    operationsBefore,
  );
  const groups = found.map((group): Group => {
    const [, before] = moves.get(group) ?? [];
    return before ? { ...group, lockedName: before.name } : group;
  });
  const held = new Set(groups.map(({ lockedName }) => lockedName));
  const removed = [...lock.webhooks].filter(([key, { name }]) => !present.has(key) && !held.has(name));
  const tombstones = prune ? [] : removed;
  const resolved = resolveNames(
    groups.map((group) => ({
      key: group.first.key,
      wanted: wantedName(group),
      qualified: () => qualifiedNames(group),
    })),
    {
      locked: new Map(
        groups.flatMap(({ first, lockedName }) => (lockedName ? [[first.key, lockedName] as const] : [])),
      ),
      taken: tombstones.map(([, { name }]) => name),
    },
  );
  const named = groups.map((group) => ({ ...group, name: resolved.get(group.first.key)! }));
  const events = sortEvents([
    ...clashEvents(
      "webhook",
      named.map((group) => ({
        key: group.first.key,
        wanted: wantedName(group),
        name: group.name,
        place: group.first.place,
      })),
      new Map(tombstones.map(([key, { name }]) => [name, key])),
    ),
    ...[...moves].map(
      ([{ first }, [from, { name }]]): NamingEvent => ({
        kind: "moved",
        subject: "webhook",
        names: [name],
        keys: [from, first.key],
        places: [first.place],
        isNew: true,
      }),
    ),
    ...removed.map(
      ([key, { name, isRemoved }]): NamingEvent => ({
        kind: prune ? "pruned" : "removed",
        subject: "webhook",
        names: [name],
        keys: [key],
        places: [],
        isNew: !isRemoved,
      }),
    ),
  ]);
  const entries = new Map<string, LockedName>();
  for (const [key, entry] of tombstones) entries.set(key, { ...entry, isRemoved: true });
  for (const { members, name } of named) for (const { key } of members) entries.set(key, { name, isRemoved: false });
  return {
    webhooks: named.map(({ members, name }) => ({ name, keys: members.map(({ key }) => key) })),
    events,
    diagnostics: diagnose(events),
    lock: { ...lock, webhooks: entries },
  };
}

/** Webhooks that have one name. */
interface Group {
  readonly first: WebhookToName;
  /** By key. */
  readonly members: readonly WebhookToName[];
  readonly lockedName?: string;
}

/** Each webhook alone, and equivalent callbacks together: those that the lock names alike, and those that it lacks. */
function groupsOf(webhooks: readonly WebhookToName[], locked: ReadonlyMap<string, LockedName>): Group[] {
  const alike = new Map<string, WebhookToName[]>();
  for (const webhook of webhooks.toSorted((a, b) => byCodePoint(a.key, b.key))) {
    const { key, wanted, method, equivalence } = webhook;
    const id = equivalence === undefined ? key : JSON.stringify([wanted, method, equivalence]);
    alike.set(id, [...(alike.get(id) ?? []), webhook]);
  }
  const owners = new Set<string>();
  return [...alike.values()].flatMap((members): Group[] => {
    const names = new Set(members.flatMap(({ key }) => locked.get(key)?.name ?? []));
    // those that were equivalent once share a locked name, which the first keep
    const own = [...names].filter((name) => !owners.has(name));
    for (const name of own) owners.add(name);
    const [main] = own;
    if (main === undefined) return [{ first: members[0]!, members }];
    return own.map((lockedName) => {
      const having = members.filter(({ key }) => {
        const name = locked.get(key)?.name;
        return name === lockedName || (lockedName === main && (name === undefined || !own.includes(name)));
      });
      return { first: having[0]!, members: having, lockedName };
    });
  });
}

/**
 * The webhooks that were somewhere else, with what the lock has of each: callbacks of an operation that moved, by the
 * name that it keeps, and webhooks that are written otherwise. Both the new one and the one that is gone must be the
 * only ones.
 */
function movesOf(
  groups: readonly Group[],
  gone: readonly (readonly [string, LockedName])[],
  operationsBefore: Lock["operations"],
): Map<Group, readonly [string, LockedName]> {
  const living = gone.filter(
    ([, { name, isRemoved }]) => !isRemoved && !groups.some((each) => each.lockedName === name),
  );
  const added = groups.filter(({ lockedName }) => lockedName === undefined);
  const moves = new Map<Group, readonly [string, LockedName]>();
  for (const [markOfGroup, markOfKey] of [
    [
      ({ first: { key, operation } }: Group) => operation !== undefined && `${operation} ${markOf(key)}`,
      (key: string) => {
        const [of] = /^[A-Z]+ \/\S*(?= )/.exec(key) ?? [];
        const name = of === undefined ? undefined : operationsBefore.get(of)?.name;
        return name !== undefined && `${name} ${markOf(key)}`;
      },
    ],
    [({ first: { key } }: Group) => markOf(key), markOf],
  ] as const) {
    const free = added.filter((group) => !moves.has(group));
    const taken = new Set([...moves.values()].map(([key]) => key));
    const open = living.filter(([key]) => !taken.has(key));
    for (const entry of open) {
      const mark = markOfKey(entry[0]);
      const [group, ...others] = free.filter((each) => mark !== false && markOfGroup(each) === mark);
      const isOnly = open.filter(([key]) => markOfKey(key) === mark).length === 1;
      if (group && others.length === 0 && isOnly) moves.set(group, entry);
    }
  }
  return moves;
}

/** What stays of a key: all behind the operation of a callback, and the words and the method of a webhook. */
function markOf(key: string): string {
  const [, behind] = /^[A-Z]+ \/\S* (.*)$/s.exec(key) ?? [];
  if (behind !== undefined) return `callback ${behind}`;
  const end = key.lastIndexOf(" ");
  return `${foldCase(camelCase(key.slice(0, end), "webhook"))} ${key.slice(end + 1)}`;
}

function wantedName({ first: { wanted } }: Group): string {
  return safeName(camelCase(wanted, "webhook"), "webhook");
}

/** Names with the operation of a callback in front, then with the method behind. */
function qualifiedNames({ first: { wanted, method, operation } }: Group): string[] {
  const words = operation === undefined ? [wanted] : [operation, wanted];
  const qualified = [words, [...words, method.toLowerCase()]];
  return qualified.map((each) => safeName(camelCase(each.join(" "), "webhook"), "webhook"));
}
