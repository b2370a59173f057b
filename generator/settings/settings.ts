import type { Code } from "../diagnostics/codes.ts";
import type { Place, Severity } from "../diagnostics/diagnostic.ts";
import type { JsonObject } from "../document/json.ts";
import type * as writtenClient from "./written-client.ts";
import type * as writtenMock from "./written-mock.ts";
import type * as written from "./written-settings.ts";

/** Everything that decides what one API becomes: its settings file with all defaults filled in. Paths are absolute. */
export interface Settings {
  /** The settings file, where there is one. */
  readonly file?: string;
  /** Where something is in the settings file: the value at a list of keys, or its key. */
  readonly placeOf?: (keys: readonly string[], part?: "key" | "value") => Place;
  /** Files, folders and globs, as given; relative ones are relative to `folder`. */
  readonly inputs: readonly string[];
  /** Where the settings file names them. */
  readonly inputPlaces?: ReadonlyMap<string, Place>;
  /** What relative inputs are relative to. */
  readonly folder: string;
  /** The folder outside of which nothing is read, where one is named. */
  readonly root?: string;
  /** The files of documents on the web, by address; relative to `folder`. */
  readonly references: ReadonlyMap<string, string>;
  /** What may be fetched for documents to refer to: hosts, starts of addresses, networks. */
  readonly vendor: readonly string[];
  /** What is sent where it fetches; left out: nothing. */
  readonly vendorHeaders?: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Whether `nullable` beside a `$ref` of OpenAPI 3.0 allows null. */
  readonly nullableReferences: boolean;
  /** How documents are changed before anything reads them; left out: not at all. */
  readonly amendments?: AmendmentSettings;
  /** What is chosen of the documents; left out: everything. */
  readonly choice?: ChoiceSettings;
  readonly output?: string;
  readonly lockFile?: string;
  readonly target: written.WrittenSettings["target"];
  /** How source files import each other; left out: as the nearest tsconfig.json has it. */
  readonly importExtension?: "js" | "ts" | "none";
  /** What lays out the files before they are written: `prettier`, `biome`, or commands. */
  readonly postProcess?: readonly string[];
  /** What is generated; left out: what is by default. */
  readonly outputs?: readonly OutputSetting[];
  readonly title?: string;
  readonly package: PackageSettings;
  /** The files that texts of the package are from. */
  readonly packageTexts?: readonly string[];
  /** Public names that the user decided, by operation key or operationId. */
  readonly names: ReadonlyMap<string, Placed<{ readonly name: string }>>;
  readonly scopes: ScopeSettings;
  readonly authPrefix: string;
  readonly auth: written.AuthSettings;
  readonly client: ClientSettings;
  readonly mock: writtenMock.MockSettings;
  readonly contract: written.ContractSettings;
  /** What tests must exercise; the baseline is an absolute path. */
  readonly coverage: written.CoverageSettings;
  readonly severity: ReadonlyMap<Code, Severity | "off">;
}

/** How documents are changed: files, relative to the settings. */
export interface AmendmentSettings {
  /** In the order in which they are applied. */
  readonly overlays: readonly Placed<{ readonly text: string }>[];
  /** The module that they pass then. */
  readonly transform?: Placed<{ readonly text: string }>;
}

/** Which operations there are, by two lists: see `selectorOf`. */
export interface ChoiceSettings {
  readonly include: readonly ChosenText[];
  readonly exclude: readonly ChosenText[];
}

/** What selects operations: `tag:admin`, `GET /pets/*`, `!deprecated`. */
export type ChosenText = Placed<{ readonly text: string }>;

/** Settings that name an output folder. */
export type SettingsWithOutput = Settings & { readonly output: string };

/** A setting with its place in the settings file. */
type Placed<Setting> = Setting & { readonly at?: Place };

/**
 * An output that is generated: its name, or the path of the module that exports it, relative to the settings' folder.
 */
export type OutputSetting = Placed<{ readonly name: string; readonly options: JsonObject }>;

/** What the settings say of the generated package. */
export type PackageSettings = Omit<written.PackageSettings, "name" | "private" | "readme" | "examples"> & {
  readonly name: string;
  readonly private: boolean;
  /** The text that its README begins with. */
  readonly readme?: string;
  /** Further files, by path. */
  readonly examples?: { readonly [path: string]: string };
};

/** How an API means its scope lists. */
export interface ScopeSettings {
  /** `all-of` as OpenAPI means it (section 4.8.30), or `any-of` where one scope of a list is enough. */
  readonly lists: written.ScopeSettings["lists"];
  readonly isCaseSensitive: boolean;
  /** Scopes that a scope includes; `*` stands for any further characters. */
  readonly implies: ReadonlyMap<string, readonly string[]>;
}

/** What the settings say of OAuth and session cookies. */
export type AuthSettings = written.AuthSettings;

/** What the settings say of the generated client. */
export interface ClientSettings {
  /** Parameters that are given once, to the client, by their name on the wire. */
  readonly parameters: ReadonlyMap<string, ParameterSettings>;
  /** The servers by name, the first one the default. */
  readonly servers: ReadonlyMap<string, writtenClient.ServerSettings>;
  readonly values: ValueSettings;
  /** Names of members and parameters whose values are ids, beside those that end with the word. */
  readonly ids: readonly string[];
  /** How operations are paginated, by public name or operation key. */
  readonly pages: ReadonlyMap<string, PagesSettings>;
  /** Links into a portal, by name. */
  readonly links: ReadonlyMap<string, LinkSettings>;
  /** When a request is sent again: RetryOptions of the runtime, as far as the settings say. */
  readonly retry: JsonObject;
  /** How many requests are sent at one time at most. */
  readonly concurrency?: number | undefined;
}

/** How values of a document's types come out in the client. */
export type ValueSettings = Pick<writtenClient.ClientSettings, "baseSchemas" | "dates" | "enums" | "int64">;

/** A parameter that is given once, to the client. */
export type ParameterSettings = Placed<writtenClient.ParameterSettings>;

/** A server that the settings name. */
export type ServerSettings = writtenClient.ServerSettings;

/** The address of a kind of record in a portal. */
export type LinkSettings = Placed<writtenClient.LinkSettings>;

/** What the settings say of an operation's pages. `none`: there are none; `found`: they are as the documents say. */
export type PagesSettings = PagesDecision | Placed<{ readonly style: "none" | "found" }>;

/** How an operation is paginated. Arguments and members of a body are named with dots: `p.from`. */
export type PagesDecision = Placed<writtenClient.PagesSettings>;
