import type { Code } from "../document/codes.ts";
import type { Place, Severity } from "../document/diagnostic.ts";
import type { JsonObject } from "../document/json.ts";
import type { PackageSettings } from "../model/package-settings.ts";
import type { ScopeSettings } from "../scopes/requirement.ts";

/** Everything that decides what one API becomes: its settings file with all defaults filled in. Paths are absolute. */
export interface Settings {
  /** The settings file, where there is one. */
  readonly file?: string;
  /** Files, folders and globs, as given; relative ones are relative to `folder`. */
  readonly inputs: readonly string[];
  /** Where the settings file names them. */
  readonly inputPlaces?: ReadonlyMap<string, Place>;
  /** What relative inputs are relative to. */
  readonly folder: string;
  readonly root?: string;
  readonly output?: string;
  readonly lockFile?: string;
  readonly target: "package" | "source";
  readonly title?: string;
  readonly package: PackageSettings;
  /** Public names that the user decided, by operation key or operationId. */
  readonly names: ReadonlyMap<string, { readonly name: string; readonly at?: Place }>;
  readonly scopes: ScopeSettings;
  readonly authPrefix: string;
  /** What `mock` holds: read by the mock server, which knows what it means. */
  readonly mock: JsonObject;
  readonly severity: ReadonlyMap<Code, Severity | "off">;
}

/** The file that holds the settings of an API. */
export const settingsFileName = "twinspec.yaml";

/** The file that holds the public names of an API. */
export const lockFileName = "twinspec.lock.yaml";
