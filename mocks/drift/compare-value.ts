import { isObject } from "../../generator/document/json.ts";
import { typesOf } from "../../generator/schema/types.ts";
import type { ObjectView, View } from "../../generator/schema/view.ts";
import type { Views } from "../../generator/schema/views.ts";
import { redacted } from "../http/redact.ts";
import type { Change, Sighting } from "./finding.ts";
import { inferSchema, typeOf, typesOfValues } from "./infer-schema.ts";

/** What a value is compared with. */
export interface Comparison {
  readonly views: Views;
  /** Where the value is: `pets[].name`; empty for a whole body. */
  readonly path: string;
  readonly direction: "request" | "response";
  /** Whether the document a schema is in is of OpenAPI before 3.1. */
  isBefore31(schema: unknown): boolean;
  /** Whether a schema stands in a document; parts of composed ones do not. */
  isPlaced(schema: unknown): boolean;
  /** Told of a schema that stands in a document: the nearest around one that does not. */
  see(sighting: Omit<Sighting, "place" | "subject"> & { readonly schema: unknown; readonly path: string }): void;
}

type Leaf = { readonly view: Exclude<View, { readonly kind: "reference" }>; readonly schema: unknown };

/** Tells what of a value its schema does not say: members, types, values of enums, and members that are not there. */
export function compareValue(value: unknown, schema: unknown, comparison: Comparison): void {
  const { path } = comparison;
  if (value === redacted) return;
  const leaves = leavesOf(schema, value, { owner: schema, comparison, depth: 0 });
  if (leaves === undefined) return;
  const misfits = leaves.filter(({ view }) => !fits(value, view));
  for (const misfit of misfits) seeOtherType(value, misfit, comparison);
  for (const leaf of leaves) if (!misfits.includes(leaf)) compareChoice(value, leaf, comparison);
  if (misfits.length > 0) return;
  if (isObject(value)) compareMembers(value, leaves, comparison);
  if (!Array.isArray(value)) return;
  for (const { view } of leaves) {
    if (view.kind !== "array" || view.items === undefined) continue;
    for (const item of value.slice(0, 1_000)) compareValue(item, view.items, { ...comparison, path: `${path}[]` });
  }
}

interface Around {
  /** The nearest schema that stands in the document. */
  readonly owner: unknown;
  readonly comparison: Comparison;
  readonly depth: number;
}

