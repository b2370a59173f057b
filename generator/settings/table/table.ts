import { codes } from "../../diagnostics/codes.ts";
import { clientSettings } from "./client.ts";
import { contractSettings } from "./contract.ts";
import { coverageSettings } from "./coverage.ts";
import { mockSettings } from "./mock.ts";
import type { Group, Pattern } from "./setting.ts";

const packageSettings: Group = {
  kind: "group",
  type: "PackageSettings",
  keys: {
    name: {
      kind: "string",
      pattern: {
        regExp: /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/,
        means: "an npm package name (lower-case letters, digits, `-`, `.`, `_` and `~`)",
      },
      otherwise: "the name of the output folder",
    },
    version: {
      kind: "string",
      pattern: { regExp: /^\d+\.\d+\.\d+(?:[-+].*)?$/, means: "a version such as 1.2.3" },
      default: "0.0.0",
    },
    description: { kind: "string", otherwise: "a sentence with the API's title" },
    license: { kind: "string" },
    repository: {
      kind: "either",
      of: [
        { kind: "string", pattern: { regExp: /\S/, means: "an address, or a shorthand such as `github:owner/name`" } },
        {
          kind: "group",
          type: "RepositorySettings",
          keys: {
            type: { kind: "string", default: "git" },
            url: { kind: "string", isRequired: true },
            directory: { kind: "string", about: "Where the package is in the repository." },
          },
        },
      ],
      about: "As package.json has it.",
    },
    private: {
      kind: "boolean",
      otherwise: "`true` until there is a `name`, so that no package of somebody else's name is published",
    },
    declarationMap: {
      kind: "boolean",
      default: false,
      about:
        "Whether the package has its TypeScript sources too, and maps that lead editors from the declarations to " +
        "them. JavaScript needs none: it reads as its source does.",
    },
    readme: {
      kind: "string",
      about:
        "A file in Markdown, relative to the settings: what the README of the package says before all that is " +
        "generated. Its titles are of the second level and below.",
    },
    examples: {
      kind: "string",
      about: "A folder with text files, relative to the settings: what the package has as `examples/`.",
    },
  },
};

const scopeSettings: Group = {
  kind: "group",
  type: "ScopeSettings",
  keys: {
    lists: {
      kind: "choice",
      of: ["all-of", "any-of"],
      default: "all-of",
      about: "`all-of`, as OpenAPI means it; or `any-of`, where one scope of a list is enough.",
    },
    caseSensitive: { kind: "boolean", default: true, about: "Whether scopes that differ only in case are different." },
    implies: {
      kind: "map",
      of: { kind: "list", of: { kind: "string" } },
      default: {},
      about: "Scopes that a scope includes; `*` stands for any further characters.",
    },
  },
};

const authSettings: Group = {
  kind: "group",
  type: "AuthSettings",
  keys: {
    prefix: {
      kind: "string",
      pattern: { regExp: /^[!-~]+$/, means: "ASCII characters without spaces" },
      default: "Bearer",
      about: "What precedes the token in the Authorization header.",
    },
    tokenUrl: {
      kind: "string",
      otherwise: "what the documents say",
      about: "The token endpoint. A relative one is resolved against the server's accounts address.",
    },
    authorizationUrl: { kind: "string", otherwise: "what the documents say", about: "The authorization endpoint." },
    clientAuthentication: {
      kind: "choice",
      of: ["client_secret_basic", "client_secret_post"],
      default: "client_secret_basic",
      about: "How a client presents its secret to the token endpoint.",
    },
    scopeSeparator: { kind: "choice", of: [" ", ","], default: " ", about: "What separates scopes." },
    authorizationParameters: {
      kind: "map",
      of: { kind: "string" },
      default: {},
      about: "Further parameters of every authorization request, such as `access_type: offline`.",
    },
    accountsParameter: {
      kind: "string",
      about:
        "The parameter of the redirect that names the accounts address a code is for. Only an address of " +
        "`client.servers` is accepted.",
    },
    sessionCookies: {
      kind: "list",
      of: {
        kind: "string",
        pattern: { regExp: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, means: "the name of a cookie" },
      },
      default: [],
      about:
        "Cookies of a browser session, which the client refuses as authentication; `*` at the end stands for " +
        "any further characters.",
    },
  },
};

