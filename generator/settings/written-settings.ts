// Made from the table of settings by `npm run docs`; do not edit.

import type { ClientSettings } from "./written-client.ts";
import type { MockSettings } from "./written-mock.ts";

/** A settings file, with every default filled in. */
export interface WrittenSettings {
  /** The address of the JSON Schema of this file, for editors. Nothing else reads it. */
  readonly $schema?: string;
  /**
   * The documents: a file, folder, glob or URL, or a list of them. Default: every document in the folder of the
   * settings; needed beside a package.json.
   */
  readonly input?: string | readonly string[];
  /**
   * No file outside this folder is read by a `$ref`. Default: the nearest folder that holds everything that is referred
   * to, as far as the repository, or else the working folder.
   */
  readonly root?: string;
  /**
   * Where the documents are that a `$ref` names by an address on the web: a file for an address, or a folder for all
   * addresses that begin with one that ends with `/`. The longest one holds. Relative to the settings.
   */
  readonly references: { readonly [name: string]: string };
  /**
   * What `twinspec vendor` may fetch, so that documents may refer to it: hosts (`specs.example.com`), or the start of
   * addresses (`https://example.com/specs/`). A host in a private network needs the network on the list too
   * (`10.0.0.0/8`). `generate` reads the copies, and fetches nothing.
   */
  readonly vendor: readonly string[];
  /**
   * Overlays (Overlay Specification 1.0 and 1.1) that change the documents, in this order; relative to the settings.
   */
  readonly overlays: readonly string[];
  /**
   * A module whose default export is given each document, after the overlays, and returns what it becomes; relative to
   * the settings.
   */
  readonly transform?: string;
  /**
   * The operations that there are, in the client, the mock and everywhere else: tags (`tag:admin`), paths, maybe with a
   * method (`GET /pets/*`: `*` is a segment or a part of one, `**` any number of them), methods (`DELETE`),
   * `deprecated`, and names (`listPets`, `get*`). An entry with `!` takes away what those before it gave. Without any,
   * all of them. Names are those of the whole: no choice moves one.
   */
  readonly include: readonly string[];
  /** The operations that there are not, in the same words; it wins over `include`. */
  readonly exclude: readonly string[];
  /**
   * Headers that `twinspec vendor` sends, by hosts or starts of addresses as `vendor` has them. `${API_TOKEN}` is
   * filled in from the environment, and is neither printed nor written.
   */
  readonly vendorHeaders: { readonly [name: string]: { readonly [name: string]: string } };
  /** The folder that the client is written to. */
  readonly output?: string;
  /** `package`: an npm package, built. `source`: TypeScript files for an existing source tree. */
  readonly target: "package" | "source";
  /**
   * How the source files of `target: source` import each other. `js`: `./client.js`, for Node by way of tsc. `ts`:
   * `./client.ts`, for Node's type stripping and Deno. `none`: `./client`, for bundlers and Jest. Default: what the
   * nearest `tsconfig.json` of the output asks for, else `js`.
   */
  readonly importExtension?: "js" | "ts" | "none";
  /**
   * What is generated. Beside the names, paths of modules that export an output of your own, relative to the settings;
   * as the key of a map, with options for it. Default: `client`, `readme`, and `scopes` and `links` where the API has
   * them.
   */
  readonly outputs?: readonly (string | { readonly [name: string]: { readonly [name: string]: unknown } })[];
  /**
   * Whether `nullable: true` beside a `$ref`, or beside an `enum` without null, allows null, as its authors mean it. Up
   * to OpenAPI 3.0 the specification ignores what stands beside a `$ref`, and such an `enum` has no null; `false` goes
   * by it. From 3.1 on `nullable` means nothing.
   */
  readonly nullableReferences: boolean;
  /**
   * What lays out the generated files before they are written: `prettier` or `biome`, as the project has it installed
   * and configured, or a command, or a list of them. A command runs in the folder of the settings, without a shell,
   * with the folder of the files in place of `{folder}`, else as its last argument.
   */
  readonly postProcess?: string | readonly string[];
  /** The name of the API. Default: `info.title` of the document with most operations. */
  readonly title?: string;
  /** The package.json of the generated package. */
  readonly package: PackageSettings;
  /** Public names, by operation key (`GET /tickets/{}`) or operationId. They take precedence over everything else. */
  readonly names: { readonly [name: string]: string };
  /** How the API means its OAuth scopes. */
  readonly scopes: ScopeSettings;
  /** How the API authenticates its callers, where the documents do not say. */
  readonly auth: AuthSettings;
  /** How the generated client behaves where the documents do not say. */
  readonly client: ClientSettings;
  /** How much a diagnostic matters, by its code. */
  readonly severity: { readonly [name: string]: "error" | "warning" | "info" | "off" };
  /** How the mock server behaves where the documents do not say. */
  readonly mock: MockSettings;
  /** How `twinspec contract` tests a server of the API. */
  readonly contract: ContractSettings;
  /** What tests must exercise of the API. */
  readonly coverage: CoverageSettings;
}

