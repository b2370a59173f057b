import { isObject, type JsonObject } from "../../document/json.ts";
import { translatePattern } from "./translate-pattern.ts";

/**
 * A schema whose patterns JavaScript compiles with the flag `u`, as whoever reads it may: translated where that says
 * the same, and left out where nothing does.
 */
export function withUsablePatterns(schema: JsonObject): JsonObject {
  const { pattern, patternProperties } = schema;
  const usable = typeof pattern === "string" ? usablePattern(pattern) : undefined;
  const named = isObject(patternProperties) ? Object.entries(patternProperties) : [];
  const names = named.map(([name]) => usablePattern(name));
  if (usable === pattern && named.every(([name], index) => names[index] === name)) return schema;
  const { pattern: _, ...changed }: Record<string, unknown> = { ...schema };
  if (usable !== undefined) changed["pattern"] = usable;
  if (isObject(patternProperties))
    changed["patternProperties"] = Object.fromEntries(
      named.flatMap(([, child], index) => (names[index] === undefined ? [] : [[names[index], child]])),
    );
  return changed;
}

/** What stands for a pattern where no flag but `u` can be told; undefined where nothing does. */
function usablePattern(pattern: string): string | undefined {
  const translation = translatePattern(pattern);
  return translation.kind === "pattern" && translation.flags === "u" ? translation.source : undefined;
}
