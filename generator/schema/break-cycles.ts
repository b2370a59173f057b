import { isObject, type JsonObject, listIn, setOwn } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import { notes } from "./keywords.ts";
import { referredId } from "./references.ts";

/** The keywords by which a schema is what other schemas are. */
const compositions = ["allOf", "anyOf", "oneOf"] as const;

/**
 * Takes from schemas what makes them say that they are themselves, which no type can: a base class that lists its
 * subclasses in `oneOf`, while each of these has it in `allOf`, is there without the list; a choice of the schema
 * itself is left out, and of schemas that are each a choice of the other, one has what else the other is. Schemas that
 * contain themselves, in a property or a list, stay as they are.
 */
export function breakCycles(contents: Map<string, unknown>): void {
  const ids = [...contents.keys()].sort(byCodePoint);
  for (const keywords of [["allOf"], compositions]) {
    for (const id of ids) {
      const schema = contents.get(id);
      if (!isObject(schema) || !reaches(schema, id, contents, new Set())) continue;
      contents.set(id, withoutSelf(schema, { id, keywords, contents, passed: new Set() }, 0));
    }
  }
}

/** The schema that is to be free of itself, and in which compositions. */
interface Task {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly contents: ReadonlyMap<string, unknown>;
  /** The ids of choices whose own choices are there in their place. */
  readonly passed: Set<string>;
}

/** How long a chain of bases is followed. */
const deepest = 50;

/** Whether a schema is, by composition alone, the schema of that id. */
function reaches(schema: unknown, id: string, contents: ReadonlyMap<string, unknown>, seen: Set<string>): boolean {
  if (!isObject(schema)) return false;
  const referred = referredId(schema);
  if (referred === id) return true;
  if (referred !== undefined) {
    if (seen.has(referred)) return false;
    seen.add(referred);
    return reaches(contents.get(referred), id, contents, seen);
  }
  return compositions.some((keyword) => listIn(schema, keyword).some((part) => reaches(part, id, contents, seen)));
}

function withoutSelf(schema: JsonObject, task: Task, depth: number): JsonObject {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) setOwn(copy, key, value);
  for (const keyword of compositions) {
    const parts = listIn(schema, keyword);
    const others = parts.flatMap((part) => partsWithoutSelf(part, keyword, task, depth));
    if (others.length > 0) copy[keyword] = others;
    else if (parts.length > 0) delete copy[keyword];
  }
  return copy;
}

function partsWithoutSelf(part: unknown, keyword: string, task: Task, depth: number): unknown[] {
  const { id, keywords, contents } = task;
  if (!isObject(part) || !reaches(part, id, contents, new Set())) return [part];
  const referred = referredId(part);
  if (referred === undefined) return [withoutSelf(part, task, depth + 1)];
  if (!keywords.includes(keyword)) return [part];
  const base = contents.get(referred);
  if (referred === id || !isObject(base) || depth > deepest) return [];
  if (keyword !== "allOf") return choicesWithoutSelf(base, referred, task, depth);
  const { oneOf: _, anyOf: __, ...own } = base;
  return [withoutSelf(own, task, depth + 1)];
}

/** The choices of a schema that is nothing else, each once: a choice in a choice is one of the whole. */
function choicesWithoutSelf(base: JsonObject, referred: string, task: Task, depth: number): unknown[] {
  if (task.passed.has(referred)) return [];
  task.passed.add(referred);
  const others = Object.keys(base).filter((key) => !notes.has(key));
  const [keyword] = others;
  if (others.length !== 1 || (keyword !== "anyOf" && keyword !== "oneOf")) return [];
  return listIn(base, keyword).flatMap((part) => partsWithoutSelf(part, keyword, task, depth + 1));
}
