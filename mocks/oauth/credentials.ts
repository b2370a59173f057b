import type { JsonObject } from "../../generator/document/json.ts";

/** Where a request may carry credentials. */
export interface CredentialSource {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** The credentials of a request. */
export interface Credentials {
  /**
   * The Authorization header's text behind one of the prefixes, in any case; undefined when it has another one or is
   * not there.
   */
  behind(prefixes: readonly string[]): string | undefined;
  /**
   * The user name and password of RFC 7617, joined by a colon; undefined when there are none or they cannot be decoded.
   */
  basic(): string | undefined;
  /** The value of an `apiKey` scheme (section 4.8.27); undefined when it is missing or empty. */
  apiKey(scheme: JsonObject): string | undefined;
  /** The last word of the Authorization header, which is where a token is, whatever precedes it. */
  readonly token: string | undefined;
  readonly hasAuthorization: boolean;
  /** Whether more than one word follows `Bearer` (RFC 6750, section 2.1). */
  readonly isMalformedBearer: boolean;
  /**
   * Any credential at all: the Authorization header, `X-API-Key`, an API key of the document, or a cookie that is not a
   * session's.
   */
  hasAny(schemes: Iterable<JsonObject>): boolean;
  /** The setting that names a cookie of a browser session, when the request has one. */
  readonly sessionCookie: string | undefined;
}

/** Reads the credentials of a request; session cookies count as none. */
export function readCredentials({ headers, query }: CredentialSource, sessionCookies: readonly string[]): Credentials {
  const header = (name: string): string | undefined => (Object.hasOwn(headers, name) ? headers[name] : undefined);
  const authorization = header("authorization")?.trim() ?? "";
  const cookies = parseCookies(header("cookie") ?? "");
  const isSession = (name: string): boolean => sessionCookies.some((cookie) => isNamed(name, cookie));

  const behind = (prefixes: readonly string[]): string | undefined => {
    const [, prefix, rest] = /^(\S+)\s+(.+)$/s.exec(authorization) ?? [];
    if (prefixes.some((name) => name !== "" && name.toLowerCase() === prefix?.toLowerCase())) return rest;
    return prefixes.includes("") && prefix === undefined && authorization !== "" ? authorization : undefined;
  };
  const apiKey = (scheme: JsonObject): string | undefined => {
    const name = String(scheme["name"]);
    const found = {
      header: () => header(name.toLowerCase()),
      query: () => query.get(name) ?? undefined,
      cookie: () => (isSession(name) ? undefined : cookies.get(name)),
    };
    const place = scheme["in"];
    const value = place === "header" || place === "query" || place === "cookie" ? found[place]() : undefined;
    return value === undefined || value.trim() === "" ? undefined : value.trim();
  };
  return {
    behind,
    basic() {
      const encoded = behind(["Basic"])?.trim() ?? "";
      if (!/^[\w+/-]+=*$/.test(encoded)) return undefined;
      const pair = Buffer.from(encoded, "base64").toString("utf8");
      return pair.includes(":") ? pair : undefined;
    },
    apiKey,
    token: authorization === "" ? undefined : authorization.split(/\s+/).at(-1),
    hasAuthorization: authorization !== "",
    isMalformedBearer: /^bearer\s+\S+\s/i.test(authorization),
    hasAny(schemes) {
      if (authorization !== "" || header("x-api-key") || [...cookies.keys()].some((name) => !isSession(name)))
        return true;
      return [...schemes].some((scheme) => scheme["type"] === "apiKey" && apiKey(scheme) !== undefined);
    },
    sessionCookie: sessionCookies.find((cookie) => [...cookies.keys()].some((name) => isNamed(name, cookie))),
  };
}

function isNamed(cookie: string, name: string): boolean {
  return name.endsWith("*") ? cookie.startsWith(name.slice(0, -1)) : cookie === name;
}

/** The cookies of a Cookie header (RFC 6265, section 5.4); the first of a name counts. */
function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const end = pair.indexOf("=");
    const name = pair.slice(0, Math.max(end, 0)).trim();
    if (name === "" || cookies.has(name)) continue;
    const value = pair.slice(end + 1).trim();
    cookies.set(name, /^".*"$/.test(value) ? value.slice(1, -1) : value);
  }
  return cookies;
}
