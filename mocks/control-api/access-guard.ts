import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isLoopback, nameOfHost } from "../http/host.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { ControlAccess } from "../pipeline/api-options.ts";

/** A request as far as access to it is decided. */
type Head = Pick<IncomingMessage, "headers" | "method"> & {
  readonly socket: Pick<IncomingMessage["socket"], "localAddress">;
};

/** What is asked of a request. */
interface Demands {
  /** Whether it must have the token; a page that tells nothing of the mock needs none. Default: true. */
  readonly asksToken?: boolean;
  /**
   * Whether it only asks if the mock is ready, as load balancers do, with a `Host` of their own: beyond loopback
   * addresses, where other machines reach the mock in any case. Default: false.
   */
  readonly isProbe?: boolean;
}

/** Lets a request pass, with the headers that its response needs for a browser; throws a problem 401 or 403. */
export type AccessGuard = (request: Head, demands?: Demands) => readonly (readonly [name: string, value: string])[];

/**
 * Decides who may steer a mock that is bound to `boundHost`. A web page reaches a mock on its visitor's machine, under
 * a name of its own that leads there too (DNS rebinding): `Host` must be that of this machine, `Origin` the mock's own
 * or a listed one.
 */
export function createAccessGuard(boundHost: string, { token, origins = [], hosts = [] }: ControlAccess): AccessGuard {
  const listedOrigins = new Set(origins.map((origin) => origin.toLowerCase().replace(/\/$/, "")));
  const listedHosts = new Set(hosts.map((host) => host.toLowerCase()));

  const isWide = !isLoopback(boundHost);

  return ({ headers, method, socket }, { asksToken = true, isProbe = false } = {}) => {
    if (token === undefined && isWide && !isProbe)
      throw forbidden(
        `The control API is off, as ${boundHost} is not a loopback address and there is no control token.`,
      );
    const host = headers.host?.toLowerCase() ?? "";
    const name = nameOfHost(host);
    const isOwn = isLoopback(name) || name === boundHost.toLowerCase() || name === addressOf(socket.localAddress);
    if (!isOwn && !(isProbe && isWide) && !listedHosts.has(host) && !listedHosts.has(name))
      throw forbidden(
        `The Host "${host.slice(0, 200)}" is not this machine's; mock.control.hosts in the settings lists others.`,
      );
    const origin = headers.origin?.toLowerCase();
    const isListed = origin !== undefined && listedOrigins.has(origin);
    if (origin !== undefined && !isListed && origin.replace(/^https?:\/\//, "") !== host)
      throw forbidden(
        `The Origin "${origin.slice(0, 200)}" is not the mock's; mock.control.origins in the settings lists others.`,
      );
    // Browsers send no Origin with a GET of an image or a script.
    if (!isListed && ["cross-site", "same-site"].includes(String(headers["sec-fetch-site"])))
      throw forbidden(
        "The request comes from another site; mock.control.origins in the settings lists those that may.",
      );
    const isPreflight = method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
    const isExempt = !asksToken || isProbe || isPreflight;
    if (token !== undefined && !isExempt && !isToken(headers.authorization, token)) throw unauthorized();
    return isListed ? [["access-control-allow-origin", headers.origin!], ...corsHeaders] : [["vary", "origin"]];
  };
}

const corsHeaders = [
  ["vary", "origin"],
  ["access-control-allow-headers", "authorization, content-type, accept, last-event-id"],
  ["access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE"],
] as const;

/** An address of a socket, which has those of IPv4 in the form of IPv6 where it listens to both. */
function addressOf(address: string | undefined): string | undefined {
  return address?.replace(/^::ffff:/i, "").toLowerCase();
}

/** Compared by digests of one length, in a time that says nothing of where they differ. */
function isToken(authorization: string | undefined, token: string): boolean {
  const [, sent = ""] = /^bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(sent), digest(token));
}

function forbidden(detail: string): ProblemJsonError {
  return new ProblemJsonError({ type: "FORBIDDEN", title: "Not allowed to control the mock", status: 403 }, detail);
}

function unauthorized(): ProblemJsonError {
  const template = { type: "UNAUTHORIZED", title: "Control token needed", status: 401 };
  const headers = { "www-authenticate": 'Bearer realm="twinspec control"' };
  return new ProblemJsonError(template, "Send the mock's control token: Authorization: Bearer <token>.", { headers });
}
