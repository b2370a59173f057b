import { shortHash } from "../identifiers/hash.ts";
import { encodeBlanks } from "../operation-key.ts";
import type { TwinGroup } from "../operations/twins.ts";

/** The lock keys of the groups of one operation key: those that they have, and free ones that tell them apart. */
export function assignKeys(
  members: readonly TwinGroup[],
  own: ReadonlyMap<TwinGroup, string>,
  taken: Iterable<string>,
): Map<TwinGroup, string> {
  const keys = new Map(own);
  const used = new Set([...taken, ...own.values()]);
  for (const group of members) {
    if (keys.has(group)) continue;
    const steps = ["operationId", "document", "hash"] as const;
    const isTold = (step: (typeof steps)[number]) => {
      if (step === "hash") return true;
      if (step === "operationId" && !group.canonical.operationId) return false;
      return members.every((other) => other === group || twinKey(other, step) !== twinKey(group, step));
    };
    let key = group.key;
    for (const step of steps) {
      if (!used.has(key)) break;
      if (isTold(step)) key = twinKey(group, step);
    }
    for (let round = 1; used.has(key); round++) key = twinKey(group, "hash", round);
    keys.set(group, key);
    used.add(key);
  }
  return keys;
}

/** The lock key of a group of twins, by what tells it apart. */
export function twinKey(group: TwinGroup, by: "operationId" | "document" | "hash", round = 0): string {
  const { operationId = "", document, equivalence } = group.canonical;
  if (by === "operationId") return `${group.key} ${encodeBlanks(operationId)}`;
  const where = `${group.key} ${encodeBlanks(operationId)}@${encodeBlanks(document)}`;
  return by === "document" ? where : `${where}~${shortHash(equivalence, { length: 8, round })}`;
}
