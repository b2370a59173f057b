import { AuthError } from "../core/auth-error.ts";
import { type Server, serverUrl } from "../core/transport.ts";

/**
 * What the runtime must know of an API's OAuth endpoints. The generator writes one for each API, from its documents'
 * security scheme (OpenAPI Specification 3.1, section 4.8.27) and its settings.
 */
export interface AuthDescription {
  /** Where a user authorises. Relative to the server's accounts address, whose origin an absolute one gets too. */
  readonly authorizationUrl?: string;
  /** Where tokens are requested; as `authorizationUrl`. */
  readonly tokenUrl?: string;
  /** Where a device asks for a code (RFC 8628); as `authorizationUrl`. */
  readonly deviceAuthorizationUrl?: string;
  /** Where the authorization server describes itself (RFC 8414); as `authorizationUrl`. */
  readonly metadataUrl?: string;
  /** Where a refresh token is used. Default: `tokenUrl`. */
  readonly refreshUrl?: string;
  /** Default: `client_secret_basic`. */
  readonly clientAuthentication?: ClientAuthentication;
  /** The separator of scopes. Default: a space. */
  readonly scopeSeparator?: string;
  /** The prefix of the token in the `Authorization` header. Default: `Bearer`. */
  readonly prefix?: string;
  /** Further parameters of every authorization request. */
  readonly authorizationParameters?: { readonly [name: string]: string };
  /** The parameter of the redirect that names the accounts address which the code is for. */
  readonly accountsParameter?: string;
  /** The servers of the API by name, the first one the default; `accounts` is the origin of its OAuth endpoints. */
  readonly servers?: { readonly [name: string]: Server & { readonly accounts?: string } };
  /** Cookies of a browser session; `*` at the end stands for any further text. */
  readonly sessionCookies?: readonly string[];
}

/** How a client shows its secret (RFC 6749, section 2.3.1). */
export type ClientAuthentication = "client_secret_basic" | "client_secret_post";

/** A server of the API. */
export interface ServerChoice {
  readonly server?: string | undefined;
  /** The variables in its address. Without `server` they are those of the first one. */
  readonly serverVariables?: ServerVariables | undefined;
}

/** How the endpoint is chosen. */
export interface EndpointChoice extends ServerChoice {
  /** An address that the program itself gives; it wins. */
  readonly endpoint?: string | undefined;
  /** The address of the request that needs a token: its server's endpoint is asked where no server is named. */
  readonly requestUrl?: string | undefined;
}

type Listed = NonNullable<AuthDescription["servers"]>[string];

const options = {
  authorizationUrl: "authorizationEndpoint",
  deviceAuthorizationUrl: "deviceAuthorizationEndpoint",
  tokenUrl: "tokenEndpoint",
  refreshUrl: "tokenEndpoint",
  metadataUrl: "metadataUrl",
};

/**
 * The address of an OAuth endpoint, which is https but for this machine's own.
 *
 * @throws {AuthError} `endpoint` when it is not known, or not safe.
 */
export function endpointOf(
  kind: keyof typeof options,
  api: AuthDescription,
  choice: EndpointChoice,
): URL {
  const option = options[kind];
  const path = api[kind] ?? (kind === "refreshUrl" ? api.tokenUrl : undefined);
  const url = choice.endpoint === undefined ? published(path, api, choice) : parse(choice.endpoint);
  if (!url?.host) {
    const fault =
      choice.endpoint === undefined
        ? "the API names no address for this"
        : `${option} is not a URL`;
    throw new AuthError(
      "endpoint",
      `${fault}: give ${option} whole, such as https://accounts.example.com/oauth`,
    );
  }
  const { host, protocol } = url;
  if (protocol !== "https:" && !isLoopback(url)) {
    const message = `${option} must be https, or on this machine, not ${protocol}//${host}`;
    throw new AuthError("endpoint", message, { host });
  }
  if (url.username || url.password) {
    const message = `${option} holds a user or a password for ${host}: give clientId and clientSecret instead`;
    throw new AuthError("endpoint", message, { host });
  }
  return url;
}

