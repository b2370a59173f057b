import type { Requirement } from "./scopes.ts";

/** A call that was not sent, because the scopes of its token are known and not enough. */
export class MissingScopeError extends Error {
  override readonly name: string = "MissingScopeError";
  /** The operation's public name. */
  readonly operation: string;
  /** What the operation needs: alternatives of sets. */
  readonly needs: Requirement;
  /** What the client or its token has. */
  readonly has: readonly string[];
  /** What to add, of the alternative that lacks least. */
  readonly missing: readonly string[];

  /** `owner` has the scopes: `the client`, or `the token`. */
  constructor(
    operation: string,
    { needs, has, missing, owner }: Pick<MissingScopeError, "needs" | "has" | "missing"> & { owner: string },
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
