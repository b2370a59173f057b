/** What the signs of a pattern stand for. */
export interface PatternOptions {
  /** Whether it is of paths: `*` is a part of a segment then, and `**` any part. Otherwise both are any part. */
  readonly isPath?: boolean;
  /** Whether `?` is any character: paths of an API have it before their query. */
  readonly hasOne?: boolean;
  readonly isCaseSensitive?: boolean;
}

/** The folders and files of a pattern: `packages/*`, `./apps/**`, `client`. */
export function placePattern(pattern: string): RegExp {
  return textPattern(pattern.replace(/^\.\/|\/$/g, ""), { isPath: true, hasOne: true });
}

/** The whole texts that fit a pattern with `*`. */
export function textPattern(
  pattern: string,
  { isPath = false, hasOne = false, isCaseSensitive = true }: PatternOptions = {},
): RegExp {
  const sourceOf = (part: string): string => {
    if (part.startsWith("*")) return isPath && part === "*" ? "[^/]*" : ".*";
    return hasOne && part === "?" ? "[^/]" : part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  };
  const source = pattern.split(/(\*+|\?)/).map(sourceOf);
  return new RegExp(`^${source.join("")}$`, isCaseSensitive ? "s" : "si");
}
