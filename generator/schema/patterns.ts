import { isObject, type JsonObject } from "../document/json.ts";

/**
 * Why JavaScript cannot compile a pattern, with the flag `u`, as JSON Schema asks (2020-12, section 6.4); undefined
 * where it can.
 */
export function faultOfPattern(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.slice(error.message.lastIndexOf(": ") + 2) : String(error);
  }
}

/** A schema without the patterns of its own that JavaScript cannot compile: whoever reads it may try. */
export function withUsablePatterns(schema: JsonObject): JsonObject {
  const { pattern, patternProperties } = schema;
  const names = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const isUsable = (text: unknown) => typeof text === "string" && faultOfPattern(text) === undefined;
  const isWhole = (pattern === undefined || isUsable(pattern)) && names.every(isUsable);
  if (isWhole) return schema;
  const usable: Record<string, unknown> = { ...schema };
  if (!isUsable(pattern)) delete usable["pattern"];
  if (isObject(patternProperties))
    usable["patternProperties"] = Object.fromEntries(
      Object.entries(patternProperties).filter(([name]) => isUsable(name)),
    );
  return usable;
}
