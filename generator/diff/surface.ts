import { hasPages } from "../model/features.ts";
import type { Model, Operation } from "../model/model.ts";
import type { Finding, Level } from "./finding.ts";
import type { Kind } from "./kinds.ts";
import { code } from "./schema-walk.ts";
import type { OperationPair, Sides } from "./side.ts";

/** The operations of two versions: those of both, by their names or their keys, and those of one alone. */
export interface Matched {
  readonly pairs: readonly OperationPair[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/** Matches operations by what a consumer calls them; one whose name is gone, by its key. */
export function matchOperations({ old, new: now }: Sides): Matched {
  const byName = new Map<string, Operation>();
  for (const operation of now.model.operations)
    for (const name of [...operation.aliases, operation.name]) byName.set(name, operation);
  const byKey = new Map(now.model.operations.map((operation) => [operation.key, operation]));
  const pairs: OperationPair[] = [];
  const removed: Operation[] = [];
  const taken = new Set<Operation>();
  for (const operation of old.model.operations) {
    const match = byName.get(operation.name) ?? byKey.get(operation.key);
    if (match) {
      pairs.push({ old: operation, new: match });
      taken.add(match);
    } else removed.push(operation);
  }
  return { pairs, removed, added: now.model.operations.filter((operation) => !taken.has(operation)) };
}

/** What differs in what can be imported: operations, their names, modules, types, entries, webhooks, servers. */
export function surfaceDifferences(sides: Sides, matched: Matched): Finding[] {
  const { old, new: now } = sides;
  return [
    ...operationDifferences(matched),
    ...moduleDifferences(sides, matched),
    ...schemaDifferences(sides),
    ...setDifferences(entriesOf(old.model), entriesOf(now.model), (entry, isGone) =>
      isGone
        ? found(["export-removed", "breaking"], `exports${entry}`, `the entry ${code(entry)} of the package is gone`)
        : found(["export-added", "additive"], `exports${entry}`, `the package has the entry ${code(entry)}, too`),
    ),
    ...serverDifferences(sides),
    ...webhookDifferences(sides),
  ];
}

function found(
  [kind, level]: readonly [Kind, Level],
  at: string | readonly [path: string, operation: string],
  message: string,
): Finding {
  return typeof at === "string"
    ? { kind, level, path: at, message }
    : { kind, level, path: at[0], message, operation: at[1] };
}

function operationDifferences({ pairs, removed, added }: Matched): Finding[] {
  const at = ([kind, level]: readonly [Kind, Level], message: string, name: string) =>
    found([kind, level], ["operation", name], message);
  return [
    ...removed.map(({ name, method, path }) =>
      at(
        ["operation-removed", "breaking"],
        `${code(name)} is gone: nothing describes ${code(`${method} ${path}`)} any more`,
        name,
      ),
    ),
    ...added.map(({ name, method, path }) =>
      at(["operation-added", "additive"], `${code(name)} calls ${code(`${method} ${path}`)}`, name),
    ),
    ...pairs.flatMap(({ old, new: now }) => {
      const findings: Finding[] = [];
      const [before, after] = [[old.name, ...old.aliases], new Set([now.name, ...now.aliases])];
      if (!after.has(old.name))
        findings.push(
          at(["name-changed", "breaking"], `it is called ${code(now.name)} now, not ${code(old.name)}`, old.name),
        );
      else if (now.name !== old.name)
        findings.push(
          at(["deprecated", "patch"], `it is called ${code(now.name)} now; ${code(old.name)} is deprecated`, old.name),
        );
      for (const alias of old.aliases)
        if (!after.has(alias))
          findings.push(at(["alias-removed", "breaking"], `its further name ${code(alias)} is gone`, old.name));
      for (const name of after)
        if (!before.includes(name) && after.has(old.name))
          findings.push(at(["alias-added", "additive"], `it is called ${code(name)}, too`, old.name));
      if (old.method !== now.method || old.path !== now.path)
        findings.push(at(["operation-moved", "patch"], `it calls ${code(`${now.method} ${now.path}`)} now`, old.name));
      if (!old.isDeprecated && now.isDeprecated)
        findings.push(at(["operation-deprecated", "patch"], "it is deprecated now", old.name));
      return findings;
    }),
  ];
}

/** The operations of a module leave it for good with their tag: the export that stays is deprecated, and ends. */
function moduleDifferences({ old, new: now }: Sides, { pairs }: Matched): Finding[] {
  const [before, after] = [membersOf(old.model), membersOf(now.model)];
  return pairs.flatMap(({ old: { name }, new: { name: newName } }) => {
    const modulesIn = (members: ReadonlyMap<string, readonly string[]>, of: string) =>
      [...members].filter(([, names]) => names.includes(of)).map(([module]) => module);
    return setDifferences(modulesIn(before, name), modulesIn(after, newName), (module, isGone) =>
      isGone
        ? found(["module-left", "breaking"], [`tags.${module}`, name], `the module ${code(module)} no longer has it`)
        : found(["module-added", "additive"], [`tags.${module}`, name], `the module ${code(module)} has it, too`),
    );
  });
}

function membersOf({ tags }: Model): Map<string, readonly string[]> {
  return new Map(tags.map(({ name, operations }) => [name, operations]));
}

function schemaDifferences({ old, new: now }: Sides): Finding[] {
  const namesOf = ({ schemas }: Model) => schemas.flatMap(({ name, aliases }) => [name, ...aliases]);
  return setDifferences(namesOf(old.model), namesOf(now.model), (name, isGone) =>
    isGone
      ? found(["schema-removed", "breaking"], `schemas.${name}`, `the type ${code(name)} is gone`)
      : found(["schema-added", "additive"], `schemas.${name}`, `the type ${code(name)} may be imported, too`),
  );
}

/** The entries of the package that not every one has. */
function entriesOf(model: Model): string[] {
  return [
    ...(model.oauth ? ["./auth"] : []),
    ...(hasPages(model) ? ["./pages"] : []),
    ...(model.links.length > 0 ? ["./links"] : []),
    ...(model.webhooks.length > 0 ? ["./webhooks"] : []),
  ];
}

function serverDifferences({ old, new: now }: Sides): Finding[] {
  const byName = ({ servers }: Model) => new Map(servers.map((server) => [server.name, server]));
  const [before, after] = [byName(old.model), byName(now.model)];
  const changed = [...before].flatMap(([name, { url }]) => {
    const other = after.get(name);
    return other && other.url !== url
      ? [found(["server-changed", "patch"], `server.${name}`, `the server ${code(name)} is at ${code(other.url)} now`)]
      : [];
  });
  // with one server there is no choice of one: it only has another address
  const isChoice = before.size > 1;
  const renamed = setDifferences([...before.keys()], [...after.keys()], (name, isGone) =>
    isGone
      ? found(["server-removed", isChoice ? "breaking" : "patch"], `server.${name}`, `the server ${code(name)} is gone`)
      : found(
          ["server-added", before.size === 0 || after.size > before.size ? "additive" : "patch"],
          `server.${name}`,
          `there is a server ${code(name)}`,
        ),
  );
  const [first, newFirst] = [old.model.servers[0], now.model.servers[0]];
  const isOther =
    first && newFirst && first.name !== newFirst.name && before.has(newFirst.name) && after.has(first.name);
  const standard = isOther
    ? [
        found(
          ["server-changed", "patch"],
          "server",
          `requests go to ${code(newFirst.url)} unless the client says otherwise`,
        ),
      ]
    : [];
  return [...changed, ...renamed, ...standard];
}

function webhookDifferences({ old, new: now }: Sides): Finding[] {
  const namesOf = ({ webhooks }: Model) => webhooks.map(({ name }) => name);
  const placeOf = (name: string) => {
    const webhook = [...old.model.webhooks, ...now.model.webhooks].find((each) => each.name === name);
    return `${(webhook?.operations.length ?? 0) > 0 ? "callbacks" : "webhooks"}.${name}`;
  };
  return setDifferences(namesOf(old.model), namesOf(now.model), (name, isGone) =>
    isGone
      ? found(["webhook-removed", "breaking"], [placeOf(name), name], `${code(name)} is no longer sent`)
      : found(["webhook-added", "additive"], [placeOf(name), name], `${code(name)} may be sent, too`),
  );
}

function setDifferences(
  old: readonly string[],
  now: readonly string[],
  tell: (each: string, isGone: boolean) => Finding,
): Finding[] {
  return [
    ...old.filter((each) => !now.includes(each)).map((each) => tell(each, true)),
    ...now.filter((each) => !old.includes(each)).map((each) => tell(each, false)),
  ];
}
