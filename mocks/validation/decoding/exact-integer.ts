import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { inCurrentDialect } from "../../../generator/schema/dialect.ts";
import { allowsLongIntegers } from "../../../generator/schema/long-integers.ts";
import { partsOf } from "../../../generator/schema/parts.ts";
import { allowedValues } from "../../../generator/schema/types.ts";
import type { ExactJson } from "../../document/exact-numbers.ts";
import type { Fault } from "../violation.ts";
import { type Decoding, itemAt, maxFaults, type Position, propertyAt } from "./decoding.ts";

/** The keywords that look at a number's size. */
const numericKeywords: ReadonlySet<string> = new Set([
  "const",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maximum",
  "minimum",
  "multipleOf",
]);

/** Nobody nests schemas deeper than this for the sake of one number. */
const deepest = 12;

/** The inclusive limits of the formats that OpenAPI's registry gives for integers. */
const formats = new Map([
  ["int32", [-(2n ** 31n), 2n ** 31n - 1n]],
  ["int64", [-(2n ** 63n), 2n ** 63n - 1n]],
  ["uint64", [0n, 2n ** 64n - 1n]],
] as const);

/**
 * Takes an integer beyond 2^53: its text is what is shown and validated, digit for digit; the number that is given back
 * only tells a validator that there is an integer.
 */
export function takeExactInteger(text: string, { schema, path }: Position, decoding: Decoding): number {
  decoding.substitutes.push({ path, shown: text, validated: numericKeywords });
  if (decoding.faults.length < maxFaults) {
    const value = BigInt(text);
    const faults = constraintsOf(schema, decoding, 0).flatMap((constraints) => faultsOf(value, constraints));
    decoding.faults.push(...faults.map((fault) => ({ ...fault, path })));
  }
  return Number(text);
}

/**
 * Holds integers beyond 2^53 in JSON against those that their schemas list: of two that are one number to JavaScript,
 * only one may be listed.
 */
export function takeListedIntegers({ rounded, exact }: ExactJson, position: Position, decoding: Decoding): void {
  if (rounded === exact || decoding.faults.length >= maxFaults) return;
  if (typeof rounded === "number" && typeof exact === "string") {
    if (constraintsOf(position.schema, decoding, 0).some(allowsLongIntegers))
      takeExactInteger(exact, position, decoding);
  } else if (Array.isArray(rounded) && Array.isArray(exact)) {
    for (const [index, item] of rounded.entries())
      takeListedIntegers({ rounded: item, exact: exact[index] }, itemAt(position, index, decoding.schemas), decoding);
  } else if (isObject(rounded) && isObject(exact)) {
    for (const [name, member] of Object.entries(rounded)) {
      const at = propertyAt(position, name, decoding.schemas);
      takeListedIntegers({ rounded: member, exact: exact[name] }, at, decoding);
    }
  }
}

/** The schema, and all that hold beside it. */
function constraintsOf(schema: unknown, decoding: Decoding, depth: number): JsonObject[] {
  const resolved = decoding.schemas.resolve(schema);
  if (!isObject(resolved) || depth > deepest) return [];
  const target = inCurrentDialect(resolved);
  return [target, ...partsOf(target).all.flatMap((part) => constraintsOf(part, decoding, depth + 1))];
}

function faultsOf(value: bigint, target: JsonObject): Omit<Fault, "path">[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = target;
  const allowed = allowedValues(target)?.map(String);
  const limits = typeof format === "string" ? formats.get(format as "int32") : undefined;
  const faults: Omit<Fault, "path">[] = [];
  const add = (isBroken: boolean, code: string, predicate: string): void => {
    if (isBroken) faults.push({ code, predicate });
  };
  add(allowed?.includes(String(value)) === false, "enum", `must be one of ${allowed?.join(", ") ?? ""}`);
  // JavaScript compares a bigint with a number exactly.
  if (typeof minimum === "number") add(value < minimum, "minimum", `must be >= ${minimum}`);
  if (typeof maximum === "number") add(value > maximum, "maximum", `must be <= ${maximum}`);
  if (typeof exclusiveMinimum === "number")
    add(value <= exclusiveMinimum, "exclusiveMinimum", `must be > ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === "number")
    add(value >= exclusiveMaximum, "exclusiveMaximum", `must be < ${exclusiveMaximum}`);
  if (Number.isSafeInteger(multipleOf) && (multipleOf as number) > 0) {
    add(value % BigInt(multipleOf as number) !== 0n, "multipleOf", `must be a multiple of ${String(multipleOf)}`);
  }
  if (limits !== undefined)
    add(value < limits[0] || value > limits[1], "format", `must match format "${String(format)}"`);
  return faults;
}