/** What holds for a value together; undefined where nothing can be said. */
function leavesOf(schema: unknown, value: unknown, around: Around): Leaf[] | undefined {
  const { owner, comparison, depth } = around;
  if (depth > 30) return undefined;
  const view = comparison.views.resolved(schema);
  const innermost = view.schemas.at(-1);
  const own = comparison.isPlaced(innermost) ? innermost : owner;
  const inside = { owner: own, comparison, depth: depth + 1 };
  if (value === null && view.isNullable) return [];
  if (view.kind === "intersection") {
    const parts = view.parts.map((part) => leavesOf(part, value, inside));
    return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  if (view.kind === "union") {
    const tried = view.alternatives.map((alternative) => {
      const leaves = leavesOf(alternative.schema, value, inside);
      return { leaves, faults: countIn(value, alternative.schema, comparison) };
    });
    const best = tried.reduce<(typeof tried)[number] | undefined>(
      (least, next) => (least === undefined || next.faults < least.faults ? next : least),
      undefined,
    );
    return best?.leaves;
  }
  return [{ view, schema: own }];
}

/** How much there would be to say of a value by one alternative. */
function countIn(value: unknown, schema: unknown, comparison: Comparison): number {
  let count = 0;
  compareValue(value, schema, {
    ...comparison,
    see({ kind }) {
      // another type is further away than a member too many
      count += kind === "wrong-type" ? 100 : 1;
    },
  });
  return count;
}

function fits(value: unknown, view: Leaf["view"]): boolean {
  const schema = view.schemas.at(-1);
  const isTyped = isObject(schema) && typesOf(schema).length > 0;
  if (value === null) return view.isNullable || view.kind === "any" || view.kind === "null" || !isTyped;
  switch (view.kind) {
    case "object":
      return view.isImplied || isObject(value);
    case "array":
    case "tuple":
      return view.isImplied || Array.isArray(value);
    case "string":
      return !isTyped || typeof value === "string";
    case "integer":
    case "number":
      // an id of many digits is a string for JavaScript
      return !isTyped || typeof value === "number";
    case "boolean":
      return !isTyped || typeof value === "boolean";
    case "null":
    case "never":
      return false;
    case "enum":
    case "literal":
      return !isTyped || (isObject(schema) && typesOf(schema).some((type) => isOfType(value, type)));
    default:
      return true;
  }
}

function isOfType(value: unknown, type: string): boolean {
  return typeOf(value) === type || (type === "number" && typeof value === "number");
}

/** What is of another type is not in a closed list of values either, which is then to be opened as well. */
function seeOtherType(value: unknown, { view, schema }: Leaf, { see, path, isBefore31 }: Comparison): void {
  const seen = typeOf(value);
  const listed = listedIn(view);
  const isTold = listed === undefined || isPlain(value);
  see({
    ...{ kind: "wrong-type", name: seen, schema, path, value },
    ...(listed !== undefined && isTold && { choice: value }),
    message: `is ${article(seen)} ${seen}, and described as ${describedAs(view)}`,
    change(values, choices) {
      const told = listed === undefined ? values : values.filter(isPlain);
      const types = isTold ? otherTypes(schema, told, isBefore31(schema)) : undefined;
      if (types === undefined || listed === undefined) return types;
      const opened = choices.map((choice) => openedFor(choice, { view, listed, choices }));
      return { kind: "all", changes: [types, ...opened] };
    },
  });
}

function compareChoice(value: unknown, { view, schema }: Leaf, { see, path }: Comparison): void {
  const listed = listedIn(view);
  if (listed === undefined) return;
  if (value === null || listed.some((each) => JSON.stringify(each) === JSON.stringify(value))) return;
  const isTold = isPlain(value);
  const shown = isTold ? JSON.stringify(value) : "a value";
  see({
    ...{ kind: "undocumented-value", name: isTold ? JSON.stringify(value) : "", schema, path },
    ...{ value: undefined, message: `is ${shown}, which is none of its values` },
    ...(isTold && { choice: value }),
    change: (_, choices) => (isTold ? openedFor(value, { view, listed, choices }) : undefined),
  });
}

/** The values that there may be; undefined where the list is not closed. */
function listedIn(view: Leaf["view"]): readonly unknown[] | undefined {
  return view.kind === "enum" ? view.values : view.kind === "literal" ? [view.value] : undefined;
}

/** Whether a value may be told as it is: what is no plain word may be somebody's. */
function isPlain(value: unknown): boolean {
  return typeof value === "string" ? /^[\w .:/-]{1,40}$/.test(value) : typeof value !== "object" || value === null;
}

/** How a closed list of values has one more; one value alone becomes a list of it and all others that were seen. */
function openedFor(
  value: unknown,
  {
    view,
    listed,
    choices,
  }: { readonly listed: readonly unknown[]; readonly choices: readonly unknown[] } & Pick<Leaf, "view">,
): Change {
  if (view.kind === "enum") return { kind: "append", key: "enum", item: value };
  return { kind: "replace", key: "const", update: { enum: [...listed, ...choices] } };
}

function compareMembers(value: object, leaves: readonly Leaf[], comparison: Comparison): void {
  const { path } = comparison;
  const objects = leaves.flatMap(({ view, schema }) => (view.kind === "object" ? [{ view, schema }] : []));
  const owner = objects.findLast(({ view }) => view.members.size > 0);
  const isFree = leaves.some(({ view }) => view.kind === "any");
  for (const [name, member] of Object.entries(value)) {
    const below = path === "" ? name : `${path}.${name}`;
    const described = objects.flatMap(({ view }) => schemasOf(name, view));
    for (const schema of described) compareValue(member, schema, { ...comparison, path: below });
    if (described.length > 0 || owner === undefined || isFree) continue;
    comparison.see({
      ...{ kind: "undocumented-member", name, schema: owner.schema, path: below, value: member },
      message: "is a member that is not described",
      change: (values) => ({
        kind: "merge",
        update: { properties: { [name]: inferSchema(values, comparison.isBefore31(owner.schema)) } },
      }),
    });
  }
  for (const { view, schema } of objects) {
    for (const name of view.required) {
      const member = view.members.get(name);
      const isHidden = comparison.direction === "request" ? member?.isReadOnly : member?.isWriteOnly;
      if (Object.hasOwn(value, name) || isHidden === true) continue;
      comparison.see({
        ...{ kind: "missing-member", name, schema, path: path === "" ? name : `${path}.${name}`, value: undefined },
        message: "is required, and not there",
        change: () => ({ kind: "remove-item", key: "required", item: name }),
      });
    }
  }
}

function schemasOf(name: string, { members, index }: ObjectView): unknown[] {
  const member = members.get(name);
  if (member !== undefined) return [member.schema];
  const patterns = [...index.patterns].filter(([pattern]) => isMatch(pattern, name)).map(([, schema]) => schema);
  if (patterns.length > 0) return patterns;
  return isObject(index.additional) ? [index.additional] : [];
}

function isMatch(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}

function otherTypes(schema: unknown, values: readonly unknown[], isBefore31: boolean): Change | undefined {
  if (!isObject(schema)) return undefined;
  const seen = typesOfValues(values);
  const hasNull = values.includes(null);
  if (seen.length === 0 && isBefore31) return { kind: "merge", update: { nullable: true } };
  const stated = typesOf(schema);
  const all = [...new Set<string>([...stated, ...seen, ...(hasNull ? ["null"] : [])])];
  // what is of a type that is stated is wrong by something else
  if (stated.length === 0 || all.length === stated.length) return undefined;
  if (!isBefore31) return { kind: "replace", key: "type", update: { type: all } };
  // in OpenAPI 3.0 null is a value beside a type alone
  const alternatives = all
    .filter((type) => type !== "null")
    .map((type) => ({ type, ...(type === "array" && { items: {} }), ...(hasNull && { nullable: true }) }));
  return { kind: "replace", key: "type", update: { anyOf: alternatives } };
}

function describedAs(view: Leaf["view"]): string {
  if (view.kind === "enum") return "one of several values";
  if (view.kind === "literal") return "one value";
  if (view.kind === "never") return "nothing";
  return `${article(view.kind)} ${view.kind}`;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? "an" : "a";
}
