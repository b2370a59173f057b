import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import { isObject, type JsonObject } from "../json.ts";
import { below, type Position } from "../source-document.ts";
import { describe, isListOfTexts, wordsFor } from "./plain-values.ts";

/** Says what is wrong, at the index of an item or at the whole. */
type Tell = (message: string, index?: number) => void;

/** By what is written, since one list stands for the security of many operations. */
const read = new WeakMap<object, readonly unknown[]>();

/**
 * Security requirements as they are meant where they are written otherwise than in a list of Security Requirement
 * Objects (section 4.8.30): without the list, by the names of schemes alone, or without a list of scopes. Left out,
 * they would leave an operation open. Anything else is given as it is.
 */
export function requirementsAsMeant(value: unknown, tell: Tell): unknown {
  if (Array.isArray(value)) {
    const known = read.get(value);
    const items = value.map((item: unknown, index) => {
      const { meant, fault } = itemAsMeant(item);
      if (fault !== undefined) tell(fault, index);
      return meant;
    });
    const meant = known ?? (items.every((item, index) => item === value[index]) ? value : items);
    read.set(value, meant);
    return meant;
  }
  const isNamed = typeof value === "string" ? value !== "" : isObject(value) && Object.keys(value).length > 0;
  if (!isNamed) return value;
  tell(`expected an array, found ${describe(value)}; it is read as the only item of one`);
  if (typeof value === "string") return [{ [value]: [] }];
  const meant = read.get(value as JsonObject) ?? [itemAsMeant(value).meant];
  read.set(value as JsonObject, meant);
  return meant;
}

/** The same, with a warning at its place. */
export function readRequirements(value: unknown, position: Position, diagnostics: Diagnostics): unknown {
  return requirementsAsMeant(value, (message, index) => {
    const at = index === undefined ? position : below(position, index);
    diagnostics.report("warning", "wrong-type", at, message);
  });
}

function itemAsMeant(item: unknown): { readonly meant: unknown; readonly fault?: string } {
  if (typeof item === "string" && item !== "") return toldAs({ [item]: [] }, item);
  if (!isObject(item) || Object.values(item).every(isListOfTexts)) return { meant: item };
  const entries = Object.entries(item).map(([name, scopes]) => [name, scopesAsMeant(scopes)] as const);
  return toldAs(Object.fromEntries(entries), item);
}

function toldAs(meant: JsonObject, item: unknown): { readonly meant: unknown; readonly fault: string } {
  const found = typeof item === "string" ? describe(item) : "another";
  const shown = JSON.stringify(meant).slice(0, 80);
  return { meant, fault: `expected ${wordsFor.requirement}, found ${found}; it is read as ${shown}` };
}

function scopesAsMeant(scopes: unknown): readonly string[] {
  if (typeof scopes === "string") return scopes.split(/[\s,]+/).filter((scope) => scope !== "");
  if (Array.isArray(scopes)) return scopes.filter((scope): scope is string => typeof scope === "string");
  return isObject(scopes) ? Object.keys(scopes) : [];
}
