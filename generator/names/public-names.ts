import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiOperation, ApiSchema, ApiWebhook } from "../document/api.ts";
import type { NamingEvent } from "./events/event.ts";
import type { Lock } from "./lock/lock.ts";
import type { LockedArguments } from "./lock/locked-arguments.ts";

/** An operation under its public names. */
export interface PublicOperation {
  readonly key: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The names of its arguments. */
  readonly arguments: LockedArguments;
  /** The tags of all its registrations; undefined is among them where one has none. */
  readonly tags: readonly (string | undefined)[];
  /** The modules of tags that it left, which still export it. Sorted. */
  readonly formerModules: readonly string[];
  /** Whether a request with this key means this operation: false for a further twin that differs. */
  readonly isCanonicalTwin: boolean;
  readonly operation: ApiOperation;
  /** All that is registered as it. */
  readonly registrations: readonly ApiOperation[];
}

/** A schema under its public names. */
export interface PublicSchema {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The names of what requests hold in place of it; left out where that is the same. */
  readonly input?: { readonly name: string; readonly aliases: readonly string[] };
  readonly schema: ApiSchema;
}

/** A webhook, or equivalent callbacks, under its public name. */
export interface PublicWebhook {
  readonly name: string;
  /** The public names of the operations that have it, of a callback. Sorted. */
  readonly operations: readonly string[];
  readonly webhook: ApiWebhook;
}

/** The public names of everything in an API. */
export interface PublicNames {
  readonly operations: readonly PublicOperation[];
  readonly schemas: readonly PublicSchema[];
  readonly webhooks: readonly PublicWebhook[];
  /** The module of each tag; the key undefined is for operations without a tag. */
  readonly tags: ReadonlyMap<string | undefined, string>;
  /** The names of servers by URL; none where the settings name them. */
  readonly servers: ReadonlyMap<string, string>;
  /** What naming did that readers should know: twins, clashes, moves. */
  readonly events: readonly NamingEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** The lock as it has to be from now on. */
  readonly lock: Lock;
}
