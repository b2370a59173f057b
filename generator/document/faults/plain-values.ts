import { isSettled } from "../../schema/faults.ts";
import { isUnmarked } from "../../schema/long-integers.ts";
import { isObject } from "../json.ts";
import type { FieldType, PlainKind } from "../objects.ts";
import type { Position } from "../source-document.ts";

/** What a plain value of each kind must be, in the words of messages. */
export const wordsFor: Readonly<Record<PlainKind, string>> = {
  text: "a string",
  boolean: "a boolean",
  number: "a number",
  bound: "a number",
  count: "a non-negative integer",
  names: "an array of strings",
  requirement: "an object that has an array of scopes for each security scheme",
  data: "data",
};

/** The value as its kind is read; undefined where it is none of that kind. */
export function readPlain(kind: PlainKind, value: unknown): unknown {
  switch (kind) {
    case "text":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : ifIs(isText, value);
    case "boolean":
      return ifIs((each) => typeof each === "boolean", value);
    case "number":
      return ifIs(Number.isFinite, value);
    case "bound":
      return ifIs((each) => typeof each === "boolean" || Number.isFinite(each), value);
    case "count":
      return ifIs((each) => Number.isInteger(each) && (each as number) >= 0, value);
    case "names":
      return ifIs(isListOfTexts, value);
    case "requirement":
      return ifIs((each) => isObject(each) && Object.values(each).every(isListOfTexts), value);
    default:
      return value;
  }
}

/**
 * Whether what a field holds is read as it is, without a word: nearly all values and most schemas are. `within` is
 * where it stands; in documents in which keys are repeated, everything is looked at.
 */
export function isReadAsItIs({ shape, of }: FieldType, value: unknown, within: Position): boolean {
  if (within.document.repeated.size > 0) return false;
  if (shape === "one") return isOneAsItIs(of, value);
  return shape === "list" && Array.isArray(value) && value.every((each) => isOneAsItIs(of, each));
}

function isOneAsItIs(of: FieldType["of"], value: unknown): boolean {
  switch (of) {
    case "text":
      return isUnmarked(value);
    case "boolean":
      return typeof value === "boolean";
    case "number":
    case "bound":
      return Number.isFinite(value);
    case "count":
      return Number.isInteger(value) && (value as number) >= 0;
    case "data":
      return true;
    case "Schema Object":
      return isSettled(value);
    default:
      return false;
  }
}

function ifIs(is: (value: unknown) => boolean, value: unknown): unknown {
  return is(value) ? value : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** Whether a value is an array of strings. */
export function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

/** A value that is not what it should be, in a few words. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `the ${typeof value} ${JSON.stringify(value).slice(0, 40)}`;
}
