import type { SchemaCompiler } from "../schemas/schema-compiler.ts";
import type { SchemaShapes } from "../schemas/schema-shape.ts";
import type { Fault, FaultCode } from "../violation.ts";

/** The schemas of a document, to compile and to look at. */
export interface Schemas extends SchemaCompiler {
  readonly shapes: SchemaShapes;
}

/** A value that JSON Schema is asked about in another form than it is shown in. */
export interface Substitute {
  readonly path: readonly string[];
  /** What is shown instead: an integer's digits, or a file. */
  readonly shown: unknown;
  /**
   * Keywords that were validated on what is shown, as the form which is checked does not tell; `faults` has what they
   * found.
   */
  readonly validated: ReadonlySet<string>;
}

/** What is gathered while the text of one argument is read. */
export interface Decoding {
  readonly schemas: Schemas;
  /** The argument it is, as `Unchecked` names places: `GET /tickets query from`. */
  readonly place: string;
  readonly faults: Fault[];
  readonly substitutes: Substitute[];
}

/** An empty gathering. */
export function startDecoding(schemas: Schemas, place: string): Decoding {
  return { schemas, place, faults: [], substitutes: [] };
}

/** More than this nobody reads; what is sent may hold millions. */
export const maxFaults = 100;

/** Notes a fault that makes the text at this path unreadable. */
export function addFault(decoding: Decoding, path: readonly string[], code: FaultCode, predicate: string): void {
  if (decoding.faults.length < maxFaults) decoding.faults.push({ path, code, predicate });
}
