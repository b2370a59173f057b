import type { OperationDescription, Without } from "./description.ts";
import { MissingScopeError } from "./missing-scope-error.ts";
import { missingScopes, type ScopeRules } from "./scopes.ts";
import type { RawOptions } from "./transport.ts";
import { type Auth, type Middleware, prepare, type Transport } from "./transport.ts";

/** What is known of the scopes of a client's tokens. */
export interface Grant {
  /** The scopes that tokens are requested with. Left out: not known. */
  readonly scopes?: readonly string[] | undefined;
  /** What the token endpoint granted counts as well, where this can tell. */
  readonly auth?: Auth | undefined;
}

/** What operations give the raw client. */
interface Guarded extends RawOptions {
  readonly description?: OperationDescription;
  readonly without?: Without;
}

/**
 * The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. Where the token
 * endpoint has yet to say what it grants, the request gets its token first. A request to another server than the API needs
 * none.
 */
export function withScopes<T extends Transport>(transport: T, grant: Grant, rules: ScopeRules): T {
  const { raw } = transport;
  const mayLearn = typeof grant.auth === "function" && grant.auth.scopes !== undefined;
  return {
    ...transport,
    raw: {
      ...raw,
      request(method, path, init = {}) {
        const { description, without, middleware = [] } = init as Guarded;
        if (!mayLearn || !description || without) return raw.request(method, path, init);
        // It runs when the token is there, before which the token endpoint may not have said what it grants.
        const refuseGranted: Middleware = { onRequest: () => refuse(description, grant, rules) };
        return raw.request(method, path, { ...init, middleware: [refuseGranted, ...middleware] });
      },
    },
    [prepare]: async (description, args, options) => {
      if (!options.without) refuse(description, grant, rules);
      return (await transport[prepare]?.(description, args, options)) ?? args;
    },
  } satisfies Transport;
}

/** Whether nothing is known to be missing for an operation. */
export function isGranted(description: OperationDescription, grant: Grant, rules: ScopeRules): boolean {
  return findMissing(description, grant, rules) === undefined;
}

/**
 * Tells of operations, by name, whether nothing is known to be missing for them. What it gives throws a TypeError for an
 * operation that is not there. `operations` may be the namespace of a module.
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
  if (found) throw new MissingScopeError(description.name, { ...found, needs: description.scopes ?? [] });
}

function findMissing({ scopes = [] }: OperationDescription, grant: Grant, rules: ScopeRules) {
  const { auth } = grant;
  const known = { "the client": grant.scopes, "the token": typeof auth === "function" ? auth.scopes?.() : undefined };
  return Object.entries(known)
    .map(([owner, has]) => ({ owner, has: has ?? [], missing: has ? missingScopes(scopes, has, rules) : [] }))
    .find(({ missing }) => missing.length > 0);
}
