import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";
import type { Control } from "../control/control.ts";
import type { MockOperation } from "../document/operations.ts";
import type { Authorization } from "../oauth/authorization.ts";
import type { KnownScopes } from "../oauth/known-scopes.ts";
import type { ErrorTemplate, OAuthSettings } from "../oauth/settings.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import type { Unchecked } from "../validation/schemas/unchecked.ts";
import type { ReloadOptions } from "./reload/reload.ts";

/** How a mocked API responds. */
export interface ApiOptions {
  /** Generates bodies from schemas instead of taking examples. Default: false; `Prefer: dynamic=true` does it for one request. */
  readonly dynamic?: boolean;
  /** Responds with 500 when a response breaks the document, instead of naming it in `sl-violations` alone. Default: false. */
  readonly errors?: boolean;
  /** Makes generated bodies and chance repeatable: same seed, same document, same request, same bytes. */
  readonly seed?: number | string;
  /** Sends CORS headers, which let browsers of every origin read the responses. Default: true. */
  readonly cors?: boolean;
  /** Builds bodies from schemas even where the document has examples. Default: false. */
  readonly ignoreExamples?: boolean;
  /** Faults by the client's name of an operation, `*` for all: `{ getTickets: ["latency=100-300", "status=503;probability=0.1"] }`. */
  readonly faults?: Readonly<Record<string, readonly string[]>>;
  /** `strict`: OAuth tokens are those that the mock issued; `lenient`: any will do; `off`: access is not checked. Default: what `oauth` says, else `strict`. */
  readonly auth?: OAuthSettings["mode"];
  /** How the API grants access, where it differs from RFC 6749 and 6750. */
  readonly oauth?: Partial<OAuthSettings>;
  /** The API's own 422 to a request whose values are wrong; `{detail}`, and in a list of one item `{field}`, `{kind}` and `{message}`, are filled in. */
  readonly invalidRequest?: ErrorTemplate;
  /** How the API means its scope lists. */
  readonly scopes?: ScopeSettings;
  /** Keeps what clients create, change and delete, beginning with the records in the document's examples. Default: false, every response is the document's. */
  readonly stateful?: boolean;
  /** Sends every request to the API at this address, validates both ways, and writes down the exchange without its secrets. */
  readonly record?: string;
  /** Where recordings are, a folder, or a Redis server by its URL. Default: `recordings` in the working folder. */
  readonly recording?: string;
  /** Responds with what was recorded. Access is checked only where `auth` says so. */
  readonly replay?: boolean;
  /** Called once for every request, just before its response is sent. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** How a mock server responds and where it listens. */
export interface ServerOptions extends ApiOptions {
  /** The port; 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to bind to. Default: `127.0.0.1`, which other machines cannot reach. */
  readonly host?: string;
  /** Where tokens and state are kept: `memory`, a folder, or a Redis server by its URL, `redis://127.0.0.1:6379/0`, which several mocks may share. Default: `memory`. */
  readonly storage?: string;
}

/** An API by its documents, and how it responds. */
export interface ApiOfDocuments extends ApiOptions {
  /** Files, folders or globs of the OpenAPI documents of one API, read as the generator reads them. */
  readonly spec: string | readonly string[];
  /** What the document `-` stands for. */
  readonly standardInput?: string;
}

/** Options of `startMock`. */
export interface MockOptions extends ApiOfDocuments, ServerOptions, ReloadOptions {}

/** Options of `startMocks`. */
export interface MocksOptions<Prefix extends string = string>
  extends Pick<ServerOptions, "host" | "port" | "storage">,
    ReloadOptions {
  /** The APIs by the prefix of their paths, such as `/desk`; `""` has those paths that no other has. */
  readonly apis: Readonly<Record<Prefix, ApiOfDocuments>>;
  /** Called for every request that is to none of the APIs. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** What a test does with tokens. */
export type TokenControl = Pick<Authorization, "expire" | "issueToken" | "revoke" | "tokens">;

/** A mocked API. `Package` is the type of the generated package, where the names and bodies of its operations are to be checked. */
export interface MockApi<Package = unknown> extends Control<Package>, TokenControl {
  readonly operations: readonly MockOperation[];
  /** The OAuth endpoints, as `POST /oauth/v2/token`. */
  readonly endpoints: readonly string[];
  /** The scopes that the API knows. */
  scopes(): KnownScopes;
  /** The parts of schemas that cannot be checked and were left out alone, as far as requests have come to them. */
  unchecked(): readonly Unchecked[];
  /** The latest requests, oldest first, ten thousand at most. */
  readonly requests: readonly RequestLogEntry[];
  /** A GET request that a person can try, where the document has examples for what it needs: path and query. */
  sampleRequest(): { readonly operation: MockOperation; readonly target: string } | undefined;
}

/** A running mock server. */
export interface MockServer<Package = unknown> extends MockApi<Package> {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  readonly host: string;
  /** Stops listening, lets open requests finish for at most a second, and resolves when the port is free. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A mocked API of documents that were read from disk. */
export interface MountedApi<Package = unknown> extends MockApi<Package> {
  /** What reading the documents had to say; the documents were usable all the same. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A running mock server of documents that were read from disk. */
export interface Mock<Package = unknown> extends MountedApi<Package>, MockServer<Package> {}

/** Several mocked APIs on one port. */
export interface Mocks<Prefix extends string = string>
  extends Pick<MockServer, "close" | "host" | "port" | "url" | typeof Symbol.asyncDispose> {
  /** Each with its own `url`; closing one closes all. */
  readonly apis: Readonly<Record<Prefix, Mock>>;
}
