import type { JsonObject } from "../../generator/document/json.ts";
import type { Member } from "../../generator/schema/view.ts";
import type { Views } from "../../generator/schema/views.ts";
import type { ItemKind, Items } from "./item.ts";

/** What is looked for in a value: items by their numbers. */
export interface ValueTree {
  /** Of the value itself. */
  items: number[] | undefined;
  /** The members of a map. */
  members: Map<string, ValueTree> | undefined;
  /** All items of an array. */
  element: ValueTree | undefined;
  /** One of several values. */
  values: Map<unknown, number> | undefined;
}

/** What becomes items of a body. */
export interface BodyReading {
  readonly items: Items;
  readonly views: Views;
  readonly kind: Extract<ItemKind, "request-member" | "response-member">;
  /** What precedes the names of items: `200 `. */
  readonly prefix: string;
  /** Where the operation has the body. */
  readonly keys: readonly string[];
  /** The kind of the items that values become; undefined where they are none. */
  valueKind(member: string): Extract<ItemKind, "error-code" | "value"> | undefined;
}

/** How many members of one body are looked for, those nearest to its root, and how deep. */
const mostMembers = 300;
const deepest = 6;

/** An enum of more values is none that tests go through. */
const mostValues = 50;

/** A tree that looks for nothing yet. */
export function createTree(): ValueTree {
  return { items: undefined, members: undefined, element: undefined, values: undefined };
}

interface Step {
  readonly schema: unknown;
  readonly tree: ValueTree;
  readonly path: string;
  readonly depth: number;
  /** The named schemas on the way. */
  readonly names: readonly string[];
}

/** Adds the members of a body to what is looked for, the nearest first; schemas that hold themselves are left there. */
export function addMembers(schema: unknown, tree: ValueTree, reading: BodyReading): void {
  const { items, kind, prefix } = reading;
  const before = items.list.length;
  const steps: Step[] = [{ schema, tree, path: "", depth: 0, names: [] }];
  for (const step of steps) {
    if (items.list.length - before >= mostMembers) return;
    for (const { name, member, ...below } of look(step, reading)) {
      if (name !== undefined && member !== undefined) {
        const item = items.add(kind, `${prefix}${below.path}`, { schema: member.schema, keys: reading.keys });
        below.tree.items ??= [];
        if (!below.tree.items.includes(item)) below.tree.items.push(item);
      }
      if (below.depth <= deepest) steps.push(below);
    }
  }
}

type Below = Step & { readonly name?: string; readonly member?: Member };

function look({ schema, tree, path, depth, names }: Step, reading: BodyReading): Below[] {
  const { views, kind, keys } = reading;
  const first = views.view(schema);
  if (first.kind === "reference" && names.includes(first.id)) return [];
  const inside = first.kind === "reference" ? [...names, first.id] : names;
  const view = views.resolved(schema);
  const same = (other: unknown): Below => ({ schema: other, tree, path, depth: depth + 1, names: inside });
  switch (view.kind) {
    case "object":
      return [...view.members].flatMap(([name, member]) => {
        const isHidden = kind === "request-member" ? member.isReadOnly : member.isWriteOnly;
        if (isHidden && member.isReadOnly !== member.isWriteOnly) return [];
        const child = memberOf(tree, name);
        const place = path === "" ? name : `${path}.${name}`;
        return [{ name, member, schema: member.schema, tree: child, path: place, depth: depth + 1, names: inside }];
      });
    case "intersection":
      return view.parts.map(same);
    case "union":
      return view.alternatives.map((alternative) => same(alternative.schema));
    case "array":
    case "tuple": {
      tree.element ??= createTree();
      const element = tree.element;
      const below = view.kind === "array" ? [view.items] : [...view.prefix, view.rest];
      return below
        .filter((each) => each !== undefined)
        .map((each) => ({ schema: each, tree: element, path: `${path}[]`, depth: depth + 1, names: inside }));
    }
    case "enum":
    case "literal": {
      const valueKind = reading.valueKind(path);
      const values = view.kind === "enum" ? view.values : [view.value];
      // what can be but one value is said by its member
      if (valueKind === undefined || (valueKind === "value" && values.length < 2) || values.length > mostValues)
        return [];
      for (const value of values)
        addValue(
          tree,
          value,
          reading.items.add(valueKind, `${reading.prefix}${path}=${shown(value)}`, { schema, keys }),
        );
      return [];
    }
    default:
      return [];
  }
}

/** What is looked for in a member of a map. */
export function memberOf(tree: ValueTree, name: string): ValueTree {
  tree.members ??= new Map();
  const member = tree.members.get(name) ?? createTree();
  tree.members.set(name, member);
  return member;
}

/** Looks for one of several values. */
export function addValue(tree: ValueTree, value: unknown, item: number): void {
  tree.values ??= new Map();
  tree.values.set(value, item);
}

/** A value as the name of an item has it. */
export function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** How many items of an array are looked at. */
const mostElements = 1_000;

/** Marks what a value shows. */
export function lookAt(value: unknown, tree: ValueTree, mark: (item: number) => void): void {
  if (tree.items !== undefined) for (const item of tree.items) mark(item);
  if (tree.values !== undefined) {
    const item = tree.values.get(value);
    if (item !== undefined) mark(item);
  }
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    if (tree.element === undefined) return;
    const end = Math.min(value.length, mostElements);
    for (let index = 0; index < end; index += 1) lookAt(value[index], tree.element, mark);
    return;
  }
  if (tree.members === undefined) return;
  for (const [name, child] of tree.members)
    if (Object.hasOwn(value, name)) lookAt((value as JsonObject)[name], child, mark);
}
