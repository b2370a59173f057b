import type { Discriminator } from "./discriminator.ts";
import type { Subschema } from "./parts.ts";

/** What people and programs are told about a value, whatever its kind. */
export interface Notes {
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples: readonly unknown[];
  readonly isDeprecated: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
}

interface Seen {
  /**
   * The schema that was looked at, and those that stand in its place where it only adds null or notes to one; the
   * innermost is last.
   */
  readonly schemas: readonly Subschema[];
  /** What the outermost schema says that has something to say. */
  readonly notes: Notes;
  /** Whether null is a value besides. */
  readonly isNullable: boolean;
  /** The keywords that make further values invalid and that the view says nothing of, such as `not`. */
  readonly untold: readonly string[];
}

/** Any value. */
export interface AnyView extends Seen {
  readonly kind: "any";
}

/** No value. */
export interface NeverView extends Seen {
  readonly kind: "never";
}

/** Null alone. */
export interface NullView extends Seen {
  readonly kind: "null";
}

/** One value, which is not null. */
export interface LiteralView extends Seen {
  readonly kind: "literal";
  readonly value: unknown;
}

/** One of several values; null is told by `isNullable`. */
export interface EnumView extends Seen {
  readonly kind: "enum";
  readonly values: readonly unknown[];
}

/** True or false. */
export interface BooleanView extends Seen {
  readonly kind: "boolean";
}

/** A string. */
export interface StringView extends Seen {
  readonly kind: "string";
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly contentMediaType?: string;
  readonly contentEncoding?: string;
  /** Of what the string holds. */
  readonly contentSchema?: Subschema;
}

/** A number. */
export interface NumberView extends Seen {
  readonly kind: "number" | "integer";
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** A member of an object that has a name of its own. */
export interface Member {
  readonly schema: unknown;
  readonly isRequired: boolean;
  /** Responses alone have it; the referred schema may say so. */
  readonly isReadOnly: boolean;
  /** Requests alone have it. */
  readonly isWriteOnly: boolean;
}

/** An object. */
export interface ObjectView extends Seen {
  readonly kind: "object";
  /** Whether no type is stated, and other values are valid by the letter. */
  readonly isImplied: boolean;
  /** In the document's order. */
  readonly members: ReadonlyMap<string, Member>;
  /** Names of members that must be there, with or without a schema. */
  readonly required: ReadonlySet<string>;
  /** Of members without a name of their own. */
  readonly index: {
    /** False: there are none. Undefined: nothing is said of them. */
    readonly additional: unknown;
    /** By regular expression. */
    readonly patterns: ReadonlyMap<string, unknown>;
  };
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly propertyNames?: Subschema;
  /** The schemas that are this one and more, where a member tells which. */
  readonly subtypes?: Alternatives;
}

/** An array of any length. */
export interface ArrayView extends Seen {
  readonly kind: "array";
  /** Whether no type is stated, and other values are valid by the letter. */
  readonly isImplied: boolean;
  /** Undefined where nothing is said of them. */
  readonly items: unknown;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly isUnique: boolean;
}

/** An array whose first items have schemas of their own. */
export interface TupleView extends Seen {
  readonly kind: "tuple";
  readonly isImplied: boolean;
  readonly prefix: readonly unknown[];
  /** Of what follows; false where nothing does, undefined where nothing is said of it. */
  readonly rest: unknown;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly isUnique: boolean;
}

/** One of several schemas. */
export interface Alternative {
  readonly schema: unknown;
  /** Of the named schema that it refers to. */
  readonly id?: string;
  /** What the discriminator holds for it; left out where there is none, or it cannot tell. */
  readonly values?: readonly string[];
}

/** Schemas of which one holds. */
export interface Alternatives {
  readonly discriminator?: Discriminator;
  readonly alternatives: readonly Alternative[];
}

/** A value of one of several schemas, or types; null is told by `isNullable`. */
export interface UnionView extends Seen, Alternatives {
  readonly kind: "union";
  /** Whether a value of two of them is none. */
  readonly isExclusive: boolean;
}

/** A value of all of several schemas. */
export interface IntersectionView extends Seen {
  readonly kind: "intersection";
  readonly parts: readonly unknown[];
  readonly subtypes?: Alternatives;
}

/** A value of a named schema. */
export interface ReferenceView extends Seen {
  readonly kind: "reference";
  readonly id: string;
}

/** What a schema says, by kind. Schemas below are given as they are, to be looked at in turn: they may lead back. */
export type View =
  | AnyView
  | NeverView
  | NullView
  | LiteralView
  | EnumView
  | BooleanView
  | StringView
  | NumberView
  | ObjectView
  | ArrayView
  | TupleView
  | UnionView
  | IntersectionView
  | ReferenceView;
