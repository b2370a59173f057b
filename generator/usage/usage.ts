import { resolve } from "node:path";
import { byCodePoint } from "../document/order.ts";
import { includes, meets, type Requirement } from "../scopes/requirement.ts";
import { Clients, type GeneratedClient } from "./client.ts";
import { type LeastSet, leastSet } from "./least-set.ts";
import { readCode } from "./program.ts";
import { findUses, type UnknownUse, type Use } from "./uses.ts";

/** An operation that code uses, and where. */
export interface UsedOperation {
  readonly name: string;
  readonly requirement: Requirement;
  readonly uses: readonly Pick<Use, "kind" | "place">[];
}

/** How granted scopes fit what code needs. */
export interface GrantFit {
  readonly granted: readonly string[];
  /** The least that is to be added. */
  readonly add: LeastSet;
  /** What cannot be called. */
  readonly lacking: readonly UsedOperation[];
  /** What no use needs, or others of the granted scopes include. */
  readonly unused: readonly string[];
  /** What none of the client's documents and settings names. */
  readonly unknown: readonly string[];
}

/** What code does with one generated client, and the scopes that it needs for that. */
export interface Usage {
  /** The client's package, or its folder. */
  readonly client: string;
  readonly operations: readonly UsedOperation[];
  readonly unknown: readonly UnknownUse[];
  readonly least: LeastSet;
  readonly fit?: GrantFit;
}

/** What is asked of code. */
export interface UsageOptions {
  /** The scopes that its tokens have. Default: nothing is said of them. */
  readonly granted?: readonly string[];
}

/**
 * What the code of a tsconfig file, or of the folder that has one, does with each generated client in it. Gives an
 * empty array where there is none.
 *
 * @throws {CodeError} where the code cannot be read.
 */
export function usageOf(tsconfig: string, { granted }: UsageOptions = {}): Usage[] {
  const { program, files } = readCode(tsconfig);
  // parents, which nodes have once they are bound, are asked for
  program.getTypeChecker();
  const clients = new Clients(resolve(), (file) => program.getSourceFile(file));
  const found = clients.find(program.getSourceFiles());
  const own = files.filter(({ fileName }) => !found.some(({ folder }) => fileName.startsWith(`${folder}/`)));
  const { uses, unknown } = findUses(program, own, clients);
  return found.map((client) => {
    const operations = operationsOf(uses.filter(({ operation }) => operation.client === client));
    const needs = operations.map(({ requirement }) => requirement);
    return {
      client: client.name,
      operations,
      unknown: unknown.filter((use) => use.client === client),
      least: leastSet(needs, client),
      ...(granted && { fit: fitOf(granted, operations, client) }),
    };
  });
}

function operationsOf(uses: readonly Use[]): UsedOperation[] {
  const found = new Map<string, UsedOperation & { uses: Pick<Use, "kind" | "place">[] }>();
  for (const { operation, kind, place } of uses) {
    const { name, requirement } = operation;
    const used = found.get(name) ?? { name, requirement, uses: [] };
    used.uses.push({ kind, place });
    found.set(name, used);
  }
  return [...found.values()].sort((a, b) => byCodePoint(a.name, b.name));
}

function fitOf(granted: readonly string[], operations: readonly UsedOperation[], client: GeneratedClient): GrantFit {
  const { rules, known } = client;
  const lacking = operations.filter(({ requirement }) => !meets(granted, requirement, rules));
  const needed = leastSet(
    operations.map(({ requirement }) => requirement),
    { rules, known, from: granted },
  );
  const open = lacking.map(({ requirement }) =>
    requirement.map((set) => set.filter((scope) => !includes(granted, scope, rules))),
  );
  // what is there for a scope that another one needs beside it is used, too
  const partly = lacking.flatMap(({ requirement }) => requirement.flat());
  const unused = granted.filter(
    (scope) => !needed.scopes.includes(scope) && !partly.some((each) => includes([scope], each, rules)),
  );
  return {
    granted,
    add: leastSet(open, { rules, known }),
    lacking,
    unused,
    unknown: granted.filter((scope) => !includes(known, scope, { ...rules, implies: {} })),
  };
}
