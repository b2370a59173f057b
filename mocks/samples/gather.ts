import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { type Discriminator, discriminatorOf, valuesOfAlternative } from "../../generator/schema/discriminator.ts";
import { notes } from "../../generator/schema/keywords.ts";
import { compositionOf, type Subschema } from "../../generator/schema/parts.ts";
import { referredId } from "../../generator/schema/references.ts";
import { isSchema } from "../../generator/schema/walk.ts";
import { type Choice, Demands, hasOpposite, type Option } from "./demands.ts";
import { waysAround } from "./denials.ts";
import type { Reading } from "./reading.ts";

/** How a schema stands among those that are gathered. */
interface Standing {
  /** What it says to programs is said of the value as a whole. */
  readonly isWhole: boolean;
  /** It is one of several that hold at once, so that it cannot know all members. */
  readonly isPartial: boolean;
}

/**
 * Gathers what several schemas together ask of one value. `decisions` has the options that are taken, by the keys of
 * their choices; the others are left in `choices`.
 */
export function gather(
  schemas: readonly Subschema[],
  decisions: ReadonlyMap<string, number>,
  reading: Reading,
): Demands {
  const demands = new Demands();
  const visited = new Set<object>();
  const denied = new Set<Subschema>();
  const excluded: Subschema[] = [];
  for (const schema of schemas) visit(schema, { isWhole: true, isPartial: false });
  for (const schema of excluded) demands.exclude(schema);
  return demands;

  function visit(schema: unknown, standing: Standing): void {
    if (schema === false) demands.isImpossible = true;
    if (!isObject(schema)) return;
    const source = reading.current(schema);
    if (visited.has(source)) return;
    visited.add(source);
    if (reading.isReferred(source)) demands.referred.add(source);
    const parts = listIn(source, "allOf");
    const members = source["properties"];
    demands.add(source, parts.length > 0 || standing.isPartial);
    suggest(source, standing);
    const { $ref: reference, not: denial } = source;
    if (typeof reference === "string") visit(reading.target(reference), standing);
    const isPartial = standing.isPartial || parts.length + (isObject(members) ? 1 : 0) > 1;
    const isWhole = standing.isWhole && parts.length === 1 && !isObject(members);
    for (const part of parts) visit(part, { isWhole, isPartial });
    chooseAlternatives(source, { isPartial: standing.isPartial, isWhole: standing.isWhole && !isObject(members) });
    chooseSubtype(source, standing);
    chooseByCondition(source, standing);
    if (isSchema(denial)) deny(reading.currentOf(denial), standing);
  }

  /** What is denied of a schema that is made of others is said of these. */
  function deny(schema: Subschema, standing: Standing): void {
    if (denied.has(schema)) return;
    denied.add(schema);
    if (!isObject(schema)) {
      excluded.push(schema);
      return;
    }
    const said = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !notes.has(keyword)));
    const [keyword, ...others] = Object.keys(said);
    const parts = keyword === "anyOf" || keyword === "allOf" ? listIn(said, keyword).filter(isSchema) : [];
    const isOne = others.length === 0;
    const ways = waysAround(
      reading.derived(schema, "said", () => said),
      reading,
    );
    if (isOne && isSchema(said["not"])) visit(said["not"], standing);
    else if (isOne && (parts.length === 1 || (keyword === "anyOf" && parts.length > 0)))
      for (const part of parts) deny(reading.currentOf(part), standing);
    else if (ways.length > 0) {
      demands.isUntold = true;
      // the plain value may be right
      decide({ key: reading.key(schema, "not"), options: [[]], reserve: () => ways }, standing);
    } else excluded.push(said);
  }

  function suggest(source: JsonObject, { isWhole }: Standing): void {
    const { default: standard, "x-faker": faker } = source;
    const examples = listIn(source, "examples");
    if (isWhole && (standard !== undefined || examples.length > 0 || faker !== undefined))
      demands.suggestions.push({ examples, standard, faker });
    if (!isWhole) demands.partial.push(...[standard, ...examples.slice(0, 1)].filter(isObject));
  }

  function decide(choice: Choice, standing: Standing): void {
    const decision = decisions.get(choice.key);
    if (decision === undefined) demands.choices.push(choice);
    else {
      const { options, reserve } = choice;
      const option = options[decision] ?? reserve?.()[decision - options.length] ?? [];
      for (const schema of option) visit(schema, standing);
      const own = reading.requiredBy(options[decision] ?? []);
      for (const [name, count] of reading.demandedBy(choice))
        if (count > (own.has(name) ? 1 : 0)) demands.rivals.add(name);
    }
  }

  function chooseAlternatives(source: JsonObject, standing: Standing): void {
    const discriminator = discriminatorOf(source);
    for (const keyword of ["oneOf", "anyOf"]) {
      const alternatives = listIn(source, keyword).filter(isSchema);
      if (alternatives.length === 0) continue;
      const told = discriminator === undefined ? [] : alternatives.flatMap((each) => toldBy(discriminator, each));
      const plain = alternatives.map((each): Option => [each]);
      const options = [...(told.length > 0 ? told : plain)];
      const isExclusive = keyword === "oneOf" && alternatives.length > 1 && alternatives.every(isFlat);
      const reserve = () => [...(told.length > 0 ? plain : []), ...(isExclusive ? exclusive(alternatives) : [])];
      const hasReserve = told.length > 0 || isExclusive;
      decide({ key: reading.key(source, keyword), options, ...(hasReserve && { reserve }) }, standing);
    }
  }

  /** Each alternative without the others. */
  function exclusive(alternatives: readonly Subschema[]): readonly Option[] {
    const currents = alternatives.map((each) => reading.currentOf(each));
    const denials = currents.map((each) =>
      isObject(each) ? reading.derived(each, "not", () => ({ not: each })) : !each,
    );
    return alternatives.map((each, index) => [each, ...denials.filter((_, at) => at !== index)]);
  }

  function toldBy(discriminator: Discriminator, schema: Subschema): readonly Option[] {
    const id = referredId(schema);
    if (id === undefined) return [];
    const { values } = valuesOfAlternative(discriminator, id);
    return [[schema, reading.tagged(discriminator.propertyName, values)]];
  }

  /** A schema whose discriminator tells those apart that are made of it: the value is of one of these. */
  function chooseSubtype(source: JsonObject, standing: Standing): void {
    if (compositionOf(source).length > listIn(source, "allOf").length) return;
    const discriminator = discriminatorOf(source);
    if (discriminator === undefined) return;
    const { propertyName } = discriminator;
    const subtypes = reading.subtypesByCurrent(source);
    // a schema comes before what it is made of, so the first is the one that the others are bases of
    const [first] = [...visited].filter((each) => subtypes.has(each));
    const known = subtypes.get(first);
    const values = known?.values ?? ownValues(discriminator, reading.idOf(source));
    if (known !== undefined || values.length > 0) {
      if (values.length > 0) visit(reading.tagged(propertyName, values), standing);
    } else if (subtypes.size > 0) {
      const options = reading.derived(source, "options", () =>
        reading.subtypes(source).map(({ schema, values = [] }): Option => {
          return [schema as Subschema, ...(values.length > 0 ? [reading.tagged(propertyName, values)] : [])];
        }),
      );
      decide({ key: reading.key(source, "discriminator"), options, reserve: () => [[]] }, standing);
    }
  }

  function chooseByCondition(source: JsonObject, standing: Standing): void {
    const { if: condition, then: consequence, else: alternative, dependentSchemas } = source;
    if (isSchema(condition) && (isSchema(consequence) || isSchema(alternative))) {
      const [fulfilled, otherwise] = [consequence, alternative].map((each) => (isSchema(each) ? [each] : []));
      const options: Option[] = [
        [condition, ...(fulfilled ?? [])],
        [reading.derived(source, "else", () => ({ not: condition })), ...(otherwise ?? [])],
      ];
      decide({ key: reading.key(source, "if"), options }, standing);
    }
    for (const [name, schema] of Object.entries(isObject(dependentSchemas) ? dependentSchemas : {})) {
      if (!isSchema(schema)) continue;
      const [present, absent] = [
        reading.derived(source, `with ${name}`, () => ({ required: [name] })),
        reading.derived(source, `without ${name}`, () => ({ not: { required: [name] } })),
      ];
      const key = reading.key(source, `dependentSchemas ${name}`);
      decide({ key, options: [[schema, present], [absent]] }, standing);
    }
  }
}

function ownValues(discriminator: Discriminator, id: string | undefined): readonly string[] {
  if (id === undefined) return [];
  const { values, isMapped } = valuesOfAlternative(discriminator, id);
  return isMapped ? values : [];
}

/** What is said of values that hold no others. */
const flat = new Set(["type", "pattern", "format", "multipleOf", "enum", "const"]);

/** Whether values are soon told from those of a schema: others would be costly to make. */
function isFlat(schema: Subschema): boolean {
  return isObject(schema) && Object.keys(schema).every((keyword) => flat.has(keyword) || hasOpposite(keyword));
}
