import { placeOf } from "../../generator/diagnostics/places.ts";
import { isObject } from "../../generator/document/json.ts";
import { below, type Position } from "../../generator/document/source-document.ts";
import { toward } from "../../generator/schema/parts.ts";
import type { FindPlace } from "../contract/options.ts";
import { createPositions, followed, valueAt } from "./item-places.ts";
import { type ReadingOptions, readNamed } from "./read-spec.ts";

/** How deep compositions are looked into. */
const deepest = 8;

/**
 * Reads where the documents have the parts of operations.
 *
 * @throws {UnreadableSpecError} when the settings or the documents cannot be read any more.
 */
export async function readPartPlaces(inputs: readonly string[], reading: ReadingOptions = {}): Promise<FindPlace> {
  const { api, named } = await readNamed(inputs, reading);
  const positions = createPositions(api, named);
  return ({ method, path }, { keys, value = [] }) => {
    const found = positions.find({ method, path, description: {} }, { keys });
    if (found === undefined) return undefined;
    const position = found.isExact ? descendValue(found.position, value) : found.position;
    return { ...placeOf(position, "key") };
  };
}

/** The position of the schema of a value below that of a schema, as far as there is one. */
function descendValue(position: Position, value: readonly string[]): Position {
  let at = position;
  for (const key of value) {
    const next = memberAt(at, key, 0);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function memberAt(position: Position, key: string, depth: number): Position | undefined {
  const at = followed(position);
  const schema = valueAt(at);
  if (!isObject(schema) || depth > deepest) return undefined;
  const { own, through, others } = toward(schema, key);
  if (own !== undefined) return belowAll(at, own);
  for (const part of through) {
    const found = memberAt(belowAll(at, part), key, depth + 1);
    if (found !== undefined) return found;
  }
  return others && belowAll(at, others);
}

function belowAll(position: Position, keys: readonly string[]): Position {
  return keys.reduce((at, key) => below(at, key), position);
}
