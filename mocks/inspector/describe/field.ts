import type { View } from "../../../generator/schema/view.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { DescribedParameter, FieldType } from "./described-operation.ts";

/** What a field for a value of a schema is told. */
export function fieldOf(view: View): Pick<DescribedParameter, "limits" | "type" | "values"> {
  const limits = limitsOf(view);
  const values = valuesOf(view);
  return { type: typeOf(view), ...(values && { values }), ...(limits !== "" && { limits }) };
}

function typeOf(view: View): FieldType {
  switch (view.kind) {
    case "literal":
      return typeOfValue(view.value);
    case "enum":
      return typeOfValue(view.values[0]);
    case "tuple":
      return "array";
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "array":
    case "object":
      return view.kind;
    default:
      return "any";
  }
}

function typeOfValue(value: unknown): FieldType {
  const plain = unmarked(value);
  return typeof plain === "string" || typeof plain === "number" || typeof plain === "boolean"
    ? (typeof plain as "boolean" | "number" | "string")
    : "any";
}

function valuesOf(view: View): readonly unknown[] | undefined {
  if (view.kind === "enum") return view.values.map(unmarked);
  if (view.kind === "boolean") return [true, false];
  return view.kind === "literal" ? [unmarked(view.value)] : undefined;
}

function limitsOf(view: View): string {
  if (view.kind === "string") {
    const { format, minLength, maxLength, pattern } = view;
    const length = rangeOf(minLength, maxLength);
    return [format, length && `${length} characters`, pattern].filter(Boolean).join(", ");
  }
  if (view.kind !== "integer" && view.kind !== "number") return "";
  return rangeOf(view.minimum ?? view.exclusiveMinimum, view.maximum ?? view.exclusiveMaximum);
}

function rangeOf(least: number | undefined, most: number | undefined): string {
  if (least === undefined && most === undefined) return "";
  if (least === undefined) return `at most ${most}`;
  return most === undefined ? `at least ${least}` : `${least} to ${most}`;
}