/** Whether an address is plain http on this machine, where nobody can listen in. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

/**
 * The name of the server with an accounts address that came from outside, by a browser's redirect.
 *
 * @throws {AuthError} `unlisted-host` when no server has it.
 */
export function serverWithAccounts(address: string, { servers = {} }: AuthDescription): string {
  const origin = originOf(address);
  const found = Object.entries(servers).find(
    ([, { accounts }]) => accounts && originOf(accounts) === origin,
  );
  if (found) return found[0];
  const known = Object.values(servers).flatMap(({ accounts }) => accounts ?? []);
  const fault = `the redirect names ${shown(address)}, which is not an accounts address of the API`;
  throw new AuthError("unlisted-host", `${fault}: ${known.join(", ")}`);
}

/**
 * Refuses to send tokens of one server to another one of the API. An address that is none of the API's servers, such as
 * a proxy's or a mock's, is the program's own choice.
 *
 * @throws {AuthError} `endpoint`.
 */
export function requireServer(
  api: AuthDescription,
  choice: ServerChoice,
  request: string | undefined,
): void {
  const { server: name } = choice;
  const serverVariables = given(choice.serverVariables);
  const own = name === undefined ? undefined : findListed(api, name);
  if (request === undefined || name === undefined || !own) return;
  const address = serverVariables
    ? addressOf(name, own, serverVariables)
    : addressAt(name, own, request);
  if (address !== undefined && originOf(address) === originOf(request)) return;
  const other = serverAt(api, request);
  if (
    !other ||
    (own.accounts && other.accounts && originOf(own.accounts) === originOf(other.accounts))
  )
    return;
  const place = address === undefined ? "" : ` (${originOf(address)})`;
  const options = `{ server: ${shown(name)}${serverVariables ? ", serverVariables" : ""} }`;
  const tokens = `the tokens are for the server ${shown(name)}${place}`;
  const target = `the request goes to ${shown(other.name)} (${originOf(request)})`;
  throw new AuthError("endpoint", `${tokens}, and ${target}: give createClient(${options})`);
}

function published(
  path: string | undefined,
  api: AuthDescription,
  choice: EndpointChoice,
): URL | undefined {
  if (path === undefined) return undefined;
  const server = serverOf(api, choice, !URL.canParse(path));
  const url = parse(path, server?.accounts ?? server?.address);
  // Data centres have one path and many hosts.
  return url && server?.accounts ? parse(url.pathname + url.search, server.accounts) : url;
}

/** The server whose endpoint is asked; undefined where they do not differ by server. */
function serverOf(
  api: AuthDescription,
  { server, requestUrl, ...choice }: EndpointChoice,
  isRelative: boolean,
): { accounts?: string; address?: string } | undefined {
  const serverVariables = given(choice.serverVariables);
  const all = Object.entries(api.servers ?? {});
  const name = server ?? (serverVariables || requestUrl === undefined ? all[0]?.[0] : undefined);
  if (name !== undefined) {
    const named = findListed(api, name);
    if (!named) {
      const known = all.map(([each]) => each).join(", ");
      throw new AuthError(
        "endpoint",
        `there is no server ${shown(name)}; there are: ${known || "none"}`,
      );
    }
    if (named.accounts) return { accounts: named.accounts };
    return isRelative ? { address: addressFor(name, named, { serverVariables, requestUrl }) } : {};
  }
  const found = requestUrl === undefined ? undefined : serverAt(api, requestUrl);
  if (found || requestUrl === undefined || all.length === 0) return found;
  if (!isRelative && all.every(([, { accounts }]) => accounts === undefined)) return undefined;
  const variables = all.some(([, each]) => hasVariableOrigin(each)) ? " with serverVariables" : "";
  const fault = `the request goes to ${originOf(requestUrl)}, which is not a server of the API`;
  throw new AuthError(
    "endpoint",
    `${fault}: say who gives its tokens, by tokenEndpoint, or by server${variables}`,
  );
}

