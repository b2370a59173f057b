import type { Place } from "../diagnostics/diagnostic.ts";
import type { ArgumentsToName } from "./arguments.ts";

/** One registration of an operation, as far as naming is concerned. */
export interface Registration {
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The path template as published. */
  readonly path: string;
  readonly operationId?: string;
  /** The value of `x-twinspec-name`. */
  readonly extensionName?: string;
  readonly tags: readonly string[];
  /** What a call of it takes. */
  readonly arguments?: ArgumentsToName;
  /**
   * Equal for two registrations of one operation key exactly if they are equivalent: the same but for their
   * descriptions.
   */
  readonly equivalence: string;
  /** Its document, without folder and extension: `SessionAnalytics`. */
  readonly document: string;
  readonly place: Place;
}

/** A schema that wants an exported type name. */
export interface SchemaToName {
  /**
   * Where it is defined, once for each document that has an equivalent one: `Common.yaml#/components/schemas/Error`.
   * Sorted.
   */
  readonly sources: readonly string[];
  /** Those of its sources whose locked name comes first: components that are nothing but a reference to it. Sorted. */
  readonly naming?: readonly string[];
  /** The name it has in its document, such as `Error`. */
  readonly wanted: string;
  /** What distinguishes it from others of that name, the closest first: document name, then parent folders. */
  readonly qualifiers: readonly string[];
  /** A short text that is equal for two schemas that are equivalent. */
  readonly content?: () => string;
  /** Whether requests hold something else in place of it, which needs a name too. */
  readonly isDivided?: boolean;
  readonly place: Place;
}
