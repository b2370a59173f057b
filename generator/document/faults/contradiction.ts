import type { Code } from "../../diagnostics/codes.ts";
import type { Severity } from "../../diagnostics/diagnostic.ts";
import type { JsonObject } from "../json.ts";
import type { Position } from "../source-document.ts";

/** What is wrong with an object whose fields are each what they should be. */
export interface Contradiction {
  readonly code: Code;
  /** The keys from the object to where it is wrong. */
  readonly keys: readonly (string | number)[];
  readonly message: string;
  /** Default: a warning. */
  readonly severity?: Severity;
  readonly help?: string | undefined;
}

/** An object in its document. */
export interface Subject {
  readonly value: JsonObject;
  /** The version of OpenAPI of its document: `3.1`. */
  readonly version: string;
  readonly position: Position;
  /** What a parameter in a list is or refers to. */
  readonly parameter: (value: unknown, position: Position) => unknown;
}

/** Finds contradictions of one kind in an object. */
export type Rule = (subject: Subject) => readonly Contradiction[];

/** What a rule finds where nothing is wrong: every object of every document comes by. */
export const noContradiction: readonly Contradiction[] = [];

/** Two things that are there and cannot be there together. */
export function excludes(message: string, keys: Contradiction["keys"]): Contradiction {
  return { code: "fields-exclusive", keys, message };
}

/** A value of the right type that is not allowed there. */
export function notAllowed(
  message: string,
  keys: Contradiction["keys"],
  more: Pick<Contradiction, "severity" | "help"> = {},
): Contradiction {
  return { code: "value-not-allowed", keys, message, ...more };
}
