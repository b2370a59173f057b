import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Options } from "./options.ts";
import { isGood } from "./record.ts";
import type { State } from "./state.ts";

/** A document of the collection. */
export interface CollectedDocument {
  /** Its path below the folder `api`, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** The documents below a folder, the largest first. */
export function documentsIn(folder: string): CollectedDocument[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ path: name.replaceAll("\\", "/"), bytes: statSync(join(folder, name)).size }))
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}

/**
 * The documents that a run is about: those of the shard that are asked for and, unless they are named or a failed run is
 * repeated, have no result yet. The largest come first, so that no worker is left alone with one of them at the end.
 */
export function chosenFrom(
  documents: readonly CollectedDocument[],
  { shard, only, isFailed }: Pick<Options, "shard" | "only" | "isFailed">,
  state: Pick<State, "get">,
): CollectedDocument[] {
  const patterns = only.map(patternOf);
  return documents
    .filter((_, index) => index % shard.count === shard.index - 1)
    .filter(({ path }) => patterns.length === 0 || patterns.some((pattern) => pattern.test(path)))
    .filter(({ path }) => {
      const known = state.get(path);
      if (isFailed) return known !== undefined && !isGood(known);
      return known === undefined || only.length > 0;
    });
}

function patternOf(text: string): RegExp {
  const parts = text.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(parts.join(".*"), "i");
}
