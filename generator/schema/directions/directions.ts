import { isObject, type JsonObject, listIn, setOwn } from "../../document/json.ts";
import { discriminatorOf, withReferences } from "../discriminator.ts";
import { inPlace, notes } from "../keywords.ts";
import { alternativesOf, partsOf, type Subschema } from "../parts.ts";
import { contentsById, referredId, schemaReference } from "../references.ts";
import { isNull } from "../types.ts";
import { childrenOf, copyOf, schemasIn, withChildren } from "../walk.ts";
import { accessOf } from "./access.ts";
import { discriminatingMembers } from "./discriminating.ts";
import { dividedSchemas, hasAccess, referredBy, type SchemaKnowledge } from "./divided.ts";

/** Which way a value goes. */
export type Direction = "request" | "response";

/** The id of what requests hold in place of a divided schema; no id in a document has a colon. */
export function inputId(id: string): string {
  return `${id}:input`;
}

/** How many references in one schema have what they refer to in their place. */
const mostWritten = 100;

/**
 * Schemas as requests and responses see them: without the members that only the other has, which nothing asks for
 * either. A divided schema keeps its id in responses; requests refer to it by its `inputId`.
 */
export class Directions {
  /** The ids of the schemas that differ. */
  readonly divided: ReadonlySet<string>;
  /** What is known of the schemas. */
  private readonly known: SchemaKnowledge;
  private readonly concerned = new WeakMap<object, boolean>();
  private readonly hidden = new Map<Direction, ReadonlyMap<string, Names>>();
  private readonly names = new Map<string, Names>();

  constructor(
    schemas: readonly { readonly id: string; readonly schema: unknown }[],
    divided: ReadonlySet<string> = dividedSchemas(schemas),
  ) {
    this.known = {
      contents: contentsById(schemas),
      discriminating: divided.size > 0 ? discriminatingMembers(schemas) : new Map(),
    };
    this.divided = divided;
  }

