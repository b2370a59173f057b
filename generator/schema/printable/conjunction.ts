import { hasReference, isObject, type JsonObject, setOwn } from "../../document/json.ts";
import { type Discriminator, discriminatorOf } from "../discriminator.ts";
import type { TypeName } from "../keywords.ts";
import { partsOf } from "../parts.ts";
import { allowedValues, isNull, statedTypes, typesOf } from "../types.ts";
import { isSchema } from "../walk.ts";

/** Schemas of which one holds, with what tells them apart. */
export interface Choice {
  readonly alternatives: readonly unknown[];
  readonly discriminator: Discriminator | undefined;
}

/** Everything that holds of one value: what a schema says itself, and what stands in its `allOf`, gathered by kind. */
export interface Conjunction {
  /** Whether the schema itself says that null is a value. */
  readonly saysNull: boolean;
  /** Whether nothing written here refuses null. */
  readonly takesNull: boolean;
  /** But null; undefined where none are stated. */
  readonly types: readonly TypeName[] | undefined;
  readonly values: readonly unknown[] | undefined;
  /** The schemas of the listed members. */
  readonly members: ReadonlyMap<string, readonly unknown[]>;
  readonly required: ReadonlySet<string>;
  /** The schemas of further members. */
  readonly index: readonly unknown[];
  /** Whether there are no members but those that are listed. */
  readonly isClosed: boolean;
  /** Whether anything is said of arrays. */
  readonly isOfArrays: boolean;
  readonly references: readonly JsonObject[];
  readonly choices: readonly Choice[];
  /** All that is said, composition apart; of two that say the same thing, the last. */
  readonly said: JsonObject;
}

interface Draft extends Conjunction {
  types: TypeName[] | undefined;
  values: unknown[] | undefined;
  takesNull: boolean;
  isClosed: boolean;
  isOfArrays: boolean;
  members: Map<string, unknown[]>;
  required: Set<string>;
  index: unknown[];
  references: JsonObject[];
  choices: Choice[];
  said: Record<string, unknown>;
}

const compositions: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "discriminator", "$defs"]);
const keywordsOfArrays = ["items", "prefixItems", "unevaluatedItems", "contains", "minItems", "maxItems"] as const;
const keywordsOfObjects = ["properties", "additionalProperties", "patternProperties", "required"] as const;

const known = new WeakMap<object, Conjunction>();

/** What holds of the values of a schema; references are not followed. */
export function conjunctionOf(schema: JsonObject): Conjunction {
  let conjunction = known.get(schema);
  if (conjunction === undefined) {
    conjunction = gathered(schema);
    known.set(schema, conjunction);
  }
  return conjunction;
}

function gathered(schema: JsonObject): Conjunction {
  const draft: Draft = {
    saysNull: statedTypes(schema).includes("null"),
    takesNull: true,
    types: undefined,
    values: undefined,
    members: new Map(),
    required: new Set(),
    index: [],
    isClosed: false,
    isOfArrays: false,
    references: [],
    choices: [],
    said: {},
  };
  gather(schema, draft);
  return draft;
}

/** Whether an object is what is said of: a member, or that there is none. */
export function isOfObjects({ members, required, index, isClosed }: Conjunction): boolean {
  return members.size + required.size + index.length > 0 || isClosed;
}

function gather(schema: unknown, draft: Draft): void {
  if (schema === false) draft.types = [];
  if (!isObject(schema)) return;
  if (hasReference(schema)) {
    draft.references.push(schema);
    return;
  }
  gatherTypes(schema, draft);
  gatherMembers(schema, draft);
  draft.isOfArrays ||= keywordsOfArrays.some((keyword) => schema[keyword] !== undefined);
  const { all, one, any } = partsOf(schema);
  for (const keyword of Object.keys(schema)) {
    if (!compositions.has(keyword)) setOwn(draft.said, keyword, schema[keyword]);
  }
  for (const part of all) gather(part, draft);
  const discriminator = discriminatorOf(schema);
  for (const alternatives of [any, one]) {
    if (alternatives.length > 0) draft.choices.push({ alternatives, discriminator });
  }
}

function gatherTypes(schema: JsonObject, draft: Draft): void {
  const stated = statedTypes(schema);
  const values = allowedValues(schema);
  if (stated.length > 0 ? !stated.includes("null") : values !== undefined && !values.includes(null))
    draft.takesNull = false;
  const types: readonly TypeName[] = typesOf(schema);
  if (stated.length > 0) {
    const both = draft.types?.flatMap((type) => (types.includes(type) ? [type] : narrower(type, types)));
    draft.types = both === undefined || both.length === 0 ? [...types] : both;
  }
  if (values === undefined) return;
  const both = draft.values?.filter((value) => values.includes(value));
  draft.values = both === undefined || both.length === 0 ? [...values] : both;
}

/** An integer is a number. */
function narrower(type: TypeName, types: readonly TypeName[]): TypeName[] {
  const isBoth = (type === "number" && types.includes("integer")) || (type === "integer" && types.includes("number"));
  return isBoth ? ["integer"] : [];
}

function gatherMembers(schema: JsonObject, draft: Draft): void {
  if (!keywordsOfObjects.some((keyword) => schema[keyword] !== undefined) && !mayHoldMore(schema)) return;
  const { members, required, additional, patterns } = partsOf(schema);
  for (const [name, member] of members) draft.members.set(name, [...(draft.members.get(name) ?? []), member]);
  for (const name of required) draft.required.add(name);
  const others = additional ?? schema["unevaluatedProperties"];
  draft.index.push(...patterns.values());
  const names = namesIn(schema["propertyNames"]);
  if (others !== false && others !== undefined && isSchema(others) && names !== undefined && patterns.size === 0) {
    for (const name of names) if (!draft.members.has(name)) draft.members.set(name, [others === true ? {} : others]);
    draft.isClosed = true;
  } else if (others === false) draft.isClosed ||= patterns.size === 0;
  else if (isSchema(others)) draft.index.push(others);
}

function mayHoldMore(schema: JsonObject): boolean {
  return isSchema(schema["unevaluatedProperties"]);
}

function namesIn(schema: unknown): readonly string[] | undefined {
  if (!isObject(schema)) return undefined;
  const values = allowedValues(schema);
  return values?.every((value) => typeof value === "string") ? (values as string[]) : undefined;
}

/** The alternatives of a choice that are not null. */
export function notNull({ alternatives }: Choice): readonly unknown[] {
  return alternatives.filter((each) => !isNull(each));
}
