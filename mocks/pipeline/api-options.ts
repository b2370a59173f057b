import type { ScopeSettings } from "../../generator/settings/settings.ts";
import type { AccessMode, ErrorTemplate, OAuthSettings } from "../oauth/settings.ts";
import type { JournalLimits } from "./journal.ts";
import type { RequestLogEntry } from "./request-log.ts";

/** Who may control a mock over HTTP. */
export interface ControlAccess {
  /** The bearer token that every request needs. Without one, only a mock on a loopback address can be controlled. */
  readonly token?: string | undefined;
  /** Origins of web pages that may, beside the mock's own: `http://localhost:3000`. */
  readonly origins?: readonly string[] | undefined;
  /** Further names of the mock's machine, as clients have them in `Host`: `mock`, or with a port. */
  readonly hosts?: readonly string[] | undefined;
}

/** How a mocked API responds. */
export interface ApiOptions {
  /**
   * Generates bodies from schemas instead of taking examples. Default: false; `Prefer: dynamic=true` does it for one
   * request.
   */
  readonly dynamic?: boolean;
  /**
   * Responds with 500 when a response breaks the document, instead of naming it in `sl-violations` alone. Default:
   * false.
   */
  readonly errors?: boolean;
  /**
   * Makes generated bodies and chance repeatable, and the texts of tokens: same seed, same document, same request, same
   * bytes. Without one, nobody can guess a token.
   */
  readonly seed?: number | string;
  /** Sends CORS headers, which let browsers of every origin read the responses. Default: true. */
  readonly cors?: boolean;
  /** Builds bodies from schemas even where the document has examples. Default: false. */
  readonly ignoreExamples?: boolean;
  /**
   * Faults by the client's name of an operation, `*` for all:
   * `{ getTickets: ["latency=100-300", "status=503;probability=0.1"] }`.
   */
  readonly faults?: Readonly<Record<string, readonly string[]>>;
  /**
   * `strict`: OAuth tokens are those that the mock issued; `lenient`: any will do; `off`: access is not checked.
   * Default: what `oauth` or the settings say, else `defaultAuth`.
   */
  readonly auth?: AccessMode;
  /**
   * How access is checked where nothing else says it: settings that have anything in `scopes` or `mock.oauth` mean
   * `strict`. Default: `strict`; the command line has `lenient`.
   */
  readonly defaultAuth?: AccessMode;
  /** How the API grants access, where it differs from RFC 6749 and 6750. */
  readonly oauth?: Partial<OAuthSettings>;
  /**
   * The API's own 422 to a request whose values are wrong; `{detail}`, and in a list of one item `{field}`, `{kind}`
   * and `{message}`, are filled in.
   */
  readonly invalidRequest?: ErrorTemplate;
  /**
   * `refuse`: a request that breaks the document is refused; `note`: it is responded to as if it did not, and
   * `sl-violations` and the journal say what is wrong; `ignore`: nothing is said of it. Default: `refuse`.
   */
  readonly onInvalidRequest?: "ignore" | "note" | "refuse";
  /**
   * What becomes of query arguments that nothing describes. `note`: the journal says so; `error`: the request is
   * refused, or what `onInvalidRequest` says; `ignore`: nothing is said. Default: `note`.
   */
  readonly unknownQuery?: "error" | "ignore" | "note";
  /**
   * Whether arrays and objects of a query may be sent with brackets behind their names, `ids[]=1`, in any style.
   * Default: true.
   */
  readonly queryBrackets?: boolean;
  /** Whether a request may say by `X-Twinspec-Fault` what goes wrong with it. Default: true. */
  readonly faultHeader?: boolean;
  /**
   * Hosts that callbacks of the document may be sent to, beside this machine: `hooks.example.com`, or with a port.
   * Default: none.
   */
  readonly callbackHosts?: readonly string[];
  /**
   * Names that requests may have in `Host` where the mock is bound to a loopback address, beside those of this machine:
   * `mock`, or with a port, `.example.com` for all below, `*` for all. Default: those that may control it.
   */
  readonly allowedHosts?: readonly string[];
  /**
   * Whether the mock can be controlled over HTTP, below `/__twinspec/`, and by whom. Default: true, by programs on this
   * machine; with an address that is not a loopback one, by nobody without a token.
   */
  readonly control?: boolean | ControlAccess;
  /**
   * The real API, and the operations that go there: by name, by tag (`tag:admin`) or by path (`GET /pets/*`). All
   * others are mocked.
   */
  readonly upstream?: { readonly url: string; readonly operations: readonly string[] };
  /** How the API means its scope lists. */
  readonly scopes?: ScopeSettings;
  /**
   * Keeps what clients create, change and delete, beginning with the records in the document's examples. Default:
   * false, every response is the document's.
   */
  readonly stateful?: boolean;
  /**
   * Sends every request to the API at this address, validates both ways, and writes down the exchange without its
   * secrets. The mock responds where the API says that it does not (501). Access is looked at only with `auth`:
   * `lenient` notes in `sl-violations` where a credential is missing.
   */
  readonly record?: string;
  /**
   * The HTTP proxy through which the API of `record` or `upstream` is reached: `http://user:password@host:3128`. APIs
   * by https are reached through a tunnel.
   */
  readonly upstreamProxy?: string;
  /**
   * Where recordings are, a folder, or a Redis server by its URL; `false`: with `record`, nothing is written down.
   * Default: `recordings` in the working folder.
   */
  readonly recording?: string | false;
  /** Responds with what was recorded. Access is checked only where `auth` says so. */
  readonly replay?: boolean;
  /**
   * A folder that what requests exercised of the document is written to, in a file of its own for each mock. Every body
   * is looked at then; else, of responses that bring nothing new again and again, only some. Default: none.
   */
  readonly coverage?: string;
  /** How much of the latest requests is kept. Default: 10,000 of them, 64 MiB in all, 64 KiB of a body. */
  readonly journal?: Partial<JournalLimits>;
  /** Called once for every request, just before its response is sent. */
  readonly log?: (entry: RequestLogEntry) => void;
}
