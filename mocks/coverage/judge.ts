import type { CoverageSettings, CoverageThresholds } from "../../generator/settings/written-settings.ts";
import type { Coverage, Covered } from "./coverage.ts";
import { type ItemKind, idOf } from "./item.ts";

/** The kinds of items that a threshold counts together, and what they are called. */
export const measures: Readonly<
  Record<Exclude<keyof CoverageThresholds, "total">, { readonly title: string; readonly kinds: readonly ItemKind[] }>
> = {
  operations: { title: "operations", kinds: ["operation"] },
  parameters: { title: "parameters", kinds: ["parameter"] },
  values: { title: "enum values", kinds: ["value"] },
  requestMembers: { title: "members of requests", kinds: ["request-member"] },
  responseMembers: { title: "members of responses", kinds: ["response-member"] },
  mediaTypes: { title: "media types", kinds: ["request-media-type", "response-media-type"] },
  statuses: { title: "statuses", kinds: ["status"] },
  errorCodes: { title: "error codes", kinds: ["error-code"] },
  security: { title: "ways of access", kinds: ["security"] },
  scopes: { title: "scopes", kinds: ["scope"] },
  pages: { title: "second pages", kinds: ["page"] },
};

/** How much of one measure was exercised. */
export interface Measured extends Covered {
  readonly name: keyof CoverageThresholds;
  readonly title: string;
}

/** All measures of which there is something, the total last. */
export function measured({ kinds, covered, total }: Coverage): readonly Measured[] {
  const each = Object.entries(measures).map(([name, measure]) => {
    const counted = kinds.filter(({ kind }) => measure.kinds.includes(kind));
    const sum = (count: (one: Covered) => number): number => counted.reduce((all, one) => all + count(one), 0);
    return {
      name: name as keyof CoverageThresholds,
      title: measure.title,
      covered: sum((one) => one.covered),
      total: sum((one) => one.total),
    };
  });
  return [...each.filter((one) => one.total > 0), { name: "total", title: "all items", covered, total }];
}

/** A whole percentage: 100 only where nothing is missing. */
export function percentOf({ covered, total }: Covered): number {
  return total === 0 ? 100 : Math.floor((covered / total) * 100);
}

/** Why a run fails, in sentences: what is below its threshold, and what is in the baseline and no longer exercised. */
export function judge(
  coverage: Coverage,
  { thresholds }: CoverageSettings,
  baseline: ReadonlyMap<string, ReadonlySet<string>> | undefined,
): readonly string[] {
  const low = measured(coverage).flatMap(({ name, title, covered, total }) => {
    const wanted = thresholds[name];
    if (wanted === undefined || covered * 100 >= wanted * total) return [];
    const percent = ((covered / total) * 100).toFixed(1);
    return [`${title}: ${percent} % (${covered} of ${total}) is below coverage.thresholds.${name}, ${wanted} %`];
  });
  return [...low, ...(baseline === undefined ? [] : lost(coverage, baseline))];
}

/** How many lost items are named. */
const mostNamed = 20;

function lost(coverage: Coverage, baseline: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = coverage.operations.flatMap(({ method, path, items }) => {
    const before = baseline.get(`${method} ${path}`);
    const gone = items.filter((item) => !item.isCovered && before?.has(idOf(item)) === true);
    return gone.map((item) => `${method} ${path}: ${idOf(item)} is in the baseline, and no longer exercised`);
  });
  const more = found.length - mostNamed;
  return more > 0 ? [...found.slice(0, mostNamed), `… and ${more} more of the baseline`] : found;
}
