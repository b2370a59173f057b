import { Budget } from "../schemas/budget.ts";
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
  /** What is left of the time of the message that it is a part of. */
  readonly budget: Budget;
}

/** The media type that a body, or a part of one, was sent with, and what the document says of its content. */
export interface DescribedContent {
  readonly mediaType: string;
  readonly schema: unknown;
  /** The Encoding Objects of a form's properties by name. */
  readonly encoding?: unknown;
  /** Those of a multipart message's parts by position, and of those after them (OpenAPI 3.2). */
  readonly prefixEncoding?: unknown;
  readonly itemEncoding?: unknown;
}

/** An empty gathering for an argument of a message that has this time left. */
export function startDecoding(schemas: Schemas, place: string, budget = new Budget()): Decoding {
  return { schemas, place, faults: [], substitutes: [], budget };
}

/** An empty gathering for a part of an argument, or for one of the ways to read it. */
export function startPart({ schemas, place, budget }: Omit<Decoding, "faults" | "substitutes">): Decoding {
  return startDecoding(schemas, place, budget);
}

/** More than this nobody reads; what is sent may hold millions. */
export const maxFaults = 100;

/** Notes a fault that makes a text unreadable. */
export function addFault({ faults }: Decoding, fault: Fault & { readonly code: FaultCode }): void {
  if (faults.length < maxFaults) faults.push(fault);
}

/** Adds what was gathered of a part, to which the path leads. */
export function addPart(whole: Decoding, part: Decoding, path: readonly string[]): void {
  for (const fault of part.faults) whole.faults.push({ ...fault, path: [...path, ...fault.path] });
  for (const substitute of part.substitutes)
    whole.substitutes.push({ ...substitute, path: [...path, ...substitute.path] });
}

/** A value within an argument: its schema, and the path that leads to it from the argument's own value. */
export interface Position {
  readonly schema: unknown;
  readonly path: readonly string[];
}

/** An argument's own value. */
export function wholeOf(schema: unknown): Position {
  return { schema, path: [] };
}

/** An item of the array at a position. */
export function itemAt({ schema, path }: Position, index: number, { shapes }: Schemas): Position {
  return { schema: shapes.item(schema, index) ?? true, path: [...path, String(index)] };
}

/** A property of the object at a position. */
export function propertyAt({ schema, path }: Position, name: string, { shapes }: Schemas): Position {
  return { schema: shapes.property(schema, name) ?? true, path: [...path, name] };
}
