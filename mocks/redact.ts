import { isObject, type JsonObject } from "../generator/document/json.ts";

/** Replaces credentials in a request's address and headers. */
export interface Redaction {
  url(url: string): string;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
  /** The arguments with the values of these names replaced. */
  arguments(args: Readonly<Record<string, unknown>>, secret: ReadonlySet<string>): Readonly<Record<string, unknown>>;
  /** True for a parameter that carries a credential. */
  isSecret(place: string, name: string): boolean;
}

const secretHeaders = ["authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"];
const secretParameters = ["access_token", "api_key", "apikey", "client_secret", "password", "refresh_token", "token"];
const replacement = "[redacted]";

/** Knows the usual credentials and the API keys that the document declares (section 4.8.27). */
export function createRedaction(openapi: JsonObject): Redaction {
  const headers = new Set(secretHeaders);
  const parameters = new Set(secretParameters);
  const components = openapi["components"];
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  for (const scheme of isObject(schemes) ? Object.values(schemes) : []) {
    if (!isObject(scheme) || scheme["type"] !== "apiKey") continue;
    const name = String(scheme["name"]).toLowerCase();
    if (scheme["in"] === "header") headers.add(name);
    if (scheme["in"] === "query") parameters.add(name);
  }

  return {
    isSecret,
    arguments(args, secret) {
      if (secret.size === 0) return args;
      return Object.fromEntries(
        Object.entries(args).map(([name, value]) => [name, secret.has(name) ? replacement : value]),
      );
    },
    url(url) {
      const [path = "", ...rest] = url.split("?");
      if (rest.length === 0) return url;
      const pairs = rest.join("?").split("&");
      return `${path}?${pairs.map(redactPair).join("&")}`;
    },
    headers(values) {
      const entries = Object.entries(values).map(([name, value]) => [name, headers.has(name) ? replacement : value]);
      return Object.fromEntries(entries);
    },
  };

  function isSecret(place: string, name: string): boolean {
    if (place === "cookie") return true;
    return (place === "header" ? headers : parameters).has(name.toLowerCase());
  }

  function redactPair(pair: string): string {
    const [name] = new URLSearchParams(pair).keys();
    return name !== undefined && parameters.has(name.toLowerCase()) ? `${pair.split("=")[0]}=${replacement}` : pair;
  }
}
