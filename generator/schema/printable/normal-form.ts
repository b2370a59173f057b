import { isObject, type JsonObject, listIn } from "../../document/json.ts";
import type { TypeName } from "../keywords.ts";
import { allowsLongIntegers, isLongInteger } from "../long-integers.ts";
import { referredId } from "../references.ts";
import { statedTypes } from "../types.ts";
import { isSchema } from "../walk.ts";
import { Compositions, type Extra, type Printing } from "./compositions.ts";
import { type Conjunction, conjunctionOf, isOfObjects } from "./conjunction.ts";
import { Declared } from "./declared.ts";
import { either, type Form, nothing, nullForm, objectForm, ownForm } from "./form.ts";
import { Labels, type Naming } from "./labels.ts";

/** The schemas of one API. */
export interface Named extends Naming {
  /** By id; none is itself by composition alone. */
  readonly contents: ReadonlyMap<string, unknown>;
}

/** Types that stay as they are beside one another. */
const primitives: ReadonlySet<TypeName> = new Set(["string", "number", "integer", "boolean"]);

/** The keywords by which more is said of a value than by its type. */
const elsewhere = ["allOf", "anyOf", "oneOf", "enum", "const"] as const;

/** The keywords about members that are not listed, and what a printer might take for one. */
const ofFurtherMembers = [
  ...(["additionalProperties", "patternProperties", "propertyNames", "unevaluatedProperties", "$defs"] as const),
];

const none: ReadonlyMap<string, Extra> = new Map();

/** Brings schemas into their forms, which say the same of the same values. */
export class NormalForm implements Printing {
  private readonly contents: ReadonlyMap<string, unknown>;
  private readonly labels: Labels;
  private readonly compositions: Compositions;
  private readonly sources = new WeakMap<object, JsonObject>();
  readonly declared: Declared;

  constructor(named: Named) {
    const { contents } = named;
    this.contents = contents;
    this.declared = new Declared(contents);
    this.labels = new Labels(named, this.declared);
    this.compositions = new Compositions(this, this.declared, this.labels);
  }

  /** The schema that a form is of, which has what is told to people. */
  sourceOf(form: unknown): unknown {
    return isObject(form) ? (this.sources.get(form) ?? form) : form;
  }

  /** The form of a named schema. */
  named(id: string): Form {
    const schema = this.contents.get(id);
    if (!isObject(schema)) return this.of(schema);
    const plain = this.plain(schema);
    if (plain !== undefined) return plain;
    const conjunction = conjunctionOf(schema);
    return this.ofConjunction(conjunction, this.compositions.inherited(id, conjunction));
  }

  /** The form of a schema. */
  of(schema: unknown): Form {
    if (!isObject(schema)) return schema !== false;
    return this.plain(schema) ?? this.ofConjunction(conjunctionOf(schema), none);
  }

  /** The form of a reference, or of a schema of one type that is not composed: most are, and need no gathering. */
  private plain(schema: JsonObject): Form | undefined {
    if (referredId(schema) !== undefined) return schema;
    const { type } = schema;
    if (type === undefined || elsewhere.some((keyword) => schema[keyword] !== undefined)) return undefined;
    const hasFurtherMembers = () => ofFurtherMembers.some((keyword) => schema[keyword] !== undefined);
    if (typeof type !== "string") {
      const types = statedTypes(schema);
      if (types.every(isPrimitive)) return schema;
      const isObjectOrNull = types.length === 2 && types.includes("object") && types.includes("null");
      return isObjectOrNull && !hasFurtherMembers() ? either([this.plainObject(schema), nullForm]) : undefined;
    }
    if (type === "array") {
      const form = this.array(schema);
      return isObject(form) && form["type"] === type && form["items"] === schema["items"] ? schema : form;
    }
    if (type !== "object") return schema;
    return hasFurtherMembers() ? undefined : this.plainObject(schema);
  }

