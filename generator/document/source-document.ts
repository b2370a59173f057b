import type { JsonObject } from "./json.ts";

/** A further entry under a key that a map already has. It is kept because real documents register operations twice. */
export interface RepeatedEntry {
  readonly key: string;
  readonly value: unknown;
  /** The offset of the key, in UTF-16 code units from the start of the text. */
  readonly offset: number;
}

/** The copy of a schema that refers to nothing, and of which there was nothing to tell. */
export interface KeptCopy {
  readonly copy: unknown;
  /** How many levels of objects it has. */
  readonly height: number;
}

/** One file as read. `value` consists of plain objects, arrays and scalars, and is never changed. */
export interface SourceDocument {
  /** Absolute path or URL; `<stdin>` for standard input. */
  readonly file: string;
  /** Of a document from the web: where it is, to which its references are relative. */
  readonly address?: string;
  /** The address that it gives itself by `$self` (OpenAPI 3.2, section 4.1.2), where that is on the web. */
  readonly self?: string;
  /** The path relative to the API's root folder, with forward slashes: the same on every machine. */
  readonly path: string;
  /** The path that messages show: relative to the working folder. */
  readonly shown: string;
  readonly text: string;
  readonly format: "yaml" | "json";
  readonly value: unknown;
  /** The value as it was published where that is Swagger 2.0; `value` is OpenAPI 3.0. */
  readonly swagger?: JsonObject;
  /** Where its parts come from, of one that was changed after it was parsed. */
  readonly originOf?: OriginOf;
  /** The repeated entries of each map that has some. The map itself has the first. */
  readonly repeated: ReadonlyMap<object, readonly RepeatedEntry[]>;
  /** Copies of schemas that were made the last time, by their originals, where those are there again. */
  readonly copies?: WeakMap<object, KeptCopy>;
}

/** One key on the way to a place. An entry under a repeated key is told by the offset of its key. */
export interface Step {
  readonly key: string;
  readonly offset?: number;
}

/** Where what stands at a place of a document comes from: in its own text, or in that of an overlay. */
export type OriginOf = (steps: readonly Step[], document: SourceDocument) => Position;

/** A place inside of a document, as a chain of keys: cheap to create, and turned into text only when it is shown. */
export interface Position {
  readonly document: SourceDocument;
  readonly parent?: Position;
  readonly key?: string;
  /** Set if the place is a repeated entry: the offset of its key. */
  readonly offset?: number;
  /** Set at the root of a Swagger 2.0 document where the keys are those of before it was upgraded. */
  readonly isPublished?: true;
}

/** The position of `key` below `parent`. */
export function below(parent: Position, key: string | number): Position {
  return { document: parent.document, parent, key: String(key) };
}

/** The keys from the root of the document to the position. */
export function keysOf(position: Position): string[] {
  const keys: string[] = [];
  for (let at: Position | undefined = position; at?.key !== undefined; at = at.parent) keys.unshift(at.key);
  return keys;
}

/** The offset of the repeated entry that the position is or is inside of; undefined where there is none. */
export function offsetOf(position: Position): number | undefined {
  for (let at: Position | undefined = position; at; at = at.parent) if (at.offset !== undefined) return at.offset;
  return undefined;
}

/** The JSON Pointer (RFC 6901) of keys; the empty string is the whole document. */
export function toPointer(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The keys of a JSON Pointer (RFC 6901). */
export function fromPointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
