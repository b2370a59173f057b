import { isObject, type JsonObject, listIn, setOwn } from "../../document/json.ts";
import { withReferences } from "../discriminator.ts";
import { inPlace, notes } from "../keywords.ts";
import { alternativesOf, partsOf, type Subschema } from "../parts.ts";
import { contentsById, referredId, schemaReference } from "../references.ts";
import { isNull } from "../types.ts";
import { childrenOf, copyOf, schemasIn, withChildren } from "../walk.ts";
import { accessOf } from "./access.ts";
import { dividedSchemas, hasAccess, referredBy } from "./divided.ts";

/** Which way a value goes. */
export type Direction = "request" | "response";

/** The id of what requests hold in place of a divided schema; no id in a document has a colon. */
export function inputId(id: string): string {
  return `${id}:input`;
}

/** How often a schema is written in place of a reference to it. */
const deepest = 20;

/**
 * Schemas as requests and responses see them: without the members that only the other has, which nothing asks for
 * either. A divided schema keeps its id in responses; requests refer to it by its `inputId`.
 */
export class Directions {
  /** The ids of the schemas that differ. */
  readonly divided: ReadonlySet<string>;
  private readonly contents: ReadonlyMap<string, unknown>;
  private readonly concerned = new WeakMap<object, boolean>();

  constructor(
    schemas: readonly { readonly id: string; readonly schema: unknown }[],
    divided: ReadonlySet<string> = dividedSchemas(schemas),
  ) {
    this.contents = contentsById(schemas);
    this.divided = divided;
  }

  /** A schema as one direction sees it; the very schema where there is no difference. */
  seen<Schema>(schema: Schema, direction: Direction): Schema | Subschema {
    return isObject(schema) ? this.value(schema, { direction, hidden: nothing, depth: 0 }) : schema;
  }

  /** The schema of a whole value. */
  private value(schema: Subschema, context: Context): Subschema {
    if (!isObject(schema) || (context.hidden.size === 0 && !this.isConcerned(schema))) return schema;
    const id = referredId(schema);
    if (id !== undefined) return this.reference(schema, id, context);
    const hidden = union(context.hidden, this.hiddenIn(schema, context.direction));
    // where nothing would be left, everything is there, and asked for by nobody
    const isKept = hidden.size > 0 && this.isAll(schema, hidden);
    return this.composed(schema, { ...context, hidden, isKept });
  }

  private reference(schema: JsonObject, id: string, context: Context): Subschema {
    const { direction, hidden, depth } = context;
    // a base that knows nothing of it has the member too, or asks for it
    if (hidden.size > 0 && depth < deepest && this.shows(id, context)) {
      const content = this.contents.get(id);
      if (isObject(content)) return this.value(content, { ...context, depth: depth + 1 });
    }
    return direction === "request" && this.divided.has(id) ? { ...schema, $ref: schemaReference(inputId(id)) } : schema;
  }

  private composed(schema: JsonObject, context: Context & { readonly isKept: boolean }): JsonObject {
    const { direction, hidden, isKept, depth } = context;
    const laid = isKept ? withoutRequired(schema, hidden) : without(schema, hidden);
    const seen = new Map<unknown, Subschema>();
    const emptied = new Set<unknown>();
    for (const { keyword, schema: child } of childrenOf(laid)) {
      if (keyword === "not") continue;
      const isPart = inPlace.has(keyword);
      const inner = { direction, hidden: isPart ? hidden : nothing, depth };
      const changed =
        keyword === "allOf" && isObject(child) && referredId(child) === undefined
          ? this.composed(child, { ...inner, isKept })
          : this.value(child, inner);
      seen.set(child, changed);
      if (isPart && changed !== child && isObject(changed) && saysNothing(changed)) emptied.add(changed);
    }
    const changed = withChildren(laid, (child) => seen.get(child) ?? child);
    const whole = emptied.size === 0 ? changed : withoutEmptied(changed, emptied);
    return direction === "request" ? withReferences(whole, (id) => (this.divided.has(id) ? inputId(id) : id)) : whole;
  }

  /** Whether a schema, or one below it that has no name, is or refers to one that directions see differently. */
  private isConcerned(schema: JsonObject): boolean {
    const known = this.concerned.get(schema);
    if (known !== undefined) return known;
    let isConcerned = false;
    for (const each of schemasIn([schema])) {
      isConcerned = hasAccess(each, this.contents) || referredBy(each).some((id) => this.divided.has(id));
      if (isConcerned) break;
    }
    this.concerned.set(schema, isConcerned);
    return isConcerned;
  }

