import { type JsonObject, listIn } from "../json.ts";

/** The schemes that a client can use, the one that keeps secrets first. */
const schemesOfHttp = ["https", "http"];

/** The hosts of one's own machine, which have no certificates. */
const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/i;

/**
 * The servers of a Swagger 2.0 document (section "Swagger Object", `host`, `basePath` and `schemes`); empty where it
 * names neither host nor path.
 */
export function serversOf(swagger: JsonObject): JsonObject[] {
  const { host, basePath } = swagger;
  const path = typeof basePath === "string" && basePath !== "" ? `/${basePath.replace(/^\/+/, "")}` : "";
  if (typeof host !== "string" || host === "") return path === "" ? [] : [{ url: path }];
  const stated = listIn(swagger, "schemes").map((scheme) => String(scheme).toLowerCase());
  const known = schemesOfHttp.filter((scheme) => stated.includes(scheme));
  const schemes = known.length > 0 ? known : [isLocal.test(host) ? "http" : "https"];
  return schemes.map((scheme) => ({ url: `${scheme}://${host}${path}` }));
}
