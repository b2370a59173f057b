import type { Code } from "../diagnostics/codes.ts";
import type { Place, Severity } from "../diagnostics/diagnostic.ts";
import type { JsonObject } from "../document/json.ts";
import type { PackageSettings, ValueSettings } from "../model/package-settings.ts";
import type { ScopeSettings } from "../scopes/requirement.ts";
import type { PagesSettings } from "./pages-settings.ts";

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
  readonly auth: AuthSettings;
  readonly client: ClientSettings;
  /** What `mock` holds: read by the mock server, which knows what it means. */
  readonly mock: JsonObject;
  readonly severity: ReadonlyMap<Code, Severity | "off">;
}

/** What the settings say of OAuth beside the prefix. */
export interface AuthSettings {
  readonly tokenUrl?: string | undefined;
  readonly authorizationUrl?: string | undefined;
  readonly clientAuthentication: "client_secret_basic" | "client_secret_post";
  readonly scopeSeparator: " " | ",";
  /** Further parameters of every authorization request. */
  readonly authorizationParameters: JsonObject;
  /** The parameter of the redirect that names an accounts address. */
  readonly accountsParameter?: string | undefined;
  /** Names of cookies that are no authentication; `*` at the end stands for any further text. */
  readonly sessionCookies: readonly string[];
}

/** What the settings say of the generated client. */
export interface ClientSettings {
  /** Parameters that are given once, to the client, by their name on the wire. */
  readonly parameters: ReadonlyMap<string, ParameterSettings>;
  /** The servers by name, the first one the default. */
  readonly servers: ReadonlyMap<string, ServerSettings>;
  readonly values: ValueSettings;
  /** How operations give their items page by page, by public name or operation key. */
  readonly pages: ReadonlyMap<string, PagesSettings>;
  /** Links into a portal, by name. */
  readonly links: ReadonlyMap<string, LinkSettings>;
  /** When a request is sent again: RetryOptions of the runtime, as far as the settings say. */
  readonly retry: JsonObject;
  /** How many requests are sent at one time at most. */
  readonly concurrency?: number | undefined;
}

/** A parameter that is given once, to the client. */
export interface ParameterSettings {
  /** `header`: sent as a header with every request besides. */
  readonly in: "query" | "header";
  /** Operations that take no such header, by public name or operation key. */
  readonly exclude: readonly string[];
  readonly at?: Place;
}

/** The address of a kind of record in a portal. */
export interface LinkSettings {
  /** With identifiers in braces; below the server's origin where it is relative. */
  readonly url: string;
  /** Identifiers that are needed although the address does not show them. */
  readonly requires: readonly string[];
  /** The members of records that hold identifiers, where their names differ. */
  readonly members: ReadonlyMap<string, string>;
  /** The operations whose records it is for, by public name or operation key. */
  readonly operations: readonly string[];
  readonly at?: Place;
}

/** A server that the settings name. */
export interface ServerSettings {
  /** Absolute. */
  readonly url: string;
  readonly description?: string;
  /** The origin of its OAuth endpoints. */
  readonly accounts?: string;
}

/** The file that holds the settings of an API. */
export const settingsFileName = "twinspec.yaml";

/** The file that holds the public names of an API. */
export const lockFileName = "twinspec.lock.yaml";
