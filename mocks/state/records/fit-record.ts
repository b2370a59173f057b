import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { writeExactJson } from "../../document/exact-numbers.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { CollectionOperation } from "../collections/collection.ts";
import { shapeRecord } from "./shape-record.ts";

/** How deep members are looked at one by one. */
const maxDepth = 4;

/** Where a record is put. */
export interface Fit {
  readonly schema: unknown;
  /** What the document's own response has in its place. */
  readonly otherwise: unknown;
  /** Where the schema stands. */
  readonly pointer: string;
  /** Whether a record is one of the document's examples, which stay as they are. */
  readonly isExample: (record: JsonObject) => boolean;
}

type Takes = (value: unknown) => boolean;

/** Where the body of an operation's good response stands, as validation names it. */
export function bodyPointer({ operation, success }: Pick<CollectionOperation, "operation" | "success">): string {
  return `${operation.method} ${operation.path} ${success.status} body`;
}

/** A record in a response. */
export interface Fitted {
  readonly value: unknown;
  /** Whether the response cannot have the record as it was. */
  readonly isMended: boolean;
}

/**
 * A record as a response may have it: as its schema lists it (`shapeRecord`), and where the schema does not take what
 * was sent, such as the name of an owner where responses have the owner, with that of the document's own response in
 * its place. Where that breaks the schema, too, the record stays as it is.
 */
export function fitRecord(record: JsonObject, fit: Fit, schemas: Schemas): Fitted {
  const { otherwise } = fit;
  const shaped = shapeRecord(record, fit, schemas);
  if (!isObject(shaped) || !isObject(otherwise)) return { value: shaped, isMended: false };
  const takes: Takes = (value) => isTaken(value, fit, schemas);
  if (takes(shaped) || fit.isExample(record) || !takes(otherwise)) return { value: shaped, isMended: false };
  return { value: overlaid(otherwise, shaped, { takes, depth: 0 }), isMended: true };
}

function isTaken(value: unknown, { schema, pointer }: Fit, schemas: Schemas): boolean {
  const check = schemas.check(schema, pointer);
  if (check(value).length === 0) return true;
  // integers may be texts of their digits
  return check(JSON.parse(writeExactJson(value, schema, schemas.shapes))).length === 0;
}

/** What is taken, with each member of the other in it that is taken too, and without what the other does not need. */
function overlaid(
  base: JsonObject,
  over: JsonObject,
  { takes, depth }: { readonly takes: Takes; readonly depth: number },
): JsonObject {
  let whole = base;
  for (const [name, value] of Object.entries(over)) {
    const before = whole;
    const withIt = (member: unknown): JsonObject => ({ ...before, [name]: member });
    if (takes(withIt(value))) {
      whole = withIt(value);
      continue;
    }
    const within = before[name];
    if (!isObject(within) || !isObject(value) || depth >= maxDepth) continue;
    whole = withIt(overlaid(within, value, { takes: (inner) => takes(withIt(inner)), depth: depth + 1 }));
  }
  for (const name of Object.keys(base).filter((one) => !Object.hasOwn(over, one))) {
    const without = Object.fromEntries(Object.entries(whole).filter(([one]) => one !== name));
    if (takes(without)) whole = without;
  }
  return whole;
}
