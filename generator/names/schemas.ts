import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { sortedUnique } from "../document/order.ts";
import { clashEvents, type Named } from "./clash.ts";
import { diagnose } from "./events/diagnose.ts";
import { type NamingEvent, sortEvents } from "./events/event.ts";
import { pascalCase } from "./identifiers/identifier.ts";
import { safeName } from "./identifiers/reserved.ts";
import { caseOf, spellCase, spellSymbols } from "./identifiers/spelling.ts";
import { type InputNames, nameInputs } from "./inputs.ts";
import { type Lock, type LockedSchema, typeNames } from "./lock/lock.ts";
import { matchSchemas, type SchemaMatch } from "./lock/schema-match.ts";
import { componentName, lineBefore } from "./lock/schema-moves.ts";
import type { SchemaToName } from "./registration.ts";
import { resolveNames } from "./resolve.ts";

/** A schema and its exported type. */
export interface NamedSchema {
  readonly schema: SchemaToName;
  readonly name: string;
  /** Deprecated names that are locked for some of its sources, from before they were equivalent. */
  readonly aliases: readonly string[];
  /** The names of what requests hold in place of it; left out where that is the same. */
  readonly input?: { readonly name: string; readonly aliases: readonly string[] };
}

/** The type names of an API's schemas, what happened to them, and the lock that keeps them. */
export interface NamedSchemas {
  /** In code-point order of their first source. */
  readonly schemas: readonly NamedSchema[];
  /** The name by source. */
  readonly names: ReadonlyMap<string, string>;
  readonly events: readonly NamingEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** The given lock with the schemas as they are now. */
  readonly lock: Lock;
}

/** Names the exported type of every schema: a pure function of the set of schemas and the lock. */
export function nameSchemas(
  schemas: readonly SchemaToName[],
  { lock, prune = false }: { readonly lock: Lock; readonly prune?: boolean },
): NamedSchemas {
  const { matches, removed } = matchSchemas(schemas, lock.schemas);
  const tombstones = prune ? new Map<string, LockedSchema>() : removed;
  const fixed = new Map(
    matches.flatMap(({ key, lockedName }) => (lockedName === undefined ? [] : [[key, lockedName]])),
  );
  const removedNames = [...tombstones.values()].flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const removedInputs = [...tombstones.values()].flatMap(({ input = [], inputAliases = [] }) =>
    [input, inputAliases].flat(),
  );
  const aliases = matches.flatMap((match) => match.aliases);
  const lockedInputs = matches.flatMap((match) => match.lockedInputs);
  const resolved = resolveNames(
    matches.map((match) => ({
      key: match.key,
      wanted: wantedType(match),
      qualified: () => qualifiedTypes(match),
      ...plainnessOf(match),
    })),
    { locked: fixed, taken: [...removedNames, ...removedInputs, ...aliases, ...lockedInputs] },
  );
  // the input of two sources stays with the one that is left
  const reserved = [...removedNames, ...removedInputs.filter((name) => !lockedInputs.includes(name))];
  const inputs = nameInputs(matches, { names: resolved, taken: [...reserved, ...aliases, ...resolved.values()] });
  const named = matches.map(({ key, schema, aliases }): NamedSchema => {
    const { name, aliases: further } = inputs.get(key)!;
    return name === undefined
      ? { schema, name: resolved.get(key)!, aliases: [...aliases, ...further] }
      : { schema, name: resolved.get(key)!, aliases, input: { name, aliases: further } };
  });

  const events = sortEvents([
    ...matches.flatMap((match) => schemaEvents(match, resolved.get(match.key)!)),
    ...clashEvents(
      "schema",
      matches.flatMap((match) => clashing(match, resolved.get(match.key)!, inputs.get(match.key)!)),
      new Map(
        [...tombstones].flatMap(([source, { name, aliases = [] }]) => [name, ...aliases].map((each) => [each, source])),
      ),
    ),
    ...[...removed].map(
      ([source, entry]): NamingEvent => ({
        kind: prune ? "pruned" : "removed",
        subject: "schema",
        names: [...new Set(typeNames(entry))],
        keys: [source],
        places: [],
        isNew: !entry.isRemoved,
      }),
    ),
  ]);

  const sources = new Set(schemas.flatMap((schema) => schema.sources));
  const left = [...lock.schemas].filter(([source, { isRemoved }]) => !isRemoved && !sources.has(source));
  const entries = new Map<string, LockedSchema>();
  for (const [source, entry] of tombstones) entries.set(source, { ...entry, isRemoved: true });
  for (const { key, schema, aliases } of matches) {
    const names = new Set([resolved.get(key)!, ...aliases]);
    const lines = left.filter(([, each]) => names.has(each.name));
    for (const source of schema.sources) {
      const line = lock.schemas.get(source) ?? lineBefore(source, lines);
      const { name: before = "", isRemoved = false } = line ?? {};
      const name = !isRemoved && aliases.includes(before) ? before : resolved.get(key)!;
      const content = componentName(source) === undefined ? schema.content?.() : undefined;
      const recognized = content === undefined ? {} : { content };
      const others = sortedUnique([resolved.get(key)!, ...aliases]).filter((each) => each !== name);
      const further = others.length === 0 ? {} : { aliases: others };
      entries.set(source, { name, ...further, ...inputFields({ name, key, line }), ...recognized, isRemoved: false });
    }
  }

  /** The inputs that a source has in the lock from now on, first the one that it had in its line. */
  function inputFields({
    name,
    key,
    line,
  }: {
    name: string;
    key: string;
    line: LockedSchema | undefined;
  }): Pick<LockedSchema, "input" | "inputAliases"> {
    const { name: own, aliases } = inputs.get(key)!;
    const kept = [...(own === undefined ? [] : [own]), ...aliases];
    const before = line?.input;
    const input =
      before !== undefined && kept.includes(before) ? before : name === resolved.get(key) ? kept[0] : undefined;
    const others = sortedUnique(kept.filter((each) => each !== input));
    return { ...(input !== undefined && { input }), ...(others.length > 0 && { inputAliases: others }) };
  }

  return {
    schemas: named,
    names: new Map(named.flatMap(({ schema, name }) => schema.sources.map((source) => [source, name]))),
    events,
    diagnostics: diagnose(events),
    lock: { ...lock, schemas: entries },
  };
}

