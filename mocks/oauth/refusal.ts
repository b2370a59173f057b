import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { ProblemJsonError, problem } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import type { AccessError, OAuthSettings } from "./settings.ts";
import { fillTemplate, headerValue } from "./template.ts";

/** Why a request is refused. */
export interface Failure {
  readonly kind: AccessError;
  /** Whether the credentials are no credentials at all (RFC 6750, section 3.1: `invalid_request`). */
  readonly isMalformed?: boolean;
  /** Whether they are for another scheme, which is as good as none. */
  readonly isUnsupported?: boolean;
  /** A sentence that says what is wrong and what to do; without any credential in it. */
  readonly detail: string;
  /** The schemes that would have given access. */
  readonly schemes: readonly JsonObject[];
  readonly missing?: readonly string[];
  readonly needed?: readonly string[];
  readonly granted?: readonly string[];
  readonly organization?: string;
}

const titles: { readonly [Name in AccessError]: readonly [status: number, type: string, title: string] } = {
  missingToken: [401, "UNAUTHORIZED", "Credentials are missing"],
  invalidToken: [401, "UNAUTHORIZED", "Credentials are not valid"],
  expiredToken: [401, "UNAUTHORIZED", "The token has expired"],
  insufficientScope: [403, "INSUFFICIENT_SCOPE", "The token lacks a scope"],
  organizationMismatch: [403, "ORGANIZATION_MISMATCH", "The token belongs to another organization"],
};

const malformed = [400, "BAD_REQUEST", "Credentials are malformed"] as const;

// Clients and proxies refuse headers beyond 8 kB.
const longestAttribute = 2000;

/**
 * The response to a request that has no access: the API's own where the settings give it, else that of RFC 6750,
 * section 3.
 */
export function refuse(failure: Failure, operation: ServedOperation, settings: OAuthSettings): MockResponse {
  const template = settings.errors[failure.kind];
  if (template !== undefined) return fillTemplate(template, placeholders(failure, operation));
  const [status, type, title] = failure.isMalformed ? malformed : titles[failure.kind];
  const { missing, needed } = failure;
  const response = problem(
    new ProblemJsonError({ type, title, status }, failure.detail, {
      ...(needed && { requiredScopes: shorten(needed) }),
      ...(missing && { missingScopes: shorten(missing) }),
    }),
  );
  const challenges = [...new Set(failure.schemes.map((scheme) => challengeOf(scheme, failure, settings)))];
  return { ...response, headers: [...response.headers, ["www-authenticate", challenges.join(", ")]] };
}

/** Scopes in a sentence, not too many of them. */
export function listScopes(scopes: readonly string[]): string {
  const texts = shorten(scopes);
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/** How an operation is called in messages. */
export function operationName({ name, operationId, method, path }: ServedOperation): string {
  return name ?? operationId ?? `${method} ${path}`;
}

function placeholders(failure: Failure, operation: ServedOperation): Map<string, string> {
  return new Map([
    ["operation", operationName(operation)],
    ["missing", listScopes(failure.missing ?? [])],
    ["scopes", listScopes(failure.needed ?? [])],
    ["granted", listScopes(failure.granted ?? [])],
    ["organization", failure.organization ?? ""],
    ["detail", failure.detail],
  ]);
}

function shorten(scopes: readonly string[]): readonly string[] {
  return scopes.length <= 20 ? scopes : [...scopes.slice(0, 20), `${scopes.length - 20} more`];
}

function challengeOf(scheme: JsonObject, failure: Failure, { prefixes }: OAuthSettings): string {
  const type = scheme["type"];
  const httpScheme = String(scheme["scheme"] ?? "").toLowerCase();
  const quote = (text: string): string => `"${headerValue(text).replaceAll(/["\\]/g, "'").slice(0, longestAttribute)}"`;
  if (type === "apiKey") return `ApiKey in=${quote(String(scheme["in"]))}, name=${quote(String(scheme["name"]))}`;
  if (type === "http" && httpScheme === "basic") return 'Basic realm="mock", charset="UTF-8"';
  const isToken = type !== "http" || httpScheme === "bearer";
  const name = isToken ? (prefixes.find((prefix) => prefix !== "") ?? "Bearer") : httpScheme;
  const attributes = ['realm="mock"'];
  // Without credentials of its scheme a challenge has no error (RFC 6750, section 3.1).
  if (isToken && failure.kind !== "missingToken" && !failure.isUnsupported) {
    const error = titles[failure.kind][0] === 403 ? "insufficient_scope" : "invalid_token";
    attributes.push(`error="${failure.isMalformed ? "invalid_request" : error}"`);
    attributes.push(`error_description=${quote(failure.detail)}`);
  }
  if (isToken && failure.needed) attributes.push(`scope=${quote(wholeScopes(failure.needed))}`);
  return `${name.replaceAll(/[^!#$%&'*+.^\w`|~-]/g, "")} ${attributes.join(", ")}`;
}

function wholeScopes(scopes: readonly string[]): string {
  const text = scopes.join(" ");
  return text.length <= longestAttribute ? text : text.slice(0, text.lastIndexOf(" ", longestAttribute) + 1).trim();
}
