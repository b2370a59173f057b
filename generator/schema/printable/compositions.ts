import { isObject, type JsonObject } from "../../document/json.ts";
import { onlyPart } from "../portions.ts";
import { referredId, schemaReference } from "../references.ts";
import { isNull } from "../types.ts";
import { type Choice, type Conjunction, conjunctionOf, isOfObjects, notNull } from "./conjunction.ts";
import { type Declared, nearest } from "./declared.ts";
import { all, either, type Form, nullForm, ownForm } from "./form.ts";
import type { Label, Labels } from "./labels.ts";

/** A member that stands in an object beside those that its schema lists, or in their place. */
export interface Extra {
  readonly form: Form;
  /** The only ones that it may have. */
  readonly values?: readonly unknown[];
  readonly isRequired: boolean;
  /** Whether all that is said of the member elsewhere does not hold. */
  readonly overrules: boolean;
}

/** What brings the parts of a composition into their forms. */
export interface Printing {
  of(schema: unknown): Form;
  ofConjunction(conjunction: Conjunction, extras: ReadonlyMap<string, Extra>): Form;
  object(conjunction: Conjunction, extras: ReadonlyMap<string, Extra>): Form;
  array(said: JsonObject): Form;
}

/** A part of a composition. */
interface Part {
  readonly schema: unknown;
  readonly form: Form;
  /** Names of members that do not hold, because something nearer says something else. */
  readonly without: Set<string>;
  readonly requiring: Set<string>;
}

/** How deep alternatives are taken for those that they consist of. */
const deepest = 10;

/** Brings what schemas are composed of into forms. */
export class Compositions {
  private readonly printing: Printing;
  private readonly declared: Declared;
  private readonly labels: Labels;

  constructor(printing: Printing, declared: Declared, labels: Labels) {
    this.printing = printing;
    this.declared = declared;
    this.labels = labels;
  }

  /** The discriminating members of a named schema that is built on others. */
  inherited(id: string, { members, required, references }: Conjunction): ReadonlyMap<string, Extra> {
    const extras = new Map<string, Extra>();
    for (const [name, { values, overrules }] of this.labels.inherited(id)) {
      const own = nearest((members.get(name) ?? []).map((each) => this.declared.valuesOf(each)));
      if (own !== undefined && !overrules && own.every((value) => values.includes(value))) continue;
      const isRequired = required.has(name) || references.some((each) => this.declared.requires(each, name));
      extras.set(name, { form: ownForm({ kind: "label", values }), values, isRequired, overrules });
    }
    return extras;
  }

  /** The form of references, choices and what stands beside them; true where they say nothing. */
  composed(conjunction: Conjunction, extras: ReadonlyMap<string, Extra>): Form {
    const { references, choices, members, required } = conjunction;
    const part = (schema: unknown, form: Form): Part => ({ schema, form, without: new Set(), requiring: new Set() });
    const apart = this.apart(conjunction);
    if (apart !== undefined) return either(apart.map((each) => this.composed(each, extras)));
    const referred = references.map((each) => part(each, this.printing.of(each)));
    const chosen = choices.flatMap((choice) => {
      const form = this.choice(choice, conjunction);
      return form === true ? [] : [part({ anyOf: notNull(choice) }, form)];
    });
    const parts = [...referred, ...chosen];
    this.overrule(parts, conjunction, extras);
    const beside = new Map(extras);
    const overruled = parts.flatMap(({ schema, without }) =>
      [...without].filter((name) => this.declared.requires(schema, name)),
    );
    for (const name of required) {
      if (members.has(name) || extras.has(name)) continue;
      const having = parts.filter(({ schema }) => this.declared.members(schema).has(name));
      if (having.some(({ schema }) => this.declared.requires(schema, name))) continue;
      for (const each of having) each.requiring.add(name);
      if (having.length === 0) beside.set(name, { form: true, isRequired: true, overrules: false });
    }
    const whole = { ...conjunction, required: new Set([...required, ...overruled]) };
    return all([...referred.map(formOf), ...this.own(whole, beside), ...chosen.map(formOf)]);
  }

