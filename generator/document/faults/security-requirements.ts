import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import { isObject, type JsonObject } from "../json.ts";
import { below, type Position } from "../source-document.ts";
import { describe, isListOfTexts, wordsFor } from "./plain-values.ts";

/** Says what is wrong, at the index of an item or at the whole. */
type Tell = (message: string, index?: number) => void;

/** By what is written, since one list stands for the security of many operations. */
const read = new WeakMap<object, readonly unknown[]>();

/** Likewise, by the name, where a value that is no object is written in the place of the list. */
const closed = new Map<string, readonly unknown[]>();

/** How long the name of a scheme may be that is made of what names none. */
const longestName = 40;

/**
 * Security requirements as they are meant where they are written otherwise than in a list of Security Requirement
 * Objects (section 4.8.30): without the list, by the names of schemes alone, or without a list of scopes. Left out,
 * they would leave an operation open; so what names no scheme, `[5]`, is read as a scheme of that name that nobody
 * defined, unless something else in the list can be read. An empty object, null and what is right are given as they
 * are.
 */
export function requirementsAsMeant(value: unknown, tell: Tell): unknown {
  if (Array.isArray(value)) return listAsMeant(value, tell);
  if (value === undefined || value === null || value === "" || isEmptyObject(value)) return value;
  tell(`expected an array, found ${describe(value)}; it is read as the only item of one`);
  if (isObject(value)) {
    const meant = read.get(value) ?? [itemAsMeant(value)?.meant];
    read.set(value, meant);
    return meant;
  }
  const name = String(value);
  const meant = closed.get(name) ?? [{ [name]: [] }];
  closed.set(name, meant);
  return meant;
}

function listAsMeant(list: readonly unknown[], tell: Tell): readonly unknown[] {
  const found = list.map(itemAsMeant);
  const isUnread = found.length > 0 && found.every((each) => each === undefined);
  const items = list.map((item, index) => {
    const { meant, fault } = found[index] ?? (isUnread ? unread(item) : { meant: item });
    if (fault !== undefined) tell(fault, index);
    return meant;
  });
  const meant = read.get(list) ?? (items.every((item, index) => item === list[index]) ? list : items);
  read.set(list, meant);
  return meant;
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/** The same, with a warning at its place. */
export function readRequirements(value: unknown, position: Position, diagnostics: Diagnostics): unknown {
  return requirementsAsMeant(value, (message, index) => {
    const at = index === undefined ? position : below(position, index);
    diagnostics.report("warning", "wrong-type", at, message);
  });
}

/** One requirement, and what is said of it. */
interface Meant {
  readonly meant: unknown;
  readonly fault?: string;
}

/** Undefined for what names no scheme. */
function itemAsMeant(item: unknown): Meant | undefined {
  if (typeof item === "string" && item !== "") return toldAs({ [item]: [] }, item);
  if (Array.isArray(item) && item.length > 0 && item.every((name) => typeof name === "string" && name !== ""))
    return toldAs(Object.fromEntries((item as readonly string[]).map((name) => [name, []])), item);
  if (!isObject(item)) return undefined;
  if (Object.values(item).every(isListOfTexts)) return { meant: item };
  const entries = Object.entries(item).map(([name, scopes]) => [name, scopesAsMeant(scopes)] as const);
  return toldAs(Object.fromEntries(entries), item);
}

/** What stands for a scheme and names none: no credentials are known for it, and without any there is no access. */
function unread(item: unknown): Meant {
  return toldAs({ [(typeof item === "string" ? item : (JSON.stringify(item) ?? "")).slice(0, longestName)]: [] }, item);
}

function toldAs(meant: JsonObject, item: unknown): Meant {
  const found = isObject(item) ? "another" : describe(item);
  const shown = JSON.stringify(meant).slice(0, 80);
  return { meant, fault: `expected ${wordsFor.requirement}, found ${found}; it is read as ${shown}` };
}

function scopesAsMeant(scopes: unknown): readonly string[] {
  if (typeof scopes === "string") return scopes.split(/[\s,]+/).filter((scope) => scope !== "");
  if (Array.isArray(scopes)) return scopes.filter((scope): scope is string => typeof scope === "string");
  return isObject(scopes) ? Object.keys(scopes) : [];
}