/** What a schema and its input want to be called, and are. */
function clashing(match: SchemaMatch, name: string, input: InputNames): Named[] {
  const { key, aliases } = match;
  const { place } = match.schema;
  const own = { key, wanted: wantedType(match), name, aliases, place };
  if (input.name === undefined) return [{ ...own, aliases: [...aliases, ...input.aliases] }];
  return [own, { key: `${key} in requests`, wanted: input.wanted, name: input.name, aliases: input.aliases, place }];
}

function wantedType({ schema }: SchemaMatch): string {
  return safeName(pascalCase(schema.wanted, "Schema"), "schema");
}

/** A component that is published under the name of its type is plain, less so one in capitals, or a reserved word. */
function plainnessOf(match: SchemaMatch): { plainness?: number } {
  const { wanted } = match.schema;
  if (wanted !== pascalCase(wanted, "Schema")) return {};
  return { plainness: (caseOf(wanted) === "mixed case" ? 0 : 1) + (wanted === wantedType(match) ? 0 : 2) };
}

/**
 * Names with the document name in front, then with the folder in front of that, and so on; then what a person would say
 * to tell them apart: symbols, and the case of letters.
 */
function qualifiedTypes({ schema }: SchemaMatch): string[] {
  const { qualifiers, wanted } = schema;
  const typeOf = (words: readonly string[]) =>
    safeName(pascalCase(words.map((each) => pascalCase(each, "")).join(" "), "Schema"), "schema");
  return [
    ...qualifiers.map((_, index) => typeOf([...qualifiers.slice(0, index + 1).reverse(), wanted])),
    typeOf([spellSymbols(wanted)]),
    typeOf([spellCase(wanted)]),
  ];
}

function schemaEvents(match: SchemaMatch, name: string): NamingEvent[] {
  const { key, schema, aliases, movedFrom } = match;
  const event = { subject: "schema", keys: [key], places: [schema.place] } as const;
  const events: NamingEvent[] = [];
  const wanted = pascalCase(schema.wanted, "Schema");
  if (safeName(wanted, "schema") !== wanted && name === safeName(wanted, "schema")) {
    events.push({ ...event, kind: "escaped", names: [wanted, name] });
  }
  if (aliases.length > 0) events.push({ ...event, kind: "alias", names: [name, ...aliases] });
  if (movedFrom !== undefined)
    events.push({ ...event, kind: "moved", names: [name], keys: [movedFrom, key], isNew: true });
  return events;
}
