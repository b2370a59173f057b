/** What a value may be. */
export type Kind =
  | { readonly kind: "string"; readonly pattern?: Pattern }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: "list"; readonly of: Kind; readonly isNotEmpty?: true }
  | { readonly kind: "map"; readonly of: Kind; readonly names?: Pattern | Names }
  | Group
  | { readonly kind: "either"; readonly of: readonly Kind[] }
  | { readonly kind: "any" };

/**
 * Settings that stand together under one key. Without a required one it is there even where nobody writes it. `type` is
 * the name of its TypeScript interface.
 */
export interface Group {
  readonly kind: "group";
  readonly type: string;
  /** What its interface says of one of them, where the key that leads to it speaks of all, or of its use. */
  readonly summary?: string;
  readonly keys: Readonly<Record<string, Setting>>;
}

/** What a string must look like, for machines and in words: `an npm package name`. */
export interface Pattern {
  readonly regExp: RegExp;
  readonly means: string;
  /** Strings of that look that are most often meant, for suggestions. */
  readonly known?: readonly string[];
}

/** The names that a map may have, and what they name: `there is no <noun> "…"`. */
export interface Names {
  readonly noun: string;
  readonly of: readonly string[];
}

/** One setting. Types, JSON Schema, defaults, the reference and the messages of faults are made of these. */
export type Setting = Kind & {
  readonly about?: string;
  readonly isRequired?: true;
  /** The value that it has where none is written. */
  readonly default?: string | boolean | number | readonly [] | Readonly<Record<string, never>>;
  /** What holds where none is written, in words, where that is not one value. */
  readonly otherwise?: string;
  /** A key of the same group that must be there too. */
  readonly needs?: string;
  /** The name that it had before, which is still understood. */
  readonly formerly?: string;
};
