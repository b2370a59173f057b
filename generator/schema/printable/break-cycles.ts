import { isObject, type JsonObject, listIn, setOwn } from "../../document/json.ts";
import { byCodePoint } from "../../document/order.ts";
import { notes } from "../keywords.ts";
import { referredId } from "../references.ts";

/** The keywords by which a schema is what other schemas are. */
const compositions = ["allOf", "anyOf", "oneOf"] as const;

/**
 * Takes from schemas what makes them say that they are themselves, which no type can: a base class that lists its
 * subclasses in `oneOf`, while each of these has it in `allOf`, is there without the list; a choice of the schema
 * itself is left out, and of schemas that are each a choice of the other, one has what else the other is. Schemas that
 * contain themselves, in a property or a list, stay as they are.
 */
export function breakCycles(contents: Map<string, unknown>): void {
  const ids = inCircles(contents).sort(byCodePoint);
  for (const keywords of [["allOf"], compositions]) {
    for (const id of ids) {
      const schema = contents.get(id);
      if (!isObject(schema) || !reaches(schema, id, contents)) continue;
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
function reaches(root: unknown, id: string, contents: ReadonlyMap<string, unknown>): boolean {
  const seen = new Set<string>();
  const open = [root];
  while (open.length > 0) {
    const referred = composedOf(open.pop());
    if (referred.includes(id)) return true;
    for (const each of referred) {
      if (seen.has(each)) continue;
      seen.add(each);
      open.push(contents.get(each));
    }
  }
  return false;
}

/** The ids of the named schemas that a schema is by composition. */
function composedOf(root: unknown): string[] {
  const ids: string[] = [];
  const open = [root];
  while (open.length > 0) {
    const schema = open.pop();
    if (!isObject(schema)) continue;
    const referred = referredId(schema);
    if (referred !== undefined) ids.push(referred);
    else for (const keyword of compositions) open.push(...listIn(schema, keyword));
  }
  return ids;
}

/** The ids of the schemas that may be a composition of themselves: what is left without those that lead to an end. */
function inCircles(contents: ReadonlyMap<string, unknown>): string[] {
  const users = new Map<string, string[]>();
  const left = new Map<string, number>();
  for (const [id, schema] of contents) {
    const referred = composedOf(schema).filter((each) => contents.has(each));
    left.set(id, referred.length);
    for (const each of referred) {
      const known = users.get(each);
      if (known) known.push(id);
      else users.set(each, [id]);
    }
  }
  const ends = [...left].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = ends.pop(); id !== undefined; id = ends.pop()) {
    left.delete(id);
    for (const user of users.get(id) ?? []) {
      const count = left.get(user)! - 1;
      left.set(user, count);
      if (count === 0) ends.push(user);
    }
  }
  return [...left.keys()];
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
  if (!isObject(part) || !reaches(part, id, contents)) return [part];
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
