import { didYouMean } from "../../diagnostics/suggestion.ts";
import type { JsonObject } from "../json.ts";
import { type Contradiction, notAllowed, type Subject } from "./contradiction.ts";

const types = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];
const placesOfKeys = ["query", "header", "cookie"];

/** What a scheme of each type says nothing without (section 4.8.27.1 of 3.1). */
const fieldsByType: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["apiKey", ["name", "in"]],
  ["http", ["scheme"]],
  ["oauth2", ["flows"]],
  ["openIdConnect", ["openIdConnectUrl"]],
]);

/** Where a token comes from in each flow (section 4.8.29.1 of 3.1). Published flows may have no `scopes`. */
const fieldsByFlow: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["implicit", ["authorizationUrl"]],
  ["password", ["tokenUrl"]],
  ["clientCredentials", ["tokenUrl"]],
  ["authorizationCode", ["authorizationUrl", "tokenUrl"]],
  ["deviceAuthorization", ["deviceAuthorizationUrl", "tokenUrl"]],
]);

/** The authentication schemes that nearly everybody means, of those that IANA lists. */
const usualSchemes = ["basic", "bearer", "digest"];

/** The fields that a security scheme requires for what it is. */
export function fieldsOfScheme({ type }: JsonObject): readonly string[] {
  return type === undefined ? ["type"] : (fieldsByType.get(type) ?? []);
}

/** The fields that a flow requires, by its key. */
export function fieldsOfFlow(flow: string | undefined): readonly string[] {
  return fieldsByFlow.get(flow) ?? [];
}

/** Types that there are not, and places where no key can be (section 4.8.27.1 of 3.1). */
export function securitySchemes({ value }: Subject): Contradiction[] {
  const { type, in: place } = value;
  if (typeof type === "string" && !types.includes(type)) {
    const message = `the type of a security scheme must be one of ${types.join(", ")}, not "${type}"`;
    return [notAllowed(message, ["type"], { help: didYouMean(type, types) })];
  }
  if (type !== "apiKey" || typeof place !== "string" || placesOfKeys.includes(place)) return [];
  const message = `an API key must be in ${placesOfKeys.join(", ")}, not in "${place}"`;
  return [notAllowed(message, ["in"], { help: didYouMean(place, placesOfKeys) })];
}

/** A scheme of HTTP that nobody registered, and that differs from a usual one by a letter. */
export function nearScheme({ value: { type, scheme } }: Subject): Contradiction[] {
  if (type !== "http" || typeof scheme !== "string" || usualSchemes.includes(scheme.toLowerCase())) return [];
  const help = didYouMean(scheme, usualSchemes);
  return help === undefined ? [] : [notAllowed(`"${scheme}" is not a registered scheme of HTTP`, ["scheme"], { help })];
}