/** The outputs that come with the generator. */
const outputNames = ["client", "readme", "scopes", "links", "tools", "contract"];

const outputName: Pattern = {
  regExp: new RegExp(`^(?:${outputNames.join("|")}|\\.{1,2}/.*\\.[cm]?[jt]s)$`),
  means: `an output (${outputNames.join(", ")}) or the path of a module that exports one (./my-output.ts)`,
  known: outputNames,
};

const document: Pattern = {
  regExp: /^(?:https?:\/\/|(?![a-z][a-z\d+.-]*:\/\/)[\s\S])/i,
  means: "a file, a folder, a glob, or an http or https URL",
};

const fetchable: Pattern = {
  regExp:
    /^(?:https?:\/\/[^\s/@?#]+(?:\/[^\s?#]*)?|[a-z\d_](?:[a-z\d_.-]*[a-z\d])?(?::\d+)?|\[[\da-f:.]+\](?::\d+)?|[\da-f:.]+\/\d+)$/i,
  means: "a host (`specs.example.com`), the start of an address (`https://example.com/specs/`), or a network",
};

const selection: Pattern = {
  regExp: /^!?(?:(?:tag|operation|path|method):)?[^!\s:][\s\S]*$/,
  means: "a tag (`tag:admin`), a path (`GET /pets/*`), a method, `deprecated`, or the name of an operation",
};

const command: Pattern = { regExp: /\S/, means: "prettier, biome or a command", known: ["prettier", "biome"] };

/** Every setting of an API: the one definition that everything about them is made of. */
export const settingsTable: Group = {
  kind: "group",
  type: "WrittenSettings",
  keys: {
    $schema: {
      kind: "string",
      about: "The address of the JSON Schema of this file, for editors. Nothing else reads it.",
    },
    input: {
      kind: "either",
      of: [
        { kind: "string", pattern: document },
        { kind: "list", of: { kind: "string", pattern: document }, isNotEmpty: true },
      ],
      otherwise: "every document in the folder of the settings; needed beside a package.json",
      about: "The documents: a file, folder, glob or URL, or a list of them.",
    },
    root: {
      kind: "string",
      otherwise:
        "the nearest folder that holds everything that is referred to, as far as the repository, or else the working " +
        "folder",
      about: "No file outside this folder is read by a `$ref`.",
    },
    references: {
      kind: "map",
      of: { kind: "string", pattern: { regExp: /^(?![a-z][a-z\d+.-]+:)[\s\S]/i, means: "a file or a folder" } },
      names: { regExp: /^https?:\/\/[^/\s#]+[^\s#]*$/i, means: "an http or https URL without a fragment" },
      default: {},
      about:
        "Where the documents are that a `$ref` names by an address on the web: a file for an address, or a folder " +
        "for all addresses that begin with one that ends with `/`. The longest one holds. Relative to the settings.",
    },
    vendor: {
      kind: "list",
      of: { kind: "string", pattern: fetchable },
      default: [],
      about:
        "What `twinspec vendor` may fetch, so that documents may refer to it: hosts (`specs.example.com`), or the " +
        "start of addresses (`https://example.com/specs/`). A host in a private network needs the network on the " +
        "list too (`10.0.0.0/8`). `generate` reads the copies, and fetches nothing.",
    },
    overlays: {
      kind: "list",
      of: { kind: "string", pattern: { regExp: /^(?![a-z][a-z\d+.-]*:\/\/)[\s\S]/i, means: "a file" } },
      default: [],
      about:
        "Overlays (Overlay Specification 1.0 and 1.1) that change the documents, in this order; relative to the " +
        "settings.",
    },
    transform: {
      kind: "string",
      pattern: { regExp: /\.[cm]?[jt]s$/, means: "the path of a module, such as ./transform.mjs" },
      about:
        "A module whose default export is given each document, after the overlays, and returns what it becomes; " +
        "relative to the settings.",
    },
    include: {
      kind: "list",
      of: { kind: "string", pattern: selection },
      default: [],
      about:
        "The operations that there are, in the client, the mock and everywhere else: tags (`tag:admin`), paths, " +
        "maybe with a method (`GET /pets/*`: `*` is a segment or a part of one, `**` any number of them), methods " +
        "(`DELETE`), `deprecated`, and names (`listPets`, `get*`). An entry with `!` takes away what those before it " +
        "gave. Without any, all of them. Names are those of the whole: no choice moves one.",
    },
    exclude: {
      kind: "list",
      of: { kind: "string", pattern: selection },
      default: [],
      about: "The operations that there are not, in the same words; it wins over `include`.",
    },
    vendorHeaders: {
      kind: "map",
      names: fetchable,
      of: {
        kind: "map",
        names: { regExp: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, means: "the name of a header" },
        of: { kind: "string" },
      },
      default: {},
      about:
        "Headers that `twinspec vendor` sends, by hosts or starts of addresses as `vendor` has them. " +
        "`$" +
        "{API_TOKEN}` is filled in from the environment, and is neither printed nor written.",
    },
    output: { kind: "string", about: "The folder that the client is written to." },
    target: {
      kind: "choice",
      of: ["package", "source"],
      default: "package",
      about: "`package`: an npm package, built. `source`: TypeScript files for an existing source tree.",
    },
    importExtension: {
      kind: "choice",
      of: ["js", "ts", "none"],
      otherwise: "what the nearest `tsconfig.json` of the output asks for, else `js`",
      about:
        "How the source files of `target: source` import each other. `js`: `./client.js`, for Node by way of tsc. " +
        "`ts`: `./client.ts`, for Node's type stripping and Deno. `none`: `./client`, for bundlers and Jest.",
    },
    outputs: {
      kind: "list",
      of: {
        kind: "either",
        of: [
          { kind: "string", pattern: outputName },
          { kind: "map", names: outputName, of: { kind: "map", of: { kind: "any" } } },
        ],
      },
      isNotEmpty: true,
      otherwise: "`client`, `readme`, and `scopes` and `links` where the API has them",
      about:
        "What is generated. Beside the names, paths of modules that export an output of your own, relative to " +
        "the settings; as the key of a map, with options for it.",
    },
    nullableReferences: {
      kind: "boolean",
      default: true,
      about:
        "Whether `nullable: true` beside a `$ref`, or beside an `enum` without null, allows null, as its authors " +
        "mean it. Up to OpenAPI 3.0 the specification ignores what stands beside a `$ref`, and such an `enum` has " +
        "no null; `false` goes by it. From 3.1 on `nullable` means nothing.",
    },
    postProcess: {
      kind: "either",
      of: [
        { kind: "string", pattern: command },
        { kind: "list", of: { kind: "string", pattern: command }, isNotEmpty: true },
      ],
      about:
        "What lays out the generated files before they are written: `prettier` or `biome`, as the project has it " +
        "installed and configured, or a command, or a list of them. A command runs in the folder of the settings, " +
        "without a shell, with the folder of the files in place of `{folder}`, else as its last argument.",
    },
    title: {
      kind: "string",
      otherwise: "`info.title` of the document with most operations",
      about: "The name of the API.",
    },
    package: { ...packageSettings, about: "The package.json of the generated package." },
    names: {
      kind: "map",
      of: { kind: "string" },
      default: {},
      about:
        "Public names, by operation key (`GET /tickets/{}`) or operationId. They take precedence over everything else.",
    },
    scopes: { ...scopeSettings, about: "How the API means its OAuth scopes." },
    auth: { ...authSettings, about: "How the API authenticates its callers, where the documents do not say." },
    client: { ...clientSettings, about: "How the generated client behaves where the documents do not say." },
    severity: {
      kind: "map",
      names: { noun: "diagnostic with the code", of: Object.keys(codes) },
      of: { kind: "choice", of: ["error", "warning", "info", "off"] },
      default: {},
      about: "How much a diagnostic matters, by its code.",
    },
    mock: { ...mockSettings, about: "How the mock server behaves where the documents do not say." },
    contract: { ...contractSettings, about: "How `twinspec contract` tests a server of the API." },
    coverage: { ...coverageSettings, about: "What tests must exercise of the API." },
  },
};
