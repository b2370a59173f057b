import type { ModuleText } from "./compile.ts";
import type { Finding, Level } from "./finding.ts";
import type { Kind } from "./kinds.ts";
import { compareTypes, type Part } from "./parts.ts";
import { code } from "./schema-walk.ts";
import type { TypeFinding } from "./type-walk.ts";

/** A generated client by what its files declare, where there are no documents to it. */
export interface Package {
  readonly module: ModuleText;
  /** The names of its operations, aliases left out. */
  readonly operations: readonly string[];
  readonly schemas: readonly string[];
  /** The modules of tags, with the operations in each. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly entries: readonly string[];
  /** The names of an operation's types. */
  typesOf(operation: string): { readonly arguments: string; readonly data: string; readonly error: string };
}

/** What one package changes for a consumer of another: what types and exports show, and no more. */
export function comparePackages(old: Package, now: Package): Finding[] {
  const names = new Map(now.operations.flatMap((name) => namesOf(now, name).map((each) => [each, name] as const)));
  const findings: Finding[] = [];
  const add = ([kind, level]: readonly [Kind, Level], path: string, message: string, operation?: string): void => {
    findings.push({ kind, level, path, message, ...(operation !== undefined && { operation }) });
  };
  const pairs = old.operations.flatMap((name) => {
    const match = names.get(name);
    if (match === undefined) add(["operation-removed", "breaking"], "operation", `${code(name)} is gone`, name);
    return match === undefined ? [] : [[name, match] as const];
  });
  const matched = new Set(pairs.map(([, match]) => match));
  for (const name of now.operations)
    if (!matched.has(name)) add(["operation-added", "additive"], "operation", `${code(name)} may be called, too`, name);
  for (const [name, match] of pairs) {
    const known = namesOf(now, match);
    for (const alias of namesOf(old, name).slice(1))
      if (!known.includes(alias))
        add(["alias-removed", "breaking"], "operation", `its name ${code(alias)} is gone`, name);
    compareScopes(textOf(old, name), textOf(now, match), (kind, message) => add(kind, "scopes", message, name));
  }
  for (const [tag, members] of old.tags)
    for (const name of members)
      if (matched.has(names.get(name) ?? "") && now.tags.get(tag)?.includes(names.get(name)!) !== true)
        add(["module-left", "breaking"], `tags.${tag}`, `the module ${code(tag)} no longer has it`, name);
  compareSets(old.schemas, now.schemas, (name, isGone) =>
    isGone
      ? add(["schema-removed", "breaking"], `schemas.${name}`, `the type ${code(name)} is gone`)
      : add(["schema-added", "additive"], `schemas.${name}`, `the type ${code(name)} may be imported, too`),
  );
  compareSets(old.entries, now.entries, (entry, isGone) =>
    isGone
      ? add(
          ["export-removed", "breaking"],
          `exports${entry.slice(1)}`,
          `the entry ${code(entry)} of the package is gone`,
        )
      : add(["export-added", "additive"], `exports${entry.slice(1)}`, `the package has the entry ${code(entry)}, too`),
  );
  const changed = pairs.filter(([name, match]) => reachedText(old, name) !== reachedText(now, match));
  const parts = new Map(changed.map(([name, match]) => [name, partsOf([old, name], [now, match])] as const));
  const all = [...parts.values()].flat();
  if (all.length === 0) return findings;
  const types = compareTypes(all, { old: old.module, new: now.module }, () => true);
  for (const [name, own] of parts)
    for (const each of own.flatMap<TypeFinding>(types)) findings.push({ ...each, operation: name });
  return findings;
}

function textOf({ module }: Package, name: string): string {
  return module(`operations/${name}`) ?? "";
}

/** The name of an operation and its aliases, which are the very same function. */
function namesOf(given: Package, name: string): string[] {
  const aliases = [...textOf(given, name).matchAll(/^export (?:declare )?const ([\w$]+): typeof ([\w$]+)/gmu)];
  return [name, ...aliases.flatMap(([, alias = "", of]) => (of === name ? [alias] : []))];
}

/** The declarations that an operation leads to, without comments. */
function reachedText(given: Package, name: string): string {
  const reached = new Set([`operations/${name}`]);
  const texts: string[] = [];
  for (const path of reached) {
    const text = (given.module(path) ?? "").replace(/\/\*\*[\s\S]*?\*\//g, "").replace(/\s+/g, " ");
    texts.push(text);
    for (const [, schema = ""] of text.matchAll(/from "\.{1,2}\/(?:schemas\/)?([\w$-]+?)(?:\.js|\.ts)?"/gu))
      reached.add(`schemas/${schema}`);
  }
  return texts.join("\n");
}

function partsOf([old, name]: readonly [Package, string], [now, match]: readonly [Package, string]): Part[] {
  const [before, after] = [old.typesOf(name), now.typesOf(match)];
  const part = (of: "arguments" | "data" | "error", noun: string): Part => {
    const wanted = (given: Package, operation: string, type: string) =>
      new RegExp(`\\b(?:interface|type) ${type.replaceAll("$", "\\$&")}\\b`).test(textOf(given, operation))
        ? { module: `operations/${operation}`, name: type }
        : { module: "", name: "{}" };
    const isGiven = of === "arguments";
    return {
      key: `${name} ${of}`,
      path: isGiven ? "args" : of,
      direction: isGiven ? "given" : "read",
      old: wanted(old, name, before[of]),
      new: wanted(now, match, after[of]),
      noun,
    };
  };
  return [part("arguments", "the arguments"), part("data", "the result"), part("error", "the error")];
}

/** The scopes that the type of an operation names: alternatives of sets. */
function scopesIn(text: string): string[][] {
  const [, needs = ""] = /\bNeeds<([\s\S]*?)>/.exec(text) ?? [];
  return [...needs.matchAll(/\[([^\]]*)\]/g)].map(([, list = ""]) =>
    [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, scope = ""]) => scope),
  );
}

function compareScopes(old: string, now: string, tell: (kind: readonly [Kind, Level], message: string) => void): void {
  const [had, needs] = [scopesIn(old), scopesIn(now)];
  const isEnough = (grant: readonly string[], sets: readonly (readonly string[])[]) =>
    sets.length === 0 || sets.some((set) => set.every((scope) => grant.includes(scope)));
  const listed = needs.map((set) => set.map((scope) => code(scope)).join(" and ")).join(", or ");
  if (!(had.length === 0 ? [[]] : had).every((grant) => isEnough(grant, needs)))
    tell(["scope-needed", "breaking"], `a token needs ${listed} now`);
  else if (!(needs.length === 0 ? [[]] : needs).every((grant) => isEnough(grant, had)))
    tell(
      ["scope-not-needed", "additive"],
      needs.length === 0 ? "no scope is needed any more" : `${listed} is enough now`,
    );
}

function compareSets(
  old: readonly string[],
  now: readonly string[],
  tell: (each: string, isGone: boolean) => void,
): void {
  for (const each of old) if (!now.includes(each)) tell(each, true);
  for (const each of now) if (!old.includes(each)) tell(each, false);
}
