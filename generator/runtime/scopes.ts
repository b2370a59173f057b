import type { Omitted, OperationDescription, Requirement, ScopeRules } from "./core/description.ts";
import {
  type Auth,
  type Middleware,
  prepare,
  type RawOptions,
  type TokenProvider,
  type Transport,
} from "./core/transport.ts";

/** Whether granted scopes, together with all that they imply, include one. */
export function covers(granted: readonly string[], scope: string, rules: ScopeRules): boolean {
  const fold = (text: string) => (rules.isCaseSensitive ? text : text.toLowerCase());
  const wanted = fold(scope);
  return granted.map(fold).some((each) => {
    if (each === wanted) return true;
    const implied = Object.hasOwn(rules.implies, each) ? rules.implies[each]! : [];
    return implied.some((pattern) => matches(wanted, pattern));
  });
}

/** The scopes that are missing from the alternative which lacks least; none when an alternative is whole. */
export function missingScopes(
  requirement: Requirement,
  granted: readonly string[],
  rules: ScopeRules,
): readonly string[] {
  const lacks = requirement.map((set) => set.filter((scope) => !covers(granted, scope, rules)));
  return lacks.reduce((least, next) => (next.length < least.length ? next : least), lacks[0] ?? []);
}

/**
 * Whether a string fits a pattern, in which `*` stands for any text. Not by a regular expression: scopes are a
 * document's text.
 */
function matches(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}

/** A call that was not sent, because the scopes of its token are known and not enough. */
export class MissingScopeError extends Error {
  override readonly name: string = "MissingScopeError";
  /** The operation's public name. */
  readonly operation: string;
  /** What the operation needs: alternatives of sets. */
  readonly needs: Requirement;
  /** What the client or its token has. */
  readonly has: readonly string[];
  /** What to add, by the alternative that lacks least. */
  readonly missing: readonly string[];

  /** `owner` has the scopes: `the client`, or `the token`. */
  constructor(
    operation: string,
    {
      needs,
      has,
      missing,
      owner,
    }: Pick<MissingScopeError, "needs" | "has" | "missing"> & { owner: string },
  ) {
    const alternatives = needs.map((set) => listOf(set)).join(", or ");
    super(
      `${operation} needs the scopes ${alternatives}; ${owner} has ${listOf(has) || "none"}: add ${listOf(missing)}`,
    );
    this.operation = operation;
    this.needs = needs;
    this.has = has;
    this.missing = missing;
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, message, operation, needs, has, missing } = this;
    return { name, message, operation, needs, has, missing };
  }
}

/** Scopes as prose, each as a JSON text: whatever a document calls a scope, it stays on its line. */
function listOf(scopes: readonly string[]): string {
  return scopes.map((scope) => JSON.stringify(scope)).join(" and ");
}

/** What is known about the scopes of a client's tokens. */
export interface Grant {
  /** The scopes that tokens are requested with. Left out: not known. */
  readonly scopes?: readonly string[] | undefined;
  /** What the token endpoint granted counts as well, where this can tell. */
  readonly auth?: Auth | object | undefined;
}

/** Tells what the token endpoint granted, where one of the credentials alone can; undefined where none can. */
function grantedBy({ auth }: Grant): (() => readonly string[] | undefined) | undefined {
  const all: unknown[] = typeof auth === "object" ? Object.values(auth) : [auth];
  const [first, ...others] = all.flatMap((each) => {
    const { scopes } = (each ?? {}) as Partial<TokenProvider>;
    return typeof each === "function" && scopes ? [() => scopes.call(each)] : [];
  });
  return others.length === 0 ? first : undefined;
}

/** The options that operations pass to the raw client. */
interface Guarded extends RawOptions {
  readonly description?: OperationDescription;
  readonly omit?: Omitted;
}

/**
 * The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. Where the
 * token endpoint has yet to say what it grants, the request gets its token first. A request to another server than the
 * API needs none.
 */
export function withScopes<T extends Transport>(transport: T, grant: Grant, rules: ScopeRules): T {
  const { raw } = transport;
  const mayLearn = grantedBy(grant) !== undefined;
  return {
    ...transport,
    raw: {
      ...raw,
      request(method, path, init = {}) {
        const { description, omit, middleware = [] } = init as Guarded;
        if (!mayLearn || !description || omit) return raw.request(method, path, init);
        // It runs once there is a token, before which the token endpoint may not have said what it grants.
        const refuseGranted: Middleware = { onRequest: () => refuse(description, grant, rules) };
        return raw.request(method, path, { ...init, middleware: [refuseGranted, ...middleware] });
      },
    },
    [prepare]: async (description, args, options) => {
      if (!options.omit) refuse(description, grant, rules);
      return (await transport[prepare]?.(description, args, options)) ?? args;
    },
  } satisfies Transport;
}

/** Whether nothing is known to be missing for an operation. */
export function isGranted(
  description: OperationDescription,
  grant: Grant,
  rules: ScopeRules,
): boolean {
  return findMissing(description, grant, rules) === undefined;
}

/**
 * Returns a function that tells of operations, by name, whether nothing is known to be missing for them. It throws a
 * TypeError for an unknown operation. `operations` may be the namespace of a module.
 */
export function canCall<Name extends string>(
  operations: { readonly [Key in Name]: { readonly description: OperationDescription } },
  grant: Grant,
  rules: ScopeRules,
): (operation: Name) => boolean {
  return (name) => {
    if (!Object.hasOwn(operations, name)) throw new TypeError(`there is no operation "${name}"`);
    return isGranted(operations[name].description, grant, rules);
  };
}

function refuse(description: OperationDescription, grant: Grant, rules: ScopeRules): void {
  const found = findMissing(description, grant, rules);
  if (found)
    throw new MissingScopeError(description.name, { ...found, needs: description.scopes ?? [] });
}

function findMissing({ scopes = [] }: OperationDescription, grant: Grant, rules: ScopeRules) {
  const known = {
    "the client": grant.scopes,
    "the token": grantedBy(grant)?.(),
  };
  return Object.entries(known)
    .map(([owner, has]) => ({
      owner,
      has: has ?? [],
      missing: has ? missingScopes(scopes, has, rules) : [],
    }))
    .find(({ missing }) => missing.length > 0);
}
