/** What can be exercised of an operation. */
export const itemKinds = [
  "operation",
  "parameter",
  "value",
  "request-media-type",
  "request-member",
  "status",
  "response-media-type",
  "response-member",
  "error-code",
  "security",
  "scope",
  "page",
] as const;

/** A kind of what can be exercised. */
export type ItemKind = (typeof itemKinds)[number];

/** One thing of an operation that a request or its response shows. */
export interface Item {
  readonly kind: ItemKind;
  /** What it is, unique among those of its kind in an operation: `query limit: left out`, `200 pets[].name`. */
  readonly name: string;
  /** Where the document has it. */
  readonly at: ItemPlace;
}

/** Where the document has an item: by keys below its operation, or as a schema. */
export type ItemPlace =
  | { readonly keys: readonly string[] }
  /** The keys lead to what the schema belongs to, where it is not found itself. */
  | { readonly schema: unknown; readonly keys: readonly string[] };

/** How an item is known in records and baselines: `parameter query limit: given`. */
export function idOf({ kind, name }: Pick<Item, "kind" | "name">): string {
  return `${kind} ${name}`;
}

/** Collects the items of one operation, each once, under the number of its place in the list. */
export class Items {
  readonly list: Item[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of an item, which is there from now on. */
  add(kind: ItemKind, name: string, at: ItemPlace): number {
    const id = idOf({ kind, name });
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.list.length;
    this.list.push({ kind, name, at });
    this.#numbers.set(id, number);
    return number;
  }
}
