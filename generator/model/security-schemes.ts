import type { Api } from "../document/api.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import type { SecurityScheme } from "./model.ts";

/** The ways to authenticate that operations require; if none requires any, those that the documents describe. */
export function buildSecuritySchemes({ operations, securitySchemes }: Api): SecurityScheme[] {
  const required = new Set(
    operations
      .flatMap(({ operation }) => listIn(operation, "security"))
      .flatMap((requirement) => (isObject(requirement) ? Object.keys(requirement) : [])),
  );
  const described = [...securitySchemes].sort(([a], [b]) => byCodePoint(a, b));
  const used = described.filter(([name]) => required.has(name));
  return (used.length > 0 ? used : described).flatMap(([name, scheme]) => schemeOf(name, scheme) ?? []);
}

function schemeOf(name: string, described: JsonObject): SecurityScheme | undefined {
  const { type, in: place, name: parameter, scheme } = described;
  switch (type) {
    case "oauth2":
    case "openIdConnect":
      return { name, kind: "token" };
    case "mutualTLS":
      return { name, kind: "certificate" };
    case "http": {
      const called = String(scheme).toLowerCase();
      if (called === "bearer") return { name, kind: "token" };
      return called === "basic" ? { name, kind: "basic" } : { name, kind: "http", scheme: String(scheme) };
    }
    case "apiKey":
      if (typeof parameter !== "string" || (place !== "header" && place !== "query" && place !== "cookie"))
        return undefined;
      return { name, kind: "key", in: place, parameter };
    default:
      return undefined;
  }
}
