import type { Model } from "../model/model.ts";
import type { SourceFile } from "./source-file.ts";
import type { Section, Toolkit } from "./toolkit.ts";

/**
 * Something that is made of an API: modules, entries of the package, a part of its README.
 *
 * @experimental
 */
export interface Output {
  /** What `outputs` in the settings lists it by. */
  readonly name: string;
  /** The names of the outputs that it builds on. */
  readonly requires?: readonly string[];
  /** Whether there is anything to emit for an API. Default: there always is. */
  appliesTo?(model: Model): boolean;
  /** Makes its part of the package. The same model gives the same parts. */
  emit(model: Model, toolkit: Toolkit): Emitted;
  /** What the README of the package says about it. */
  describe?(model: Model, toolkit: Toolkit): readonly Section[];
}

/**
 * What an output makes.
 *
 * @experimental
 */
export interface Emitted {
  /** TypeScript modules, which a package has built. */
  readonly modules?: readonly SourceFile[];
  /** Texts by path that are written as they are. */
  readonly files?: ReadonlyMap<string, string>;
  /** Modules that are entries of the package: `{ "./links": "links", "./operations/*": "operations/*" }`. */
  readonly exports?: { readonly [entry: string]: string };
  /** Versions of the packages that its modules import, beside those that the runtime does. */
  readonly dependencies?: { readonly [name: string]: string };
}

/** Thrown where the options of an output are not as it takes them. The message goes on after its name. */
export class OutputOptionError extends Error {
  override readonly name = "OutputOptionError";
}
