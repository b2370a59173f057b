import type { JsonObject } from "../../../generator/document/json.ts";
import { idText } from "../collections/identifier.ts";
import { own } from "../collections/read-schema.ts";

/** A copy of a record under another identifier, which takes the old one's place in its addresses as well, where it is a whole segment of them. */
export function replaceIdentifier(record: JsonObject, idProperty: string, id: string): JsonObject {
  const before = idText(own(record, idProperty));
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
