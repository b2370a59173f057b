import { markedNumber } from "../../document/exact-numbers.ts";
import type { Collection } from "../../state/collections/collection.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";

/** A variable of a path, and the collection whose records it names, where it does. */
export interface PathVariable {
  readonly name: string;
  readonly collection: Collection | undefined;
}

/** The variables of an operation's path in their order. */
export function variablesOf({ info: { path } }: TestedOperation, { collections }: TestedApi): PathVariable[] {
  const segments = path.split("/").slice(1);
  return segments.flatMap((segment, index) =>
    [...segment.matchAll(/\{([^{}]+)\}/g)].map(([whole, name = ""]) => {
      const before = segments.slice(0, index).map((each) => `/${/^\{[^{}]+\}$/.test(each) ? "{}" : each}`);
      const collection = collections.find((each) => each.path === before.join(""));
      return { name, collection: segment === whole ? collection : undefined };
    }),
  );
}

/** Whether an identifier can be where a schema is: a text is none where an integer is wanted. */
export function isIdentifierFor(text: string, schema: unknown, api: TestedApi): boolean {
  const types = api.request.shapes.types(schema);
  return !types.has("integer") || types.has("string") || /^-?\d+$/.test(text);
}

/** An identifier as a parameter or a body holds it: an integer with all its digits where the schema wants one. */
export function identifierFor(text: string, schema: unknown, api: TestedApi): unknown {
  const types = api.request.shapes.types(schema);
  if (!types.has("integer") || types.has("string") || !/^-?\d+$/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : markedNumber(text);
}
