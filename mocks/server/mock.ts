import type { MockApi, MountedApi } from "../control-api/mock-api.ts";
import type { ApiOptions } from "../pipeline/api-options.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import type { RuleOptions } from "./api.ts";
import type { ReloadOptions } from "./reload/reload.ts";

/** How a mock server responds and where it listens. */
export interface ServerOptions extends ApiOptions, RuleOptions {
  /** The port; 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to bind to. Default: `127.0.0.1`, which other machines cannot reach. */
  readonly host?: string;
  /**
   * Where tokens and state are kept: `memory`, a folder, or a Redis server by its URL, `redis://127.0.0.1:6379/0`,
   * which several mocks may share. Default: `memory`.
   */
  readonly storage?: string;
  /** Seconds that open requests get to finish when the mock is closed. Default: what the settings say, else 1. */
  readonly shutdownTimeout?: number;
}

/** An API by its documents, and how it responds. */
export interface ApiOfDocuments extends ApiOptions, RuleOptions {
  /** Files, folders or globs of the OpenAPI documents of one API, read as the generator reads them. */
  readonly spec: string | readonly string[];
  /** What the document `-` stands for. */
  readonly standardInput?: string;
  /** No file outside of this folder is read. Default: what the settings say, or as far as the documents refer. */
  readonly root?: string;
  /** The operations that there are, as `include` of the settings has them, and in place of it. */
  readonly include?: readonly string[];
  /** The operations that there are not, as `exclude` of the settings has them, and in place of it. */
  readonly exclude?: readonly string[];
}

/** Options of `startMock`. */
export interface MockOptions extends ApiOfDocuments, ServerOptions, ReloadOptions {}

/** Options of `startMocks`. */
export interface MocksOptions<Prefix extends string = string>
  extends Pick<ServerOptions, "allowedHosts" | "control" | "host" | "port" | "shutdownTimeout" | "storage">,
    ReloadOptions {
  /** The APIs by the prefix of their paths, such as `/desk`; `""` has those paths that no other has. */
  readonly apis: Readonly<Record<Prefix, ApiOfDocuments>>;
  /** Called for every request that is to none of the APIs. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** A running mock server. */
export interface MockServer<Package = unknown> extends MockApi<Package> {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  readonly host: string;
  /** Stops listening, lets open requests finish for `shutdownTimeout`, and resolves when the port is free. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A running mock server of documents that were read from disk. */
export interface Mock<Package = unknown> extends MountedApi<Package>, MockServer<Package> {
  /**
   * Writes what requests exercised into the folder of `coverage` now, where there is one; that happens by itself every
   * half second, and when the mock closes.
   */
  saveCoverage(): void;
}

/** Several mocked APIs on one port. */
export interface Mocks<Prefix extends string = string>
  extends Pick<MockServer, "close" | "host" | "port" | "url" | typeof Symbol.asyncDispose> {
  /** The page that shows what the mock does; left out where nobody may open it. */
  readonly inspector?: string;
  /** Each with its own `url`; closing one closes all. */
  readonly apis: Readonly<Record<Prefix, Mock>>;
}