  /**
   * What is said without a type holds of objects or arrays alone: with the alternatives that may be these, and without
   * those that may not. Undefined where there are none of one kind.
   */
  private apart(conjunction: Conjunction): readonly Conjunction[] | undefined {
    const { types, choices, references, isOfArrays } = conjunction;
    const [choice, ...others] = choices;
    const isOfObject = isOfObjects(conjunction);
    if (types !== undefined || choice === undefined || others.length + references.length > 0) return undefined;
    if (!isOfObject && !isOfArrays) return undefined;
    const type = isOfObject ? "object" : "array";
    const may = (each: unknown) => this.declared.mayBe(type, each);
    const within = choice.alternatives.filter((each) => !isNull(each) && may(each));
    const without = choice.alternatives.filter((each) => isNull(each) || !may(each));
    if (without.every(isNull)) return undefined;
    const bare = conjunctionOf({ anyOf: without });
    return within.length === 0 ? [bare] : [{ ...conjunction, choices: [{ ...choice, alternatives: within }] }, bare];
  }

  /** What is said beside references and choices. */
  private own(conjunction: Conjunction, extras: ReadonlyMap<string, Extra>): Form[] {
    const { types, members, required, index, isOfArrays, choices, said } = conjunction;
    const mayBe = (type: "object" | "array") => types === undefined || types.includes(type);
    if (members.size + index.length + extras.size > 0 && mayBe("object")) {
      if (extras.size + index.length === 0 && choices.some((choice) => this.tells(choice, conjunction))) return [];
      const names = [...required].filter((name) => members.has(name) || extras.has(name));
      return [this.printing.object({ ...conjunction, required: new Set(names) }, extras)];
    }
    const hasItems = said["items"] !== undefined || said["prefixItems"] !== undefined;
    return isOfArrays && hasItems && mayBe("array") ? [this.printing.array(said)] : [];
  }

  /** Whether each alternative that a discriminator tells has the very members that stand beside it. */
  private tells(choice: Choice, { members, required }: Conjunction): boolean {
    if (choice.discriminator === undefined) return false;
    return choice.alternatives.every((each) => {
      const own = this.declared.members(each);
      const has = ([name, schemas]: [string, readonly unknown[]]) =>
        schemas.every((schema) => own.get(name)?.includes(schema));
      return [...members].every(has) && [...required].every((name) => this.declared.requires(each, name));
    });
  }

  /** Takes members from the parts where a nearer one has other values for them: no value would be left. */
  private overrule(parts: readonly Part[], { members }: Conjunction, extras: ReadonlyMap<string, Extra>): void {
    const nearer = new Map<string, readonly unknown[]>();
    for (const [name, schemas] of members) {
      const values = nearest(schemas.map((each) => this.declared.valuesOf(each)));
      if (values !== undefined) nearer.set(name, values);
    }
    for (const [name, { values, overrules }] of extras)
      if (values !== undefined && !overrules) nearer.set(name, values);
    for (const part of [...parts].reverse()) {
      const own = this.declared.members(part.schema);
      for (const [name, { overrules }] of extras) if (overrules && own.has(name)) part.without.add(name);
      const names = parts.length > 1 ? own.keys() : [...nearer.keys()].filter((name) => own.has(name));
      for (const name of names) {
        const values = this.labels.effective(part.schema, name);
        const settled = nearer.get(name);
        if (values === undefined) continue;
        if (settled === undefined) nearer.set(name, values);
        else if (!settled.some((value) => values.includes(value))) part.without.add(name);
        else
          nearer.set(
            name,
            settled.filter((value) => values.includes(value)),
          );
      }
    }
  }

  /** One of several schemas, beside what holds of all; true where any value is one. */
  private choice(choice: Choice, outer: Conjunction): Form {
    const { discriminator } = choice;
    const alternatives = discriminator ? this.taken(choice.alternatives, choice, 0) : choice.alternatives;
    const forms = alternatives.map((each): Form => {
      if (isNull(each)) return nullForm;
      const id = idOf(each);
      if (id === undefined) return this.alternative(each, outer);
      const label =
        discriminator && this.declared.mayBe("object", each) && this.labels.ofAlternative(discriminator, id);
      return label ? this.labelled(id, discriminator.propertyName, label) : this.printing.of(each);
    });
    const takesNull =
      discriminator !== undefined && alternatives.some((each) => this.declared.takesNull(each) === true);
    return either(takesNull ? [...forms, nullForm] : forms);
  }

