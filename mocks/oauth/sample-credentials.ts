import type { Alternative, SchemeRequirement } from "./security.ts";

/** What a request that somebody tries says of who sends it. */
export interface SampleCredentials {
  /** Path and query. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The scopes of the token that it needs beside; undefined where it needs none. */
  readonly scopes?: readonly string[];
}

/** Keys, users and tokens from outside are all good. */
const anything = "demo";

/** Credentials for the alternative that needs the fewest, the first of equals; a key in the query is in the target. */
export function sampleCredentials(target: string, alternatives: readonly Alternative[]): SampleCredentials {
  const [easiest = []] = [...alternatives].sort((one, other) => one.length - other.length);
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  const cookies: string[] = [];
  let scopes: readonly string[] | undefined;
  for (const part of easiest) {
    const place = placeOf(part);
    if (place.in === "token") scopes = [...(scopes ?? []), ...(part.scopes[0] ?? [])];
    else if (place.in === "query") query.append(place.name, anything);
    else if (place.in === "cookie") cookies.push(`${place.name}=${anything}`);
    else headers[place.name] = place.value;
  }
  if (cookies.length > 0) headers["Cookie"] = cookies.join("; ");
  const whole = query.size === 0 ? target : `${target}${target.includes("?") ? "&" : "?"}${query}`;
  return { target: whole, ...(Object.keys(headers).length > 0 && { headers }), ...(scopes && { scopes }) };
}

type Place =
  | { readonly in: "token" }
  | { readonly in: "query"; readonly name: string }
  | { readonly in: "cookie"; readonly name: string }
  | { readonly in: "header"; readonly name: string; readonly value: string };

function placeOf({ scheme }: SchemeRequirement): Place {
  const type = scheme?.["type"];
  if (type === "oauth2" || type === "openIdConnect") return { in: "token" };
  if (type === "apiKey") {
    const name = String(scheme?.["name"]);
    if (scheme?.["in"] === "query") return { in: "query", name };
    return scheme?.["in"] === "cookie" ? { in: "cookie", name } : { in: "header", name, value: anything };
  }
  const named = type === "http" ? String(scheme?.["scheme"] ?? "bearer") : "bearer";
  const name = named.toLowerCase();
  if (name === "basic") return { in: "header", name: "Authorization", value: `Basic ${btoa(`user:${anything}`)}` };
  const prefix = name === "bearer" ? "Bearer" : named;
  return { in: "header", name: "Authorization", value: `${prefix} ${anything}` };
}
