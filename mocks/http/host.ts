import type { IncomingMessage } from "node:http";
import { badRequest, ProblemJsonError } from "./problem.ts";

/** Whether a name or an address, as `nameOfHost` gives it, is of this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:7f[\da-f]{2}:[\da-f]{1,4}|(?:.+\.)?localhost)$/i.test(host);
}

/**
 * The name or address of a `Host`: an IPv6 address in its shortest form and without its brackets, a name without the
 * dot of the root.
 */
export function nameOfHost(host: string): string {
  const [, bracketed, plain = ""] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host) ?? [];
  return bracketed === undefined ? plain.replace(/\.$/, "") : shortest(bracketed);
}

function shortest(address: string): string {
  const url = `http://[${address}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address;
}

/** Which names a server answers to. */
export interface HostRules {
  /** The address that it is bound to. */
  readonly boundHost: string;
  /** Further names: `mock`, one with a port, `.example.com` for all below, `*` for all. */
  readonly allowed: readonly string[];
}

/** A request as far as its host is looked at. */
type Head = Pick<IncomingMessage, "headers" | "httpVersion" | "rawHeaders" | "url">;

// RFC 9110, section 4.2.1: an http address has a host; RFC 3986, section 3.2.2: the characters of one.
const wellFormed = /^(?:\[[\da-f:.]+(?:%25[\w.~-]+)?\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?$/i;

/**
 * Checks that a request has one `Host` (RFC 9112, section 3.2), and on a loopback address that it is a name of this
 * machine or an allowed one: a web page reaches a mock on its visitor's machine under a name of its own that leads
 * there (DNS rebinding). What comes as to a proxy, with its whole address, no web page can send.
 *
 * @throws {ProblemJsonError} 400 where it is missing, malformed or there twice; 403 where it is another name.
 */
export function createHostCheck({ boundHost, allowed }: HostRules): (request: Head) => void {
  const listed = new Set(allowed.map((host) => host.toLowerCase()));
  const endings = [...listed].filter((host) => host.startsWith("."));
  const isOpen = listed.has("*") || !isLoopback(boundHost);
  // Nearly all requests have the same one.
  let known: string | undefined;

  return ({ headers, httpVersion, rawHeaders, url }) => {
    const { host } = headers;
    if (countHosts(rawHeaders) > 1) throw badRequest("Malformed Host", "The request has more than one Host header.");
    if (host === known && host !== undefined) return;
    if (host === undefined) {
      if (httpVersion === "1.0") return;
      throw badRequest("Host is missing", "A request of HTTP/1.1 must have a Host header.");
    }
    if (!wellFormed.test(host)) throw badRequest("Malformed Host", "The Host header must be a name or an address.");
    const isAsToProxy = url?.startsWith("/") !== true && url !== "*";
    if (isAsToProxy) return;
    if (!isAllowed(host.toLowerCase())) throw notAllowed(host);
    known = host;
  };

  function isAllowed(host: string): boolean {
    const name = nameOfHost(host);
    if (isOpen || isLoopback(name) || name === boundHost.toLowerCase()) return true;
    return listed.has(host) || listed.has(name) || endings.some((end) => name.endsWith(end) || name === end.slice(1));
  }
}

function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === 4 && name.toLowerCase() === "host") count += 1;
  }
  return count;
}

function notAllowed(host: string): ProblemJsonError {
  const template = { type: "FORBIDDEN", title: "Host is not allowed", status: 403 };
  const detail =
    `The Host "${host.slice(0, 200)}" is none of this machine's names; ` +
    "--allowed-hosts, or mock.allowedHosts in the settings, lists others.";
  return new ProblemJsonError(template, detail);
}