  /** The names of the members of an object that a direction does not have, wherever it describes them. */
  private hiddenIn(schema: unknown, direction: Direction, passed: ReadonlySet<unknown> = new Set()): Names {
    if (!isObject(schema) || passed.has(schema)) return nothing;
    const inner = new Set([...passed, schema]);
    const id = referredId(schema);
    if (id !== undefined)
      return this.divided.has(id) ? this.hiddenIn(this.contents.get(id), direction, inner) : nothing;
    const { all, members } = partsOf(schema);
    const hidden = new Set<string>();
    for (const [name, member] of members) if (this.isHidden(member, direction)) hidden.add(name);
    for (const part of all) for (const name of this.hiddenIn(part, direction, inner)) hidden.add(name);
    const [first = nothing, ...others] = alternativesOf(schema)
      .filter((each) => !isNull(each))
      .map((each) => this.hiddenIn(each, direction, inner));
    for (const name of first) if (others.every((names) => names.has(name))) hidden.add(name);
    return hidden;
  }

  private isHidden(member: unknown, direction: Direction): boolean {
    const { isReadOnly, isWriteOnly } = accessOf(member, (id) => this.contents.get(id));
    return isReadOnly !== isWriteOnly && isReadOnly === (direction === "request");
  }

  /** Whether all that a schema describes is hidden. */
  private isAll(schema: unknown, hidden: Names, passed: ReadonlySet<unknown> = new Set()): boolean {
    if (!isObject(schema) || passed.has(schema)) return false;
    const inner = new Set([...passed, schema]);
    const id = referredId(schema);
    if (id !== undefined) return this.isAll(this.contents.get(id), hidden, inner);
    const { all, members, additional, patterns } = partsOf(schema);
    if (alternativesOf(schema).length > 0 || isObject(additional) || additional === true || patterns.size > 0)
      return false;
    return (
      [...members.keys()].every((name) => hidden.has(name)) && all.every((part) => this.isAll(part, hidden, inner))
    );
  }

  /** Whether a named schema itself has hidden members, or asks for some. */
  private shows(id: string, { direction, hidden }: Context): boolean {
    const own = this.hiddenIn({ $ref: schemaReference(id) }, direction);
    return this.namesIn(this.contents.get(id), new Set()).some((name) => hidden.has(name) && !own.has(name));
  }

  private namesIn(schema: unknown, passed: Set<unknown>): readonly string[] {
    if (!isObject(schema) || passed.has(schema)) return [];
    passed.add(schema);
    const id = referredId(schema);
    if (id !== undefined) return this.namesIn(this.contents.get(id), passed);
    const { all, members, required } = partsOf(schema);
    return [...members.keys(), ...required, ...all.flatMap((part) => this.namesIn(part, passed))];
  }
}

type Names = ReadonlySet<string>;

interface Context {
  readonly direction: Direction;
  /** The names that are hidden by what the schema is part of. */
  readonly hidden: Names;
  readonly depth: number;
}

const nothing: Names = new Set();

function union(left: Names, right: Names): Names {
  if (left.size === 0) return right;
  return right.size === 0 ? left : new Set([...left, ...right]);
}

function without(schema: JsonObject, hidden: Names): JsonObject {
  const { members } = partsOf(schema);
  if (![...members.keys()].some((name) => hidden.has(name))) return withoutRequired(schema, hidden);
  const properties = {};
  for (const [name, member] of members) if (!hidden.has(name)) setOwn(properties, name, member);
  const copy = copyOf(withoutRequired(schema, hidden));
  if (Object.keys(properties).length === 0) delete copy["properties"];
  else copy["properties"] = properties;
  return copy;
}

function withoutRequired(schema: JsonObject, hidden: Names): JsonObject {
  const required = listIn(schema, "required");
  const others = required.filter((name) => !hidden.has(String(name)));
  if (others.length === required.length) return schema;
  const copy = copyOf(schema);
  if (others.length === 0) delete copy["required"];
  else copy["required"] = others;
  return copy;
}

/** Whether a schema says no more than that a value is an object. */
function saysNothing(schema: JsonObject): boolean {
  return Object.entries(schema).every(
    ([keyword, value]) => notes.has(keyword) || (keyword === "type" && value === "object"),
  );
}

/** Without the parts that say nothing; alternatives of which one says nothing say nothing. */
function withoutEmptied(schema: JsonObject, emptied: ReadonlySet<unknown>): JsonObject {
  const copy = copyOf(schema);
  const all = listIn(schema, "allOf").filter((part) => !emptied.has(part));
  if (all.length > 0) copy["allOf"] = all;
  else delete copy["allOf"];
  for (const keyword of ["anyOf", "oneOf"])
    if (listIn(schema, keyword).some((part) => emptied.has(part))) delete copy[keyword];
  return copy;
}
