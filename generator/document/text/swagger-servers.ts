import { type JsonObject, listIn } from "../json.ts";

/** The schemes that a client can use, the one that keeps secrets first. */
const schemesOfHttp = ["https", "http"];

/** The hosts of one's own machine, which have no certificates. */
const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/i;

/** An address that stands where a host should: its scheme, and the host. */
export const addressAsHost = /^(?:([a-z][a-z0-9+.-]*):)?\/\/([^/].*?)\/*$/i;

/**
 * The servers of a Swagger 2.0 document (section "Swagger Object", `host`, `basePath` and `schemes`); empty where it
 * names neither host nor path.
 */
export function serversOf(swagger: JsonObject): JsonObject[] {
  const { host: stated, basePath } = swagger;
  const [, ofHost, host = stated] = addressAsHost.exec(String(stated)) ?? [];
  const path = typeof basePath === "string" && basePath !== "" ? `/${basePath.replace(/^\/+/, "")}` : "";
  if (typeof host !== "string" || host === "") return path === "" ? [] : [{ url: path }];
  const named = listIn(swagger, "schemes").map((scheme) => String(scheme).toLowerCase());
  const known = schemesOfHttp.filter((scheme) => named.includes(scheme));
  const own = ofHost?.toLowerCase() ?? (isLocal.test(host) ? "http" : "https");
  const schemes = known.length > 0 ? known : [schemesOfHttp.includes(own) ? own : "https"];
  return schemes.map((scheme) => ({ url: `${scheme}://${host}${path}` }));
}
