import type { Collection } from "../../state/collections/collection.ts";
import type { Call } from "../calls/call.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";

/** A record that the run has made. */
export interface Made {
  readonly collection: Collection;
  /** The identifiers that its path has, its own last. */
  readonly ids: readonly string[];
  /** How it was made. */
  readonly exchange: Exchange;
}

/** Values for the variables of a path. */
export interface Placement {
  readonly arguments: ReadonlyMap<string, unknown>;
  /** Whether all that they name exists. */
  readonly isPlaced: boolean;
  /** The record among them that the run has made for it. */
  readonly made?: Made;
}

/** Builds a call of an operation whose path is decided. */
export type CallAt = (operation: TestedOperation, placement: Placement, salt: string) => Promise<Call>;
