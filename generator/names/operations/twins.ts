import { byCodePoint, sortedUnique } from "../../document/order.ts";
import { operationKey } from "../operation-key.ts";
import type { Registration } from "../registration.ts";
import { type WantedName, wantedName } from "./wanted.ts";

/** The equivalent registrations of one operation key: one operation. */
export interface TwinGroup {
  readonly key: string;
  /** The registration that names the operation. */
  readonly canonical: Registration;
  readonly wanted: WantedName;
  /** All of them, the canonical one first. */
  readonly registrations: readonly Registration[];
  /** The other names that its registrations give it, in code-point order, without names that are made from the path. */
  readonly aliases: readonly string[];
}

/**
 * The registrations by operation key, in groups of equivalent ones: a key with several groups has twins that differ,
 * the canonical group first. `isChosen` marks registrations whose name the settings override: they come first.
 */
export function groupTwins(
  registrations: readonly Registration[],
  isChosen: (registration: Registration) => boolean = () => false,
): Map<string, TwinGroup[]> {
  const byKey = new Map<string, Map<string, Ranked[]>>();
  for (const registration of registrations) {
    const key = operationKey(registration.method, registration.path);
    const wanted = wantedName(registration);
    const byEquivalence = byKey.get(key) ?? new Map<string, Ranked[]>();
    byKey.set(key, byEquivalence);
    const group = byEquivalence.get(registration.equivalence) ?? [];
    byEquivalence.set(registration.equivalence, group);
    group.push({ registration, wanted, rank: isChosen(registration) ? 0 : sourceRank[wanted.source] });
  }
  const groups = new Map<string, TwinGroup[]>();
  for (const key of [...byKey.keys()].sort(byCodePoint)) {
    const ranked = [...byKey.get(key)!.values()].map((group) => group.sort(compareRanked));
    ranked.sort((a, b) => compareRanked(a[0]!, b[0]!));
    groups.set(
      key,
      ranked.map((group) => asGroup(key, group)),
    );
  }
  return groups;
}

interface Ranked {
  readonly registration: Registration;
  readonly wanted: WantedName;
  readonly rank: number;
}

const sourceRank: Record<WantedName["source"], number> = { extension: 1, operationId: 2, path: 3 };

/** Explicit names first, then those without a counter (`getX` before `getX2` and `getX_1`), then code-point order. */
function compareRanked(left: Ranked, right: Ranked): number {
  return (
    left.rank - right.rank ||
    Number(hasCounter(left.wanted.name)) - Number(hasCounter(right.wanted.name)) ||
    byCodePoint(left.wanted.name, right.wanted.name) ||
    byCodePoint(sortText(left.registration), sortText(right.registration))
  );
}

function hasCounter(name: string): boolean {
  return /\p{Nd}$/u.test(name);
}

/** Everything that can distinguish two registrations of one name, so that their order never matters. */
function sortText({ operationId, document, equivalence, path, tags, place }: Registration): string {
  return JSON.stringify([
    operationId ?? "",
    document,
    equivalence,
    path,
    tags,
    place.file,
    place.pointer,
    place.line,
    place.column,
  ]);
}

function asGroup(key: string, ranked: readonly Ranked[]): TwinGroup {
  const { registration: canonical, wanted } = ranked[0]!;
  const others = ranked.filter((each) => each.wanted.source !== "path").map((each) => each.wanted.name);
  return {
    key,
    canonical,
    wanted,
    registrations: ranked.map((each) => each.registration),
    aliases: sortedUnique(others).filter((name) => name !== wanted.name),
  };
}
