import { distance } from "fastest-levenshtein";
import type { MockOperation, ServedOperation } from "../document/operations.ts";

/** An operation that a request may have meant, and what keeps it from being that one. */
export interface NearMiss {
  readonly operation: MockOperation;
  /** 0 for the same path and method; a segment that is another counts up to 1, another method a half. */
  readonly distance: number;
  /** What is different, as ends of sentences: `the method is POST, not GET`. */
  readonly differences: readonly string[];
}

const mostShown = 3;
const otherMethod = 0.5;

/** The operations that are nearest to a request, nearest first. A path of their servers may be before theirs. */
export function nearMisses(
  { method, path }: Pick<MockOperation, "method" | "path">,
  operations: readonly ServedOperation[],
  basePathsOf: (operation: ServedOperation) => readonly string[],
): NearMiss[] {
  const sent = segmentsOf(path);
  // What has no more in common than being a path is no near miss.
  const limit = Math.max(0.5, sent.length / 2);
  const judged = operations.flatMap((operation): NearMiss[] => {
    const bases = ["", ...basePathsOf(operation)].map((base) => segmentsOf(base));
    const [best = none] = bases
      .filter((base) => base.every((segment, index) => segment === sent[index]))
      .map((base) => compare(sent.slice(base.length), segmentsOf(operation.path.replace(/[?#].*$/s, ""))))
      .sort((a, b) => a.distance - b.distance);
    if (best.distance > limit) return [];
    const isOther = operation.method !== method;
    const differences = isOther ? [`the method is ${method}, not ${operation.method}`] : [];
    return [
      {
        operation: operation.publicPart,
        distance: best.distance + (isOther ? otherMethod : 0),
        differences: [...best.differences, ...differences],
      },
    ];
  });
  return judged.sort((a, b) => a.distance - b.distance).slice(0, mostShown);
}

interface Comparison {
  readonly distance: number;
  readonly differences: readonly string[];
}

const none: Comparison = { distance: 0, differences: [] };

/** The cheapest way from a path to a template, segment by segment. */
function compare(sent: readonly string[], template: readonly string[]): Comparison {
  let row: Comparison[] = [none];
  for (const segment of template) row.push(plus(row.at(-1)!, 1, `"/${segment}" is missing`));
  for (const actual of sent) {
    const next = [plus(row[0]!, 1, `"/${actual}" is too much`)];
    for (const [index, wanted] of template.entries()) {
      const cost = costOf(actual, wanted);
      const options = [
        plus(row[index]!, cost, cost === 0 ? undefined : `"${actual}" is not "${wanted}"`),
        plus(next[index]!, 1, `"/${wanted}" is missing`),
        plus(row[index + 1]!, 1, `"/${actual}" is too much`),
      ];
      next.push(options.reduce((best, option) => (option.distance < best.distance ? option : best)));
    }
    row = next;
  }
  return row.at(-1)!;
}

function plus({ distance: before, differences }: Comparison, cost: number, difference: string | undefined): Comparison {
  return {
    distance: before + cost,
    differences: difference === undefined ? differences : [...differences, difference],
  };
}

function costOf(actual: string, wanted: string): number {
  if (actual === wanted || wanted.includes("{")) return 0;
  if (actual.length > 200) return 1;
  return Math.min(1, distance(actual.toLowerCase(), wanted.toLowerCase()) / wanted.length + 0.01);
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
