import { isObject, setOwn } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { Collection } from "../../state/collections/collection.ts";
import { plainName, singularOf } from "../../state/collections/names.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import { identifierFor, isIdentifierFor } from "./record-path.ts";

/** The collection that a member names a record of: `customerId` of `customers`. */
function referredBy(name: string, { collections }: TestedApi): Collection | undefined {
  const plain = plainName(name);
  return collections.find(({ segment, parent }) => {
    const singular = plainName(singularOf(segment));
    return parent === undefined && [`${singular}id`, `${singular}ids`].includes(plain);
  });
}

/** Whether the names of members lead to the id of another record: then not every valid value is one that exists. */
export function isReference(path: readonly string[], api: TestedApi): boolean {
  const name = path.findLast((each) => !/^\d+$/.test(each));
  return name !== undefined && referredBy(name, api) !== undefined;
}

/** A body with what it refers to, and whether all of that exists. */
export interface Referring {
  readonly value: unknown;
  readonly isPlaced: boolean;
}

/** Puts ids of records that exist in the place of those that a body makes up; `idsOf` gives some of a collection. */
export async function withReferences(
  value: unknown,
  schema: unknown,
  { api, idsOf }: { readonly api: TestedApi; readonly idsOf: (collection: Collection) => Promise<readonly string[]> },
): Promise<Referring> {
  const { shapes } = api.request;
  let isPlaced = true;

  async function replaced(name: string, one: unknown, of: unknown): Promise<unknown> {
    const isId = typeof one === "number" || (typeof one === "string" && one !== "");
    const collection = isId ? referredBy(name, api) : undefined;
    if (collection === undefined) return visit(one, of, name);
    const known = await idsOf(collection);
    if (known.includes(String(unmarked(one)))) return one;
    const id = known.find((each) => isIdentifierFor(each, of, api));
    if (id === undefined) isPlaced = false;
    return id === undefined ? one : identifierFor(id, of, api);
  }

  async function visit(one: unknown, of: unknown, name: string): Promise<unknown> {
    if (Array.isArray(one))
      return Promise.all(one.map((item, index) => replaced(name, item, shapes.item(of, index) ?? true)));
    if (!isObject(one)) return one;
    const copy = {};
    for (const [key, member] of Object.entries(one))
      setOwn(copy, key, await replaced(key, member, shapes.property(of, key) ?? true));
    return copy;
  }

  const found = await visit(value, schema, "");
  return { value: found, isPlaced };
}
