import type { DescribedParameter } from "../../../../generated/twinspec-control/schemas/DescribedParameter.ts";

/** Arrays and objects are JSON, or words with commas between; everything else is sent as it was written. */
export function argumentOf({ type, mediaType }: Pick<DescribedParameter, "mediaType" | "type">, text: string): unknown {
  if (mediaType === undefined && type !== "array" && type !== "object") return text;
  const value = parsed(text);
  if (value !== undefined) return value.json;
  return type === "array" ? text.split(",").map((each) => each.trim()) : text;
}

/** What a text is as JSON; undefined where it is none. */
export function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