  private plainObject(schema: JsonObject): Form {
    const members = isObject(schema["properties"]) ? schema["properties"] : {};
    const names = Object.keys(members);
    const required = listIn(schema, "required").filter((name) => typeof name === "string");
    if (names.length + required.length === 0) return { type: "object" };
    // in most objects all are forms: nothing is made for these
    let forms: Map<string, Form> | undefined;
    const entries = () => new Map(Object.entries(members as { readonly [name: string]: Form }));
    for (const name of names) {
      const member = members[name];
      const form = this.of(member);
      if (form === member && isObject(form)) continue;
      forms ??= entries();
      forms.set(name, this.documented(form, [member]));
    }
    for (const name of required) {
      if (Object.hasOwn(members, name)) continue;
      forms ??= entries();
      forms.set(name, true);
    }
    if (forms === undefined && schema["type"] === "object") return schema;
    return objectForm(forms ?? entries(), [...new Set(required)]);
  }

  /** The form of all that is said of a value, with further members. */
  ofConjunction(conjunction: Conjunction, extras: ReadonlyMap<string, Extra>): Form {
    if (conjunction.values !== undefined) return listed(conjunction);
    const { references, choices } = conjunction;
    const isPlain = references.length + choices.length + extras.size === 0;
    const composed = isPlain || this.compositions.composed(conjunction, extras);
    const form = composed === true ? this.ofTypes(conjunction) : composed;
    return this.takesNull(conjunction) ? either([form, nullForm]) : form;
  }

  /** Whether null stands beside the form: it says so, or all parts of it do, of which some are not printed with it. */
  private takesNull(conjunction: Conjunction): boolean {
    const { saysNull, takesNull, types, members, index, references, choices } = conjunction;
    if (saysNull) return types !== undefined && types.length > 0;
    if (!takesNull || (types === undefined && members.size + index.length === 0)) return false;
    const takes = [...references, ...choices.map(({ alternatives }) => ({ anyOf: alternatives }))].map((each) =>
      this.declared.takesNull(each),
    );
    return !takes.includes(false) && (types !== undefined || takes.includes(true));
  }

  /** Of what is said without composition: one form for each type. */
  private ofTypes(conjunction: Conjunction): Form {
    const { types, isOfArrays, said } = conjunction;
    if (types === undefined) {
      if (isOfObjects(conjunction)) return this.object(conjunction, none);
      if (isOfArrays) return this.array(said);
      const isContent = said["contentMediaType"] !== undefined || said["format"] === "binary";
      return isContent ? { ...said, type: "string" } : true;
    }
    if (types.length === 0) return conjunction.takesNull ? nullForm : nothing;
    if (types.length > 1 && types.every((type) => primitives.has(type))) return { ...said, type: types };
    return either(types.map((type) => this.ofType(type, conjunction)));
  }

  private ofType(type: TypeName, conjunction: Conjunction): Form {
    if (type === "object") return this.object(conjunction, none);
    return type === "array" ? this.array(conjunction.said) : { ...conjunction.said, type };
  }

  /** An array: places are there that `minItems` asks for, as JSON Schema has it, and what follows is a rest. */
  array({ prefixItems, items, unevaluatedItems, minItems, maxItems }: JsonObject): Form {
    const more = items ?? unevaluatedItems;
    const rest = isSchema(more) ? more : undefined;
    if (!Array.isArray(prefixItems) || prefixItems.length === 0) return list(this.of(rest));
    const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
    const first = (prefixItems as unknown[]).slice(0, most);
    return ownForm({
      kind: "tuple",
      items: first.map((item) => this.of(item)),
      optionalFrom: typeof minItems === "number" ? minItems : 0,
      ...(rest !== false && most > first.length && { rest: this.of(rest) }),
    });
  }

