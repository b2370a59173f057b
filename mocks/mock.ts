import type { Diagnostic } from "../generator/document/diagnostic.ts";

/** How a mock server answers and where it listens. */
export interface ServerOptions {
  /** The port; 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to bind to. Default: `127.0.0.1`, which other machines cannot reach. */
  readonly host?: string;
  /** Generates bodies from schemas instead of taking examples. Default: false; `Prefer: dynamic=true` does it for one request. */
  readonly dynamic?: boolean;
  /** Answers 500 when a response breaks the document, instead of naming it in `sl-violations` alone. Default: false. */
  readonly errors?: boolean;
  /** Makes generated bodies repeatable: same seed, same document, same request, same bytes. */
  readonly seed?: number | string;
  /** Answers browsers of every origin. Default: true. */
  readonly cors?: boolean;
  /** Builds bodies from schemas even where the document has examples. Default: false. */
  readonly ignoreExamples?: boolean;
  /** Called once for every request, just before its answer is sent. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** Options of `startMock`. */
export interface MockOptions extends ServerOptions {
  /** Files, folders or globs of the OpenAPI documents of one API, read as the generator reads them. */
  readonly spec: string | readonly string[];
}

/** One operation that the mock answers. */
export interface MockOperation {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The path template as published. */
  readonly path: string;
  readonly operationId: string | undefined;
  /** The name of the client's function; undefined where the document was not read from disk. */
  readonly name: string | undefined;
  /** The scopes it needs: alternatives of sets. Empty: none. */
  readonly scopes: readonly (readonly string[])[];
}

/** A request as the mock keeps and logs it. Credentials are replaced by `[redacted]`. */
export interface RequestLogEntry {
  readonly method: string;
  /** Path and query as they were sent, credentials redacted. */
  readonly url: string;
  /** The path alone, percent-encoded as it was sent. */
  readonly path: string;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The operation that answered; undefined when no path or method matched. */
  readonly operation: MockOperation | undefined;
  readonly status: number;
  /** Milliseconds from the request's headers to its answer. */
  readonly duration: number;
}

/** A running mock server. */
export interface MockServer {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  readonly host: string;
  readonly operations: readonly MockOperation[];
  /** The latest requests, oldest first, ten thousand at most. */
  readonly requests: readonly RequestLogEntry[];
  /** Stops listening, lets open requests finish for at most a second, and resolves when the port is free. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A running mock server of documents that were read from disk. */
export interface Mock extends MockServer {
  /** What reading the documents had to say; the documents were usable all the same. */
  readonly diagnostics: readonly Diagnostic[];
}
