import type { ServedOperation } from "../../document/operations.ts";
import type { Found, Place } from "./place.ts";
import type { Success } from "./success.ts";

/** A collection that the document describes: records that are created, read, changed and deleted. */
export interface Collection {
  /** The path with its variables left nameless, `/tickets/{}/comments`. */
  readonly path: string;
  /** The last segment of its path. */
  readonly segment: string;
  /** The property that a record is named by. */
  readonly idProperty: string;
  /** The schema of a record, as it is read. */
  readonly schema: unknown;
  /** The collection whose records have one of these each. */
  readonly parent: Collection | undefined;
  /** How many of the path's variables name the parent: its own collection's, and one for itself. 0 without a parent. */
  readonly parentVariables: number;
  /** The property of a record that says which the parent is, where there is one. */
  readonly linkProperty: string | undefined;
  /** Whether clients can add to it. */
  readonly canCreate: boolean;
  readonly operations: readonly CollectionOperation[];
}

/** What an operation does with a collection. */
export type CollectionOperation =
  | (OfOperation & { readonly kind: "list"; readonly place: Place; readonly itemSchema: unknown })
  | (OfOperation & {
      readonly kind: "create" | "merge" | "read" | "remove" | "replace";
      /** Where the record is in the response; undefined where the response has none. */
      readonly returned: Found | undefined;
      /** The response of a PUT that creates the record, because it was not there; undefined where that is an error. */
      readonly whenCreated: { readonly success: Success; readonly returned: Found | undefined } | undefined;
      /** Where it is in the request's body. */
      readonly sent: Found;
      /** False where the body says which record it is. */
      readonly isNamedByPath: boolean;
    });

interface OfOperation {
  readonly operation: ServedOperation;
  readonly success: Success;
  /** The status of an empty list that has no body, where there is one. */
  readonly emptyStatus: number | undefined;
  /** The path variables in their order. */
  readonly variables: readonly string[];
}