/** The address of a server that is named, where the request says what its variables are. */
function addressFor(
  name: string,
  server: Listed,
  { serverVariables, requestUrl }: EndpointChoice,
): string {
  if (serverVariables || requestUrl === undefined) return addressOf(name, server, serverVariables);
  const found = addressAt(name, server, requestUrl);
  if (found !== undefined || !hasVariableOrigin(server)) return found ?? addressOf(name, server);
  const fault = `the server ${shown(name)} has many addresses, and ${originOf(requestUrl)}`;
  throw new AuthError(
    "endpoint",
    `${fault}, where the request goes, is none of them: give serverVariables, or tokenEndpoint`,
  );
}

function addressOf(name: string, server: Listed, serverVariables?: ServerVariables): string {
  try {
    return filledIn(name, server, serverVariables);
  } catch (error) {
    throw new AuthError("endpoint", `serverVariables: ${(error as Error).message}`);
  }
}

/** The server that a request goes to: one that has just this address, else one whose variables may have it. */
function serverAt({ servers = {} }: AuthDescription, request: string) {
  const all = Object.entries(servers);
  const ordered = [false, true].flatMap((varies) =>
    all.filter(([, server]) => hasVariableOrigin(server) === varies),
  );
  for (const [name, server] of ordered) {
    const address = addressAt(name, server, request);
    if (address !== undefined)
      return { name, address, ...(server.accounts && { accounts: server.accounts }) };
  }
  return undefined;
}

/** Undefined where none of them is set: an environment variable may not be. */
function given(variables: ServerVariables | undefined): ServerVariables | undefined {
  return Object.values(variables ?? {}).some((value) => value !== undefined)
    ? variables
    : undefined;
}

function findListed({ servers = {} }: AuthDescription, name: string): Listed | undefined {
  return Object.hasOwn(servers, name) ? servers[name] : undefined;
}

function parse(url: string, base?: string): URL | undefined {
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}

/** What the variables in the address of a server are set to, by name. */
export interface ServerVariables {
  readonly [name: string]: string | undefined;
}

/**
 * A variable next to a literal can be found in one way; three in one label cannot be told apart, and trying takes
 * forever.
 */
const crowded = /\{[^{}]+\}[^.:/{]*\{[^{}]+\}[^.:/{]*\{/;

const standardPorts: { readonly [protocol: string]: string } = { "http:": "80", "https:": "443" };

/** The address with its variables filled in. Throws a TypeError as `serverUrl` does. */
function filledIn(name: string, server: Server, serverVariables?: ServerVariables): string {
  return serverUrl({ [name]: server }, { server: name, serverVariables });
}

/**
 * The address of a server as a request to it has it; undefined for a request that goes somewhere else. Scheme, host and
 * port must be those of the server. A variable stands for one of its `enum`, its default, or one label of a host or a
 * part of one.
 */
function addressAt(name: string, server: Server, request: string): string | undefined {
  const { origin, protocol, hostname, port } = new URL(request);
  const standard = orUndefined(() => filledIn(name, server));
  if (standard !== undefined && originOf(standard) === origin) return standard;
  const [, authority = "", path = ""] = /^([^/]+\/\/[^/?#]+)([\s\S]*)$/.exec(server.url) ?? [];
  if (!authority.includes("{") || crowded.test(authority)) return undefined;
  const pattern = authority
    .split(/\{([^{}]+)\}/)
    .map((part, index) => (index % 2 ? valuePattern(server, part) : escaped(part)))
    .join("");
  const whole = `${protocol}//${hostname}:${port || standardPorts[protocol]}`;
  if (![origin, whole].some((address) => new RegExp(`^${pattern}$`, "i").test(address)))
    return undefined;
  return orUndefined(() => filledIn(name, { ...server, url: origin + path })) ?? origin;
}

/** The origin of an address; undefined where it has none. */
function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

/** Whether scheme, host or port of a server have variables. */
function hasVariableOrigin({ url }: Server): boolean {
  return /^[^/]*(?:\/\/[^/?#]*)?/.exec(url)![0].includes("{");
}

function valuePattern({ variables = {} }: Server, name: string): string {
  const { default: standard, enum: choices } =
    (Object.hasOwn(variables, name) ? variables[name] : undefined) ?? {};
  const listed = [...(choices ?? []), ...(standard ? [standard] : [])].map(escaped);
  return `(?:${[...listed, ...(choices ? [] : ["[^.:/]+"])].join("|")})`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function orUndefined<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
