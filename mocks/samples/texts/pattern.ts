import { translatePattern } from "../../../generator/schema/patterns/translate-pattern.ts";
import { type BoundedPattern, boundPattern } from "../../validation/patterns/bounded-pattern.ts";

/** A pattern that texts can be held against and be made by. */
export interface Pattern extends BoundedPattern {
  readonly source: string;
  readonly flags: string;
}

const patterns = new Map<string, Pattern | undefined>();

/** How many patterns are remembered: they come from documents, and a server may read many. */
const remembered = 10_000;

/** A pattern of a document; undefined where no validator uses it either. */
export function patternOf(text: string): Pattern | undefined {
  if (patterns.has(text)) return patterns.get(text);
  const translation = translatePattern(text);
  if (patterns.size >= remembered) patterns.clear();
  const pattern =
    translation.kind === "pattern"
      ? {
          source: translation.source,
          flags: translation.flags,
          ...boundPattern(new RegExp(translation.source, translation.flags), () => true),
        }
      : undefined;
  patterns.set(text, pattern);
  return pattern;
}
