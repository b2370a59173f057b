/** A change of the base document, with the verdict that was decided before anything was run. */
export interface Pair {
  /** A sentence of what changed. */
  readonly name: string;
  readonly level: "breaking" | "additive" | "patch" | "none";
  /** What stands at a JSON Pointer before and after; undefined: nothing. A pointer that ends with `/-` appends. */
  readonly edits: readonly (readonly [pointer: string, old: unknown, now: unknown])[];
  /** A finding that must be among them: kind, operation (`-` for none) and path. */
  readonly finds?: string;
}

/** A pair in one line. */
export function pair(name: string, level: Pair["level"], finds: string, ...edits: Pair["edits"]): Pair {
  return { name, level, edits, ...(finds !== "" && { finds }) };
}
