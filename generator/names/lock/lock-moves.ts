import type { TwinGroup } from "../operations/twins.ts";
import type { Registration } from "../registration.ts";
import type { Entry } from "./evidence.ts";
import { operationIdIn, registrationText } from "./lock.ts";

/** How far an operation is recognized that moved: by document and operationId, or by operationId. */
const recognitions: readonly ((registration: string) => string)[] = [(text) => text, operationIdIn];

/**
 * The entries whose operation moved, with the group that it is now: of those that are given, the one that has its
 * method and operationId, in its document first.
 */
export function findMoves(groups: readonly TwinGroup[], entries: readonly Entry[]): [TwinGroup, Entry][] {
  const [free, open] = [new Set(groups), new Set(entries)];
  return recognitions.flatMap((recognition) => {
    const moves = movesBy(recognition, [...free], [...open]);
    for (const [group, entry] of moves) {
      free.delete(group);
      open.delete(entry);
    }
    return moves;
  });
}

function movesBy(
  recognition: (registration: string) => string,
  groups: readonly TwinGroup[],
  open: readonly Entry[],
): [TwinGroup, Entry][] {
  const entriesOf = new Map<string, Entry[]>();
  for (const entry of open) {
    const texts = entry.registrations.filter((each) => operationIdIn(each) !== "").map(recognition);
    for (const text of new Set(texts)) {
      const identity = `${entry.key.split(" ")[0]} ${text}`;
      entriesOf.set(identity, [...(entriesOf.get(identity) ?? []), entry]);
    }
  }
  if (entriesOf.size === 0) return [];
  const wanting = new Map<Entry, TwinGroup[]>();
  for (const group of groups) {
    const method = group.key.split(" ")[0];
    const texts = group.registrations.map((each) => recognition(registrationText(each)));
    const found = new Set(texts.flatMap((text) => entriesOf.get(`${method} ${text}`) ?? []));
    const live = [...found].filter((entry) => !entry.isRemoved);
    const entries = live.length > 0 ? live : [...found];
    if (entries.length === 1) wanting.set(entries[0]!, [...(wanting.get(entries[0]!) ?? []), group]);
  }
  return [...wanting].flatMap(([entry, members]) => {
    const group = likeliest(members, entry);
    return group ? [[group, entry] as [TwinGroup, Entry]] : [];
  });
}

/**
 * The entries whose operation moved to a path where another already was that is equivalent: the only group that has a
 * registration of its method and operationId, in its document, or under an operationId that is new there.
 */
export function findMovesOntoTwins(
  groups: readonly TwinGroup[],
  entries: readonly Entry[],
  { newIn, newIdsIn }: Record<"newIn" | "newIdsIn", (group: TwinGroup) => readonly Registration[]>,
): [TwinGroup, Entry][] {
  const byText = groupsBy(groups, (group) =>
    newIn(group)
      .filter(({ operationId }) => operationId)
      .map(registrationText),
  );
  const byId = groupsBy(groups, (group) => newIdsIn(group).flatMap(({ operationId }) => operationId || []));
  return entries.flatMap((entry): [TwinGroup, Entry][] => {
    if (entry.isRemoved) return [];
    const method = entry.key.split(" ")[0];
    const found = [byText, byId].map((of, index) => {
      const texts = entry.registrations.map((each) => recognitions[index]!(each));
      return new Set(texts.flatMap((text) => of.get(`${method} ${text}`) ?? []));
    });
    const surest = found.find(({ size }) => size > 0);
    return surest?.size === 1 ? [...surest].map((group) => [group, entry]) : [];
  });
}

function groupsBy(
  groups: readonly TwinGroup[],
  textsOf: (group: TwinGroup) => readonly string[],
): Map<string, TwinGroup[]> {
  const found = new Map<string, TwinGroup[]>();
  for (const group of groups) {
    const method = group.key.split(" ")[0];
    for (const text of new Set(textsOf(group)))
      found.set(`${method} ${text}`, [...(found.get(`${method} ${text}`) ?? []), group]);
  }
  return found;
}

/**
 * The only group, or the one whose path ends with the entry's, or the one whose path contains the entry's; else the
 * first of them if each has another of the entry's registrations: then all of them are parts of it.
 */
function likeliest(members: readonly TwinGroup[], entry: Entry): TwinGroup | undefined {
  const before = `${pathIn(entry.key)}/`;
  const ending = members.filter(({ key }) => `${pathIn(key)}/`.endsWith(before));
  const holding = members.filter(({ key }) => `${pathIn(key)}/`.includes(before));
  const only = [members, ending, holding].find((each) => each.length === 1)?.[0];
  if (only) return only;
  const partsOf = (group: TwinGroup) =>
    new Set(group.registrations.map(registrationText).filter((each) => entry.registrations.includes(each)));
  const parts = members.map(partsOf);
  const all = parts.flatMap((part) => [...part]);
  return new Set(all).size === all.length && parts.every((part) => part.size > 0) ? members[0] : undefined;
}

function pathIn(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}
