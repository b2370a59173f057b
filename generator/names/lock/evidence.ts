import { argumentKeys } from "../arguments.ts";
import type { TwinGroup } from "../operations/twins.ts";
import type { Registration } from "../registration.ts";
import { type LockedOperation, operationIdIn, registrationText } from "./lock.ts";
import { twinKey } from "./lock-keys.ts";

/** An operation of the lock. */
export interface Entry extends LockedOperation {
  readonly lockKey: string;
  /** The operation key in it. */
  readonly key: string;
}

/** Whether something shows that an entry belongs to a group. */
export type Fit = (group: TwinGroup, entry: Entry) => boolean;

/**
 * What shows that an entry belongs to a group, the surest first: its registrations and, where groups share some, key,
 * arguments and name. Arguments tell those of one operationId apart that stand in one document.
 */
export const fits: readonly Fit[] = [
  [isWhole, hasKey],
  [isWhole, isWanted, takesSame],
  [isWhole, takesSame],
  [isWhole, isWanted],
  [isWhole],
  [isExact, hasKey],
  [isExact, isWanted],
  [isExact],
].map(
  (all): Fit =>
    (group, entry) =>
      all.every((isFit) => isFit(group, entry)),
);

function hasKey(group: TwinGroup, { lockKey }: Entry): boolean {
  return lockKey === twinKey(group, "hash");
}

function isWanted(group: TwinGroup, { name }: Entry): boolean {
  return name === group.wanted.name;
}

/** Whether a call of the group takes what the entry has names for. */
export function takesSame({ canonical }: TwinGroup, { arguments: named }: Entry): boolean {
  if (!named || !canonical.arguments) return false;
  const keys = new Set(argumentKeys(canonical.arguments));
  return keys.size === named.size && [...keys].every((key) => named.has(key));
}

/**
 * Whether the entry was made from exactly the registrations of the group; other groups of its key may have one of them
 * too.
 */
function isWhole(group: TwinGroup, entry: LockedOperation): boolean {
  const texts = new Set(group.registrations.map(registrationText));
  return texts.size === entry.registrations.length && entry.registrations.every((each) => texts.has(each));
}

/** Whether the entry was made from a registration of the group. */
export function isExact(group: TwinGroup, entry: LockedOperation): boolean {
  return group.registrations.some((each) => entry.registrations.includes(registrationText(each)));
}

/** Whether the entry has an operationId of the registrations, or both lack one. */
export function isByName(registrations: readonly Registration[], entry: LockedOperation): boolean {
  const ids = entry.registrations.map(operationIdIn);
  return registrations.some(({ operationId = "" }) => ids.includes(operationId));
}

/** Whether the entry has a registration in a document of the registrations. */
export function isByDocument(registrations: readonly Registration[], entry: LockedOperation): boolean {
  return registrations.some(({ document }) => {
    const start = registrationText({ document });
    return entry.registrations.some((each) => each.startsWith(start));
  });
}

/** The registrations of groups that no living entry of their key was made from. */
export function newRegistrations(
  groups: ReadonlyMap<string, readonly TwinGroup[]>,
  entriesOfKey: ReadonlyMap<string, readonly Entry[]>,
): (group: TwinGroup) => readonly Registration[] {
  const found = new Map<TwinGroup, readonly Registration[]>();
  for (const [key, members] of groups) {
    const living = (entriesOfKey.get(key) ?? []).filter(({ isRemoved }) => !isRemoved);
    const known = new Set(living.flatMap(({ registrations }) => registrations));
    for (const group of members)
      found.set(
        group,
        group.registrations.filter((each) => !known.has(registrationText(each))),
      );
  }
  return (group) => found.get(group) ?? [];
}

/** Those of a key's registrations whose operationId none of its entries has or had. */
export function withNewIds(registrations: readonly Registration[], entries: readonly Entry[] = []): Registration[] {
  return registrations.filter((each) => !entries.some((entry) => isByName([each], entry)));
}
