import { byCodePoint } from "../../generator/document/order.ts";
import type { Coverage } from "./coverage.ts";
import { CoverageFileError } from "./files.ts";
import { idOf } from "./item.ts";

/** What was exercised once: the ids of items by method and path. */
export type Baseline = ReadonlyMap<string, ReadonlySet<string>>;

const heading = `# What tests exercise of the API: a run that no longer exercises a line of it fails.
# Written by \`twinspec coverage merge --update-baseline\`. When branches meet, keep the lines of both.
`;

/** A line an item, sorted, so that branches merge. */
export function writtenBaseline({ operations }: Coverage): string {
  const lines = operations.flatMap(({ method, path, items }) =>
    items
      .filter(({ isCovered }) => isCovered)
      .map((item) => `${escaped(`${method} ${path}`)} | ${escaped(idOf(item))}`),
  );
  return `${heading}${lines
    .sort(byCodePoint)
    .map((line) => `${line}\n`)
    .join("")}`;
}

/**
 * What a baseline has.
 *
 * @throws {CoverageFileError} when a line is none of it.
 */
export function readBaseline(text: string, shown: string): Baseline {
  const baseline = new Map<string, Set<string>>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [, key, id] = /^(.+?) \| (.+)$/.exec(line) ?? [];
    if (key === undefined || id === undefined) {
      const wanted = "a line must be like `GET /pets | operation called`";
      throw new CoverageFileError(`${shown}:${index + 1} cannot be read as a baseline: ${wanted}`);
    }
    const known = baseline.get(unescaped(key)) ?? new Set();
    baseline.set(unescaped(key), known.add(unescaped(id)));
  }
  return baseline;
}

/** A name may hold what would end its line. */
function escaped(text: string): string {
  return text.replaceAll(/[\\\p{Cc}\u2028\u2029]/gu, (character) => `\\u${hexOf(character)}`);
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, "0");
}

function unescaped(text: string): string {
  return text.replaceAll(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
