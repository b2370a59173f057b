import type { Model, Operation } from "../model/model.ts";
import type { ValueSettings } from "../model/package-settings.ts";
import type { PublicNames } from "../names/public-names.ts";
import type { ModuleText } from "./compile.ts";

/** One version of an API, as its consumers have it. */
export interface Side {
  readonly model: Model;
  readonly names: PublicNames;
  readonly values: ValueSettings;
  /** The declarations of the client. */
  readonly module: ModuleText;
  /** The names of an operation's types. */
  typesOf(operation: string): { readonly arguments: string; readonly data: string; readonly error: string };
  /** How a file of it is called in places. */
  shown(file: string): string;
}

/** Both versions. */
export interface Sides {
  readonly old: Side;
  readonly new: Side;
}

/** An operation that both versions have. */
export interface OperationPair {
  readonly old: Operation;
  readonly new: Operation;
}

/** The names of schemas by their ids. */
export function namesById({ schemas }: Model): (id: string) => string {
  const names = new Map(schemas.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
