import type { JsonObject } from "../document/json.ts";

const alternatives = ["oneOf", "anyOf"] as const;
const compositions = [...alternatives, "allOf"] as const;

/** Keywords whose arrays say something by place: what comes after a part that is lost stays where it is. */
const byPlace: ReadonlySet<string | undefined> = new Set(["prefixItems", "items", "prefixEncoding"]);

/** What stands in an array for a part that cannot be read: anything, where the place counts; otherwise nothing. */
export function standIn(keyword: string | undefined): JsonObject | undefined {
  return byPlace.has(keyword) ? {} : undefined;
}

/**
 * Takes from the copy of a schema what would refuse values that only its lost parts allow: an alternative that cannot
 * be read may be anything, and so may a member or an item that a lost part may have named.
 */
export function allowWhatIsLost(copy: Record<string, unknown>, original: JsonObject): Record<string, unknown> {
  // nearly all schemas of large documents have none
  if (!compositions.some((keyword) => Object.hasOwn(original, keyword))) return copy;
  const isLost = (keyword: string) => countOf(copy[keyword]) < countOf(original[keyword]);
  const lost = alternatives.filter(isLost);
  for (const keyword of lost) delete copy[keyword];
  if (lost.length > 0) delete copy["discriminator"];
  if (lost.length === 0 && !isLost("allOf")) return copy;
  delete copy["unevaluatedProperties"];
  delete copy["unevaluatedItems"];
  return copy;
}

/** How many parts an array has; null is none, as it is what a line that was begun says. */
function countOf(parts: unknown): number {
  return Array.isArray(parts) ? parts.filter((part) => part !== null).length : 0;
}
