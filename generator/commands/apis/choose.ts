import { basename } from "node:path";
import { placePattern } from "../../choice/text-pattern.ts";
import { didYouMean } from "../../diagnostics/suggestion.ts";
import { type Arguments, type Option, UsageError } from "../command.ts";
import type { Project } from "../projects.ts";

/** Options that choose among the APIs that a command is about. */
export const choosingOptions = {
  filter: {
    type: "string",
    value: "name",
    isRepeatable: true,
    help: "these of the APIs alone: a folder or its name, with * and **; with ! before it, all but these",
  },
  shard: { type: "string", value: "i/n", help: "one of n parts of the APIs, for as many machines" },
} as const satisfies Record<string, Option>;

/** The APIs that `--filter` and `--shard` choose, in the order of before. */
export function chosenOf(projects: readonly Project[], args: Pick<Arguments, "text" | "texts">): readonly Project[] {
  const filtered = filteredBy(args.texts("filter"), projects);
  const shard = args.text("shard");
  if (shard === undefined) return filtered;
  const [, part, parts] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(shard)?.map(Number) ?? [];
  if (part === undefined || parts === undefined || part > parts)
    throw new UsageError(`"--shard" must be i/n with i from 1 to n, not "${shard}"`, "such as --shard 1/4");
  // neighbours often are of one size
  return filtered.filter((_, index) => index % parts === part - 1);
}

/** Those that one of the patterns names, without those that one with `!` does. */
function filteredBy(filters: readonly string[], projects: readonly Project[]): readonly Project[] {
  const [without, named] = [true, false].map((isWithout) =>
    filters.filter((filter) => filter.startsWith("!") === isWithout),
  );
  const all = projects.map((project) => ({ project, names: namesOf(project) }));
  const found = (filter: string) => {
    const pattern = filter.replace(/^!/, "").replaceAll("\\", "/");
    const fits = placePattern(pattern);
    const those = all.filter(({ names }) => names.some((name) => fits.test(name)));
    if (those.length === 0) throw unknown(pattern, all);
    return those.map(({ project }) => project);
  };
  const wanted = named!.length === 0 ? projects : named!.flatMap(found);
  const unwanted = without!.flatMap(found);
  return projects.filter((project) => wanted.includes(project) && !unwanted.includes(project));
}

/** What an API is called: by its folder, and by the last part of that. */
function namesOf({ name }: Project): string[] {
  const path = name.replaceAll("\\", "/");
  return [path, basename(path)];
}

function unknown(pattern: string, all: readonly { readonly names: readonly string[] }[]): UsageError {
  const near = didYouMean(
    pattern,
    all.flatMap(({ names }) => names),
  );
  const list = all.slice(0, 10).map(({ names: [name] }) => name);
  const more = all.length > list.length ? ", …" : "";
  return new UsageError(`no API is called "${pattern}"`, near ?? `the APIs are ${list.join(", ")}${more}`);
}
