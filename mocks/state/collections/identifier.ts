import { getOwn, type JsonObject } from "../../../generator/document/json.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { plainName, singularOf, wordsOf } from "./names.ts";

const genericNames = ["id", "identifier", "uuid", "guid", "uid", "key"];

/** The last variable of the path of a record. */
export interface PathVariable {
  readonly name: string;
  /** Whether it takes integers alone, so that no text names a record. */
  readonly isInteger: boolean;
}

/**
 * The property that a path variable names a record by, in a collection whose path ends in `segment`: the one called
 * like the variable, or like its last words (`issue_number` → `number`, `petId` → `id`). A variable that is called like
 * the record itself (`customer` of `customers`, `schedule` of `payment_schedules`), or that ends in `id` or the like,
 * means `id`, `customerId`, `uuid` or `guid`, and so does the lack of one. Undefined: none is known.
 */
export function identifierOf(
  schemas: Schemas,
  schema: unknown,
  segment: string,
  pathVariable: PathVariable | undefined,
): string | undefined {
  const { shapes } = schemas;
  const variable = pathVariable?.name;
  const names = [...shapes.propertyNames(schema)].filter((name) => {
    const types = shapes.types(shapes.property(schema, name));
    return types.has("integer") || (types.has("string") && pathVariable?.isInteger !== true);
  });
  const named = (name: string): string | undefined =>
    names.find((one) => one === name) ?? names.find((one) => plainName(one) === plainName(name));

  const words = variable === undefined ? [] : wordsOf(variable);
  for (let start = 0; start < words.length; start += 1) {
    const found = named(words.slice(start).join(""));
    if (found !== undefined) return found;
  }
  const singular = singularOf(segment);
  const lastWords = wordsOf(singular).slice(-words.length).join("");
  const isGeneric =
    variable === undefined ||
    genericNames.includes(words.at(-1)?.toLowerCase() ?? "") ||
    [segment, singular, lastWords].some((name) => plainName(name) === plainName(variable));
  if (!isGeneric) return undefined;
  for (const candidate of ["id", `${singular}Id`, "uuid", "guid"]) {
    const found = named(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An identifier as a text of all its digits; undefined where the value can be none. */
export function idText(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/**
 * A copy of a record under another identifier, which takes the old one's place in its addresses as well, where it is a
 * whole segment of them.
 */
export function replaceIdentifier(record: JsonObject, idProperty: string, id: string): JsonObject {
  const before = idText(getOwn(record, idProperty));
  const copy = Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, before === undefined ? value : inAddress(value, before, id)]),
  );
  return { ...copy, [idProperty]: id };
}

function inAddress(value: unknown, before: string, id: string): unknown {
  if (typeof value !== "string" || !/^(?:https?:\/\/|\/)\S*$/i.test(value)) return value;
  return value
    .split(/([/?&=#])/)
    .map((part) => (part === before ? id : part))
    .join("");
}
