import { placeOf } from "../../generator/diagnostics/places.ts";
import type { Position } from "../../generator/document/source-document.ts";
import { positionOfPart, type Step } from "../../generator/schema/positions.ts";
import type { FindPlace } from "../contract/options.ts";
import { createPositions, withinDocument } from "./item-places.ts";
import { type ReadingOptions, readNamed } from "./read-spec.ts";

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
    const next = partAt(at, key);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** What describes a member by its name, or an item by its number: its own schema, or that of all others. */
function partAt(position: Position, key: string): Position | undefined {
  const steps: readonly Step[] = [
    { kind: "member", name: key },
    ...(/^\d+$/.test(key) ? [{ kind: "item", index: Number(key) } as const] : []),
    { kind: "value" },
  ];
  for (const step of steps) {
    const found = positionOfPart(position, step, withinDocument);
    if (found !== undefined) return found;
  }
  return undefined;
}
