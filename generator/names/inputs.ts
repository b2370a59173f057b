import { foldCase } from "./identifiers/identifier.ts";
import { safeName } from "./identifiers/reserved.ts";
import type { SchemaMatch } from "./lock/schema-match.ts";
import { type Candidate, resolveNames } from "./resolve.ts";

/** The names of what requests hold in place of a schema. */
export interface InputNames {
  readonly wanted: string;
  /** Left out where requests hold the same. */
  readonly name?: string;
  /** Further names that are locked. */
  readonly aliases: readonly string[];
}

/**
 * Names what requests hold in place of schemas, by the key of these: `ThingInput`. `names` are those of the schemas, by
 * key, and `taken` all that are given: none of these is moved. A name that is locked stays, also where requests hold
 * the same by now.
 */
export function nameInputs(
  matches: readonly SchemaMatch[],
  { names, taken }: { readonly names: ReadonlyMap<string, string>; readonly taken: readonly string[] },
): Map<string, InputNames> {
  const used = new Set(taken.map(foldCase));
  const kept = new Map<string, readonly string[]>();
  for (const { key, lockedInputs } of matches) {
    const own = lockedInputs.filter((name) => !used.has(foldCase(name)));
    for (const name of own) used.add(foldCase(name));
    kept.set(key, own);
  }
  const divided = matches.filter(({ schema }) => schema.isDivided);
  const resolved = resolveNames(
    divided.map(({ key }) => candidate(key, names.get(key)!)),
    {
      locked: new Map(
        divided.flatMap(({ key }) =>
          kept
            .get(key)!
            .slice(0, 1)
            .map((name) => [key, name] as const),
        ),
      ),
      taken: [...taken, ...[...kept.values()].flat()],
    },
  );
  return new Map(
    matches.map(({ key }): [string, InputNames] => {
      const name = resolved.get(key);
      const { wanted } = candidate(key, names.get(key)!);
      const aliases = kept.get(key)!.filter((each) => each !== name);
      return [key, { wanted, ...(name !== undefined && { name }), aliases }];
    }),
  );
}

function candidate(key: string, name: string): Candidate {
  const qualified = () => ["Request", "RequestInput"].map((suffix) => safeName(`${name}${suffix}`, "schema"));
  return { key, wanted: safeName(`${name}Input`, "schema"), qualified };
}