  /** An object with the members that are listed, and further ones. */
  object(conjunction: Conjunction, extras: ReadonlyMap<string, Extra>): Form {
    const { index, isClosed } = conjunction;
    const members = new Map<string, Form>();
    for (const [name, schemas] of conjunction.members)
      members.set(name, this.documented(extras.get(name)?.form ?? this.member(schemas), schemas));
    const required = new Set(conjunction.required);
    for (const name of required) if (!members.has(name) && !extras.has(name)) members.set(name, true);
    for (const [name, { form, isRequired }] of extras) {
      if (!members.has(name)) members.set(name, form);
      if (isRequired) required.add(name);
    }
    if (members.size + index.length === 0) return isClosed ? ownForm({ kind: "empty" }) : { type: "object" };
    const object = objectForm(members, [...required]);
    if (index.length === 0) return object;
    const values = index.map((each) => this.of(each));
    if (values.includes(true)) return ownForm({ kind: "indexed", object, values: [true], others: [] });
    return ownForm({ kind: "indexed", object, values, others: this.othersOf(conjunction) });
  }

  /** The forms of the members that are listed where references and alternatives lead. */
  private othersOf({ references, choices }: Conjunction): Form[] {
    return [...references, ...choices.flatMap(({ alternatives }) => alternatives)]
      .flatMap((part) => [...this.declared.members(part).values()].flat())
      .map((member) => this.of(member));
  }

  /** Of one member, in as many places as it is described; of lists of values that exclude each other, the last. */
  private member(schemas: readonly unknown[]): Form {
    const last = schemas.at(-1);
    if (schemas.length === 1) return this.of(last);
    if (isObject(last) && schemas.every((each) => isPrimitiveLike(each, last))) return Object.assign({}, ...schemas);
    const values = this.declared.valuesOf(last);
    const others = schemas.filter((each) => {
      const own = this.declared.valuesOf(each);
      return each === last || !own || !values || own.some((value) => values.includes(value));
    });
    return this.of({ allOf: others });
  }

  /** The form of a member, with what its schema says to people. */
  private documented(form: Form, schemas: readonly unknown[]): Form {
    // most forms are the schema, which says it all
    if (schemas.length === 1 && form === schemas[0] && form !== true && form !== false) return form;
    const objects = schemas.filter(isObject);
    const source = objects.findLast((schema) => typeof schema["description"] === "string") ?? objects.at(-1);
    if (source === undefined) return form;
    const isReadOnly = objects.some((schema) => schema["readOnly"] === true);
    const whole = form === true ? {} : form === false ? nothing : form;
    const known = { ...(whole as JsonObject), ...(isReadOnly && { readOnly: true }) };
    this.sources.set(known, source);
    return known;
  }
}

/** Listed values, as far as they are of the types. */
function listed({ values = [], types, saysNull, said }: Conjunction): Form {
  const fit = values.filter(
    (value) => value !== null && (types === undefined || types.some((type) => isOf(value, type))),
  );
  const others = values.filter((value) => value !== null);
  const some = fit.length > 0 ? fit : others;
  const list = saysNull || values.includes(null) ? [...some, null] : some;
  if (types === undefined || !some.some(isLongInteger)) return { enum: list };
  const { const: _, ...more } = said;
  const of = { ...more, type: types, enum: list };
  return allowsLongIntegers(of) ? ownForm({ kind: "integers", of }) : { enum: list };
}

function isNumeric(type: TypeName): boolean {
  return type === "integer" || type === "number";
}

function isOf(value: unknown, type: TypeName): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (isNumeric(type) && isLongInteger(value)) return true;
  return typeof value === (type === "integer" ? "number" : type);
}

/** Whether a schema says of a value no more than that it is a primitive, of the very type of another. */
function isPrimitiveLike(schema: unknown, { type }: JsonObject): boolean {
  if (!isObject(schema) || schema["type"] !== type || !primitives.has(type as TypeName)) return false;
  return schema["$ref"] === undefined && elsewhere.every((keyword) => schema[keyword] === undefined);
}

function isPrimitive(type: TypeName): boolean {
  return type === "null" || primitives.has(type);
}

/** A printer that looks whether the items are an array puts a tuple in place of the array of it. */
function list(items: Form): Form {
  const isSimple = isObject(items) && (items["$ref"] !== undefined || typeof items["type"] === "string");
  return isSimple && items["type"] !== "array" ? { type: "array", items } : ownForm({ kind: "list", items });
}