  /** With unions in place of what they consist of, where a discriminator knows that and not the unions. */
  private taken(alternatives: readonly unknown[], { discriminator }: Choice, depth: number): readonly unknown[] {
    return alternatives.flatMap((each) => {
      const id = idOf(each);
      const content = id === undefined ? undefined : this.declared.resolve(each);
      if (discriminator === undefined || id === undefined || !isObject(content) || depth > deepest) return [each];
      const { choices, references, members } = conjunctionOf(content);
      const [choice, ...others] = choices;
      const isUnion = choice !== undefined && others.length + references.length + members.size === 0;
      const isTold = choice?.discriminator?.propertyName === discriminator.propertyName;
      if (!isUnion || isTold || this.labels.isMapped(discriminator, id)) return [each];
      return this.taken(choice.alternatives, { alternatives: [], discriminator }, depth + 1);
    });
  }

  /** An alternative with the values of the discriminating member that stand for it. */
  private labelled(id: string, name: string, { values, overrules }: Label): Form {
    const schema = { $ref: schemaReference(id) };
    const form = this.printing.of(schema);
    const own = this.labels.inherited(id).get(name)?.values ?? this.labels.effective(schema, name);
    const isSaid = own?.length === values.length && own.every((value) => values.includes(value));
    if (isSaid && this.declared.requires(schema, name)) return form;
    const label = ownForm({ kind: "labelled", name, values });
    return all([label, overrules ? ownForm({ kind: "without", of: form, names: [name] }) : form]);
  }

  /** An alternative that is written in place: what holds of all tells its type, and what its members are. */
  private alternative(schema: unknown, outer: Conjunction): Form {
    if (!isObject(schema)) return schema === true;
    const own = conjunctionOf(schema);
    const { types, values, references, choices, members, required } = own;
    const isBare = values === undefined && references.length + choices.length === 0;
    const isTypeless = isBare && types === undefined;
    const conjunction = isTypeless ? { ...own, types: outer.types, takesNull: false } : own;
    const isOfObject = conjunction.types?.length === 1 && conjunction.types[0] === "object";
    if (isBare && isOfObject && !isOfObjects(own) && isOfObjects(outer)) return true;
    const isOfArray = conjunction.types?.length === 1 && conjunction.types[0] === "array";
    if (isBare && isOfArray && outer.isOfArrays && isAny(own.said["items"]) && own.said["prefixItems"] === undefined)
      return true;
    const extras = new Map<string, Extra>();
    for (const name of required) {
      if (members.has(name) || references.some((each) => this.declared.members(each).has(name))) continue;
      const known = outer.members.get(name) ?? this.declared.members({ allOf: outer.references }).get(name);
      if (known !== undefined) extras.set(name, { form: this.presentForm(known), isRequired: true, overrules: false });
    }
    return this.printing.ofConjunction(conjunction, extras);
  }

  /** A member that is there, as it is described elsewhere: again where that is short. */
  private presentForm([schema, ...others]: readonly unknown[]): Form {
    const form = others.length === 0 && this.printing.of(schema);
    const isShort = isObject(form) && (form["$ref"] !== undefined || isShortType(form["type"]));
    return isShort ? { ...form } : ownForm({ kind: "present" });
  }
}

function isAny(schema: unknown): boolean {
  return schema === undefined || schema === true || (isObject(schema) && Object.keys(schema).length === 0);
}

function isShortType(type: unknown): boolean {
  return typeof type === "string" && type !== "object" && type !== "array";
}

/** The id of the named schema that an alternative is, with or without notes. */
function idOf(schema: unknown): string | undefined {
  const own = referredId(schema);
  if (own !== undefined || !isObject(schema)) return own;
  const only = onlyPart(schema);
  return only === undefined || only.addsNull ? undefined : idOf(only.schema);
}

function formOf({ form, without, requiring }: Part): Form {
  const rest = without.size === 0 ? form : ownForm({ kind: "without", of: form, names: [...without] });
  const names = [...requiring].filter((name) => !without.has(name));
  return names.length === 0 ? rest : ownForm({ kind: "requiring", of: rest, names });
}
