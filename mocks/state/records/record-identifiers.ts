import { getOwn, type JsonObject } from "../../../generator/document/json.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { Collection } from "../collections/collection.ts";
import { idText } from "../collections/identifier.ts";
import { plainName, singularOf } from "../collections/names.ts";
import { createNewIdentifier, type NewIdentifier } from "./new-identifier.ts";
import type { RecordList } from "./record-list.ts";
import type { Records } from "./records.ts";

/** The identifiers of new records. */
export interface RecordIdentifiers {
  /** One that none of these records has, under the property by which records are named. */
  next(others: Pick<RecordList, "get">, collection: Collection): Promise<string>;
  /**
   * New values for those further members of an example that belong to one record alone: `ticketNumber` of tickets,
   * `node_id`; not those of other records, `ownerId`.
   */
  further(example: JsonObject, collection: Collection): Promise<JsonObject>;
}

const ownNames = new Set(["id", "uuid", "guid", "globalid", "nodeid", "key", "number", "serial", "serialnumber"]);

/** Makes identifiers like those of the examples; what they follow from beside these is the seed. */
export function createRecordIdentifiers(
  records: Pick<Records, "examples" | "nextNumber">,
  seed: number | string,
  schemas: Schemas,
): RecordIdentifiers {
  const made = new Map<Collection, Map<string, NewIdentifier>>();

  function identifiersOf(collection: Collection, property: string): NewIdentifier {
    const ofCollection = made.get(collection) ?? new Map<string, NewIdentifier>();
    made.set(collection, ofCollection);
    const known = ofCollection.get(property);
    if (known !== undefined) return known;
    const { path, idProperty } = collection;
    const source = {
      schema: schemas.shapes.property(collection.schema, property),
      examples: records.examples(collection).flatMap((record) => idText(getOwn(record, property)) ?? []),
      seed,
      path: property === idProperty ? path : `${path} ${property}`,
    };
    const identifiers = createNewIdentifier(source, schemas);
    ofCollection.set(property, identifiers);
    return identifiers;
  }

  return {
    async next(others, collection) {
      const identifiers = identifiersOf(collection, collection.idProperty);
      let id: string;
      do id = identifiers(await records.nextNumber(collection));
      while ((await others.get(id)) !== undefined);
      return id;
    },
    async further(example, collection) {
      const { idProperty, segment } = collection;
      const owner = plainName(singularOf(segment));
      const isOwn = (name: string): boolean => {
        const plain = plainName(name);
        return ownNames.has(plain) || (plain.startsWith(owner) && ownNames.has(plain.slice(owner.length)));
      };
      const names = Object.keys(example).filter(
        (name) => name !== idProperty && isOwn(name) && idText(example[name]) !== undefined,
      );
      if (names.length === 0) return {};
      const number = await records.nextNumber(collection, "further");
      return Object.fromEntries(names.map((name) => [name, identifiersOf(collection, name)(number)]));
    },
  };
}