  /** A schema as one direction sees it; the very schema where there is no difference. */
  seen<Schema>(schema: Schema, direction: Direction): Schema | Subschema {
    return isObject(schema) ? this.value(schema, { direction, hidden: nothing, written: { count: 0 } }) : schema;
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

  private reference(schema: JsonObject, id: string, { direction }: Context): JsonObject {
    return direction === "request" && this.divided.has(id) ? { ...schema, $ref: schemaReference(inputId(id)) } : schema;
  }

  /** A schema that holds together with others. */
  private part(schema: Subschema, context: Composition): Subschema {
    if (!isObject(schema)) return schema;
    const id = referredId(schema);
    if (id === undefined) return this.composed(schema, context);
    // a base that knows nothing of it has the member too, or asks for it
    if (context.hidden.size === 0 || context.written.count >= mostWritten || !this.shows(id, context))
      return this.reference(schema, id, context);
    context.written.count += 1;
    return this.part((this.known.contents.get(id) ?? true) as Subschema, context);
  }

  private composed(schema: JsonObject, context: Composition): JsonObject {
    const { direction, hidden, isKept, written } = context;
    if (hidden.size === 0 && !this.isConcerned(schema)) return schema;
    const told = this.isTold(schema, context) ? schema : withoutDiscriminator(schema);
    const laid = isKept ? withoutRequired(told, hidden) : without(told, hidden);
    const seen = new Map<unknown, Subschema>();
    const emptied = new Set<unknown>();
    for (const { keyword, schema: child } of childrenOf(laid)) {
      if (keyword === "not") continue;
      const isPart = inPlace.has(keyword);
      // an alternative that has a name stays what a discriminator calls it
      const isOwn = isPart && referredId(child) === undefined;
      const changed =
        keyword === "allOf"
          ? this.part(child, context)
          : this.value(child, { direction, hidden: isOwn ? hidden : nothing, written });
      seen.set(child, changed);
      if (isPart && changed !== child && isObject(changed) && saysNothing(changed)) emptied.add(changed);
    }
    const changed = withChildren(laid, (child) => seen.get(child) ?? child);
    const whole = emptied.size === 0 ? changed : withoutEmptied(changed, emptied);
    return direction === "request" ? withReferences(whole, (id) => (this.divided.has(id) ? inputId(id) : id)) : whole;
  }

  /** Whether alternatives have the member by which they are told apart. */
  private isTold(schema: JsonObject, { direction, hidden }: Context): boolean {
    const name = schema["discriminator"] === undefined ? undefined : discriminatorOf(schema)?.propertyName;
    if (name === undefined) return true;
    return !hidden.has(name) && !alternativesOf(schema).some((each) => this.hiddenIn(each, direction).has(name));
  }

  /** Whether a schema, or one below it that has no name, is or refers to one that directions see differently. */
  private isConcerned(schema: JsonObject): boolean {
    const known = this.concerned.get(schema);
    if (known !== undefined) return known;
    let isConcerned = false;
    for (const each of schemasIn([schema])) {
      isConcerned = hasAccess(each, this.known) || referredBy(each).some((id) => this.divided.has(id));
      if (isConcerned) break;
    }
    this.concerned.set(schema, isConcerned);
    return isConcerned;
  }

  /** The names of the members of an object that a direction does not have, wherever it describes them. */
  private hiddenIn(schema: unknown, direction: Direction, known = this.hiddenById(direction)): Names {
    if (!isObject(schema)) return nothing;
    const id = referredId(schema);
    if (id !== undefined) return known.get(id) ?? nothing;
    const { all, members } = partsOf(schema);
    const hidden = new Set<string>();
    const discriminating = this.known.discriminating?.get(schema);
    for (const [name, member] of members)
      if (!discriminating?.has(name) && this.isHidden(member, direction)) hidden.add(name);
    for (const part of all) for (const name of this.hiddenIn(part, direction, known)) hidden.add(name);
    const [first = nothing, ...others] = alternativesOf(schema)
      .filter((each) => !isNull(each))
      .map((each) => this.hiddenIn(each, direction, known));
    for (const name of first) if (others.every((names) => names.has(name))) hidden.add(name);
    return hidden;
  }

  /** The same of each divided schema: bases may lead back, so it is asked until nothing is added. */
  private hiddenById(direction: Direction): ReadonlyMap<string, Names> {
    const known = this.hidden.get(direction);
    if (known !== undefined) return known;
    const hidden = new Map<string, Names>();
    const ids = [...this.divided];
    for (let hasGrown = true; hasGrown; ) {
      hasGrown = false;
      // a chain is done in two rounds, whichever of its ends comes first
      for (const id of ids.reverse()) {
        const names = this.hiddenIn(this.known.contents.get(id), direction, hidden);
        if (names.size === (hidden.get(id)?.size ?? 0)) continue;
        hidden.set(id, names);
        hasGrown = true;
      }
    }
    this.hidden.set(direction, hidden);
    return hidden;
  }

  private isHidden(member: unknown, direction: Direction): boolean {
    const { isReadOnly, isWriteOnly } = accessOf(member, (id) => this.known.contents.get(id));
    return isReadOnly !== isWriteOnly && isReadOnly === (direction === "request");
  }

  /** Whether all that a schema describes is hidden. */
  private isAll(root: unknown, hidden: Names): boolean {
    const passed = new Set<unknown>();
    const open = [root];
    while (open.length > 0) {
      const schema = open.pop();
      if (!isObject(schema)) return false;
      if (passed.has(schema)) continue;
      passed.add(schema);
      const id = referredId(schema);
      if (id !== undefined) {
        open.push(this.known.contents.get(id));
        continue;
      }
      const { all, members, additional, patterns } = partsOf(schema);
      const isOpen = isObject(additional) || additional === true || patterns.size > 0;
      if (isOpen || alternativesOf(schema).length > 0) return false;
      if (![...members.keys()].every((name) => hidden.has(name))) return false;
      open.push(...all);
    }
    return true;
  }

  /** Whether a named schema itself has hidden members, or asks for some. */
  private shows(id: string, { direction, hidden }: Context): boolean {
    const own = this.hiddenById(direction).get(id) ?? nothing;
    for (const name of this.namesOf(id)) if (hidden.has(name) && !own.has(name)) return true;
    return false;
  }

  /** The names of the members that a named schema describes or asks for, those of its bases included. */
  private namesOf(root: string): Names {
    const known = this.names.get(root);
    if (known !== undefined) return known;
    const names = new Set<string>();
    const passed = new Set<unknown>();
    const open = [this.known.contents.get(root)];
    while (open.length > 0) {
      const schema = open.pop();
      if (!isObject(schema) || passed.has(schema)) continue;
      passed.add(schema);
      const id = referredId(schema);
      if (id !== undefined) {
        open.push(this.known.contents.get(id));
        continue;
      }
      const { all, members, required } = partsOf(schema);
      for (const name of members.keys()) names.add(name);
      for (const name of required) names.add(name);
      open.push(...all);
    }
    this.names.set(root, names);
    return names;
  }
}

type Names = ReadonlySet<string>;

interface Context {
  readonly direction: Direction;
  /** The names that are hidden by what the schema is part of. */
  readonly hidden: Names;
  /** How many references have what they refer to in their place by now. */
  readonly written: { count: number };
}

interface Composition extends Context {
  /** Whether all members are there in spite of being hidden. */
  readonly isKept: boolean;
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

function withoutDiscriminator({ discriminator: _, ...schema }: JsonObject): JsonObject {
  return schema;
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
