import { isObject } from "../../generator/document/json.ts";
import type { ItemCoverage } from "./coverage.ts";
import { idOf } from "./item.ts";

/** Names of items by kind, as files have them: an object for each item takes several times as much. */
interface NamesByKind {
  readonly [kind: string]: readonly string[];
}

/** The items of an operation as a file has them. */
export interface ItemNames {
  readonly covered: NamesByKind;
  /** Only in what can be compared with the documents; a mock writes what it saw alone. */
  readonly uncovered?: NamesByKind;
}

/** The names of items, in their order within each kind. */
export function namesOf(items: readonly ItemCoverage[]): ItemNames {
  const names = { covered: new Map<string, string[]>(), uncovered: new Map<string, string[]>() };
  for (const { kind, name, isCovered } of items) {
    const own = names[isCovered ? "covered" : "uncovered"];
    const known = own.get(kind);
    if (known === undefined) own.set(kind, [name]);
    else known.push(name);
  }
  return { covered: Object.fromEntries(names.covered), uncovered: Object.fromEntries(names.uncovered) };
}

/**
 * The ids of the covered items of an operation: by their names, or as the control API and files of the first form have
 * them. Undefined where it is neither.
 */
export function coveredIds(items: unknown): readonly string[] | undefined {
  if (Array.isArray(items))
    return items.every(isItem) ? items.filter(({ isCovered }) => isCovered).map(idOf) : undefined;
  const covered = isObject(items) ? items["covered"] : undefined;
  if (!isObject(covered)) return undefined;
  const ids: string[] = [];
  for (const [kind, names] of Object.entries(covered)) {
    if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) return undefined;
    for (const name of names) ids.push(`${kind} ${name}`);
  }
  return ids;
}

function isItem(value: unknown): value is ItemCoverage {
  return isObject(value) && typeof value["kind"] === "string" && typeof value["name"] === "string";
}
