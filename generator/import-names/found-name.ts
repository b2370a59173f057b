import type { Place } from "../diagnostics/diagnostic.ts";
import type { JsonObject } from "../document/json.ts";

/** What clients come from whose names can be taken over. */
export const origins = ["stainless", "speakeasy", "hey-api", "orval", "openapi-generator"] as const;

/** One of them. */
export type Origin = (typeof origins)[number];

/** A name that somebody's client has for a request. */
export interface FoundName {
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  /** How it is called, in one word: `client.pets.list` is `petsList`. */
  readonly name: string;
  /** The same with what holds it, for where others are called so, too. */
  readonly qualified?: string;
  /** How calls of it are written, for people. */
  readonly call: string;
  readonly at: Place;
}

/** Something that would name an operation, and cannot be read. */
export interface Unread {
  readonly call: string;
  readonly reason: string;
  readonly at: Place;
}

/** What a file or a folder says of names. */
export interface FoundNames {
  readonly names: readonly FoundName[];
  readonly unread: readonly Unread[];
}

/** An operation of the API, as far as others refer to it. */
export interface KnownOperation {
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly tags: readonly string[];
  /** The Operation Object. */
  readonly operation: JsonObject;
}

/** Nothing can be taken from what was named: it is not there, or it is something else. */
export class ImportError extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