/** What tests must exercise of the API. */
export interface CoverageSettings {
  /** How much must be exercised, in percent, by what it is; a report that has less fails the run. */
  readonly thresholds: CoverageThresholds;
  /**
   * A file to commit that lists what is exercised, relative to the settings: what it has and a run no longer exercises
   * fails the run. `twinspec coverage merge --update-baseline` writes it.
   */
  readonly baseline?: string;
}

/** How much must be exercised, in percent, by what it is; a report that has less fails the run. */
export interface CoverageThresholds {
  /** Of everything together. */
  readonly total?: number;
  /** Operations that are called. */
  readonly operations?: number;
  /** Parameters, each given, and optional ones left out. */
  readonly parameters?: number;
  /** Values of enums, in parameters and in the bodies of requests. */
  readonly values?: number;
  /** Members of the bodies of requests. */
  readonly requestMembers?: number;
  /** Members of the bodies of responses. */
  readonly responseMembers?: number;
  /** Media types of requests and responses. */
  readonly mediaTypes?: number;
  /** Statuses that are described. */
  readonly statuses?: number;
  /** Error codes in the examples of responses, or in their schemas. */
  readonly errorCodes?: number;
  /** Alternatives of what gives access. */
  readonly security?: number;
  /** Scopes, for each operation that needs them. */
  readonly scopes?: number;
  /** Lists of which a further page is fetched. */
  readonly pages?: number;
}

/** How `twinspec contract` tests a server of the API. */
export interface ContractSettings {
  /**
   * Arguments that every request has which takes them, by the name of the parameter, with its place before it where
   * that matters (`path.tenant`). `env:NAME` is a variable of the environment, for a secret.
   */
  readonly arguments: { readonly [name: string]: string | number | boolean };
}

/** How the API authenticates its callers, where the documents do not say. */
export interface AuthSettings {
  /** What precedes the token in the Authorization header. */
  readonly prefix: string;
  /**
   * The token endpoint. A relative one is resolved against the server's accounts address. Default: what the documents
   * say.
   */
  readonly tokenUrl?: string;
  /** The authorization endpoint. Default: what the documents say. */
  readonly authorizationUrl?: string;
  /** How a client presents its secret to the token endpoint. */
  readonly clientAuthentication: "client_secret_basic" | "client_secret_post";
  /** What separates scopes. */
  readonly scopeSeparator: " " | ",";
  /** Further parameters of every authorization request, such as `access_type: offline`. */
  readonly authorizationParameters: { readonly [name: string]: string };
  /**
   * The parameter of the redirect that names the accounts address a code is for. Only an address of `client.servers` is
   * accepted.
   */
  readonly accountsParameter?: string;
  /**
   * Cookies of a browser session, which the client refuses as authentication; `*` at the end stands for any further
   * characters.
   */
  readonly sessionCookies: readonly string[];
}

/** How the API means its OAuth scopes. */
export interface ScopeSettings {
  /** `all-of`, as OpenAPI means it; or `any-of`, where one scope of a list is enough. */
  readonly lists: "all-of" | "any-of";
  /** Whether scopes that differ only in case are different. */
  readonly caseSensitive: boolean;
  /** Scopes that a scope includes; `*` stands for any further characters. */
  readonly implies: { readonly [name: string]: readonly string[] };
}

/** The package.json of the generated package. */
export interface PackageSettings {
  /** Default: the name of the output folder. */
  readonly name?: string;
  readonly version: string;
  /** Default: a sentence with the API's title. */
  readonly description?: string;
  readonly license?: string;
  /** As package.json has it. */
  readonly repository?: string | RepositorySettings;
  /** Default: `true` until there is a `name`, so that no package of somebody else's name is published. */
  readonly private?: boolean;
  /**
   * Whether the package has its TypeScript sources too, and maps that lead editors from the declarations to them.
   * JavaScript needs none: it reads as its source does.
   */
  readonly declarationMap: boolean;
  /**
   * A file in Markdown, relative to the settings: what the README of the package says before all that is generated. Its
   * titles are of the second level and below.
   */
  readonly readme?: string;
  /** A folder with text files, relative to the settings: what the package has as `examples/`. */
  readonly examples?: string;
}

/** As package.json has it. */
export interface RepositorySettings {
  readonly type: string;
  readonly url: string;
  /** Where the package is in the repository. */
  readonly directory?: string;
}
