/** Whether a path or a name is one of a pattern: `packages/*`, `apps/**`, `client`. */
export function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/^\.\/|\/$/g, "")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*|\*|\?/g, (sign) => ({ "**": ".*", "*": "[^/]*", "?": "[^/]" })[sign]!);
  return new RegExp(`^${source}$`, "s").test(name);
}
