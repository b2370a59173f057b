import { AuthError } from "../auth-error.ts";
import type { AuthDescription } from "./auth-description.ts";

/** Which endpoint is asked. */
export interface EndpointChoice {
  /** An address that the program itself names; it wins. */
  readonly endpoint?: string | undefined;
  /** The name of a server of the API. */
  readonly server?: string | undefined;
  /** The address of a request: its server's endpoint is asked where none is named. */
  readonly near?: string | undefined;
}

const options = { authorizationUrl: "authorizationEndpoint", tokenUrl: "tokenEndpoint", refreshUrl: "tokenEndpoint" };

/**
 * The address of an OAuth endpoint, which is https but for this machine's own.
 *
 * @throws {AuthError} `endpoint` when it is not known, or not safe.
 */
export function endpointOf(kind: keyof typeof options, api: AuthDescription, choice: EndpointChoice): URL {
  const option = options[kind];
  const path = api[kind] ?? (kind === "refreshUrl" ? api.tokenUrl : undefined);
  const url = choice.endpoint === undefined ? published(path, api, choice) : parse(choice.endpoint);
  if (!url) throw new AuthError("endpoint", `the API names no address for this: give ${option}`);
  if (url.protocol !== "https:" && !isLoopback(url)) {
    const message = `${option} must be https, or on this machine, not ${url.protocol}//${url.host}`;
    throw new AuthError("endpoint", message, { host: url.host });
  }
  return url;
}

/** Whether an address is plain http on this machine, where nobody else listens in. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

/**
 * The name of the server with an accounts address that came from outside, by a browser's redirect.
 *
 * @throws {AuthError} `unlisted-host` when no server has it.
 */
export function serverWithAccounts(address: string, { servers = {} }: AuthDescription): string {
  const origin = parse(address)?.origin;
  const found = Object.entries(servers).find(([, { accounts }]) => accounts && parse(accounts)?.origin === origin);
  if (found) return found[0];
  const known = Object.values(servers).flatMap(({ accounts }) => accounts ?? []);
  const message = `the redirect names ${shown(address)}, which is no accounts address of the API: ${known.join(", ")}`;
  throw new AuthError("unlisted-host", message);
}

function published(path: string | undefined, api: AuthDescription, choice: EndpointChoice): URL | undefined {
  const server = serverOf(api, choice);
  const url = path === undefined ? undefined : parse(path, server?.accounts ?? server?.url);
  // Data centres have one path and many hosts.
  return url && server?.accounts ? parse(url.pathname + url.search, server.accounts) : url;
}

function serverOf({ servers = {} }: AuthDescription, { server, near }: EndpointChoice) {
  const all = Object.entries(servers);
  if (server !== undefined) {
    const named = all.find(([name]) => name === server);
    if (named) return named[1];
    const known = all.map(([name]) => name).join(", ");
    throw new AuthError("endpoint", `there is no server ${shown(server)}; there are: ${known || "none"}`);
  }
  const origin = near === undefined ? undefined : parse(near)?.origin;
  const [first] = all;
  return (all.find(([, { url }]) => origin !== undefined && parse(url)?.origin === origin) ?? first)?.[1];
}

function parse(url: string, base?: string): URL | undefined {
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
