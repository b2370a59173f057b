import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { resolvePointer } from "../../generator/schema/references.ts";

/** Tells how many references deep a description may be followed; infinity when all of it may. */
export type ReferenceDepth = (description: unknown) => number;

/** The objects that a description may have with all references followed. GitHub's largest operation has 2,621. */
const wholeLimit = 3_000;

/** The objects that it may have when it must be cut: Prism makes up no body of more than 2,500. */
const cutLimit = 1_500;

/** Beyond this depth only schemas that contain themselves grow; alone these are no trouble. */
const deepest = 12;

interface Measured {
  readonly size: number;
  readonly references: readonly string[];
}

/**
 * Measures descriptions by what they are when every reference is replaced by its target, as Prism does. Where many
 * schemas refer to each other that has no end: an operation of Stripe's API has 10^13 objects at depth 12 and Prism
 * does not come back.
 */
export function createReferenceDepth(openapi: JsonObject): ReferenceDepth {
  const targets = new Map<string, Measured>();
  const sizes = new Map<string, number>();

  function sizeOf({ size, references }: Measured, depth: number): number {
    return depth === 0 ? 1 : references.reduce((sum, reference) => sum + sizeOfTarget(reference, depth - 1), size);
  }

  function sizeOfTarget(reference: string, depth: number): number {
    const key = `${depth} ${reference}`;
    const known = sizes.get(key);
    if (known !== undefined) return known;
    const target = targets.get(reference) ?? measure(resolvePointer(openapi, reference));
    targets.set(reference, target);
    const size = sizeOf(target, depth);
    sizes.set(key, size);
    return size;
  }

  return (description) => {
    const measured = measure(description);
    if (sizeOf(measured, deepest) <= wholeLimit) return Number.POSITIVE_INFINITY;
    let depth = 1;
    while (sizeOf(measured, depth + 1) <= cutLimit) depth += 1;
    return depth;
  };
}

function measure(description: unknown): Measured {
  const references: string[] = [];
  let size = 0;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) {
      size += 1;
      const reference = value["$ref"];
      if (typeof reference === "string") references.push(reference);
      Object.values(value).forEach(visit);
    }
  };
  visit(description);
  return { size, references };
}
