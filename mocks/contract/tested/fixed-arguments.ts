import { getOwn } from "../../../generator/document/json.ts";
import { markedNumber } from "../../document/exact-numbers.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { Parameter } from "../../validation/parameters.ts";

/** An argument that every request has, wherever an operation takes it: a tenant, an organization. */
export interface FixedArgument {
  /** The name of the parameter in the documents, or of the client's argument. */
  readonly name: string;
  /** Where it is sent; undefined: anywhere. */
  readonly place: Parameter["place"] | undefined;
  readonly text: string;
  /** The variable of the environment that it came from; it is a secret then. */
  readonly variable?: string;
}

/** What an argument is matched by. */
export type Named = Pick<Parameter, "name" | "place"> & { readonly argument: string };

/** Whether an argument is what a parameter takes. Names of headers have no case (RFC 9110, section 5.1). */
export function isFor({ name, place }: FixedArgument, parameter: Named): boolean {
  if (place !== undefined && place !== parameter.place) return false;
  const isHeader = parameter.place === "header" && parameter.name.toLowerCase() === name.toLowerCase();
  return isHeader || parameter.name === name || parameter.argument === name;
}

/** The text of an argument as its schema has it: a number, true or false, JSON of an array or object. */
export function readFixed({ text }: FixedArgument, schema: unknown, { shapes }: Schemas): unknown {
  const types = shapes.types(schema);
  if (types.has("string")) return text;
  if (types.has("integer") && /^-?\d+$/.test(text))
    return Number.isSafeInteger(Number(text)) ? Number(text) : markedNumber(text);
  const value = jsonOf(text);
  if (types.has("array")) return Array.isArray(value) ? value : text.split(",");
  return value === undefined ? text : value;
}

function jsonOf(text: string): unknown {
  try {
    return getOwn(JSON.parse(`{"value":${text}}`), "value");
  } catch {
    return undefined;
  }
}
