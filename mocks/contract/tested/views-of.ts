import { isObject } from "../../../generator/document/json.ts";
import type { View } from "../../../generator/schema/view.ts";
import type { Views } from "../../../generator/schema/views.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";

/** How deep compositions, and values, are followed. */
const deepest = 12;

/** What schemas are looked at with, as messages of one direction mean them. */
export interface Looking {
  readonly views: Views;
  readonly schemas: Schemas;
}

/** The views that say something of a value: parts of an intersection, and of a union the alternative that it is. */
export function viewsOf(schema: unknown, value: unknown, looking: Looking): View[] {
  const { views, schemas } = looking;
  const look = (one: unknown, depth: number): View[] => {
    const view = views.resolved(one ?? true);
    if (depth > deepest) return [];
    if (view.kind === "intersection") return view.parts.flatMap((part) => look(part, depth + 1));
    if (view.kind !== "union") return [view];
    const fitting = view.alternatives.find((each) => schemas.check(each.schema, "union")(value).length === 0);
    return fitting === undefined ? [] : look(fitting.schema, depth + 1);
  };
  return look(schema, 0);
}

/** An object in a value, and the members that its schemas list; `isOpen` where they do not list all. */
export interface SeenObject {
  readonly path: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
  readonly members: ReadonlyMap<string, { readonly isReadOnly: boolean; readonly isWriteOnly: boolean }>;
  readonly isOpen: boolean;
}

/** The objects of a value whose schemas list members, the value itself among them. */
export function objectsIn(schema: unknown, value: unknown, looking: Looking): SeenObject[] {
  const found: SeenObject[] = [];
  visit(schema, value, []);
  return found;

  function visit(of: unknown, one: unknown, path: readonly string[]): void {
    if (typeof one !== "object" || one === null || path.length > deepest) return;
    const views = viewsOf(of, one, looking);
    if (Array.isArray(one)) {
      const items = views.flatMap((view) => (view.kind === "array" ? [view.items] : []));
      for (const each of one.slice(0, 50)) for (const item of items) visit(item, each, [...path, "*"]);
      return;
    }
    const objects = views.filter((view) => view.kind === "object");
    if (objects.length === 0 || !isObject(one)) return;
    const members = new Map(objects.flatMap((view) => [...view.members]));
    const isMap = objects.some(({ index }) => index.patterns.size > 0 || isObject(index.additional));
    found.push({ path, value: one, members, isOpen: isMap || members.size === 0 || objects.length < views.length });
    for (const [name, { schema: member }] of members)
      if (Object.hasOwn(one, name)) visit(member, one[name], [...path, name]);
  }
}
