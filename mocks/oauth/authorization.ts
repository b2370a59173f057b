import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../generator/document/json.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { MockResponse } from "../http/response.ts";
import { createMemoryStore } from "../storage/memory-store.ts";
import type { EntryStore } from "../storage/store.ts";
import { checkAccess, type Grant } from "./access.ts";
import type { CredentialSource } from "./credentials.ts";
import { respondToAuthorization, wrongMethod } from "./endpoints/authorize-endpoint.ts";
import { decideDevice, showDevicePage } from "./endpoints/device-endpoint.ts";
import type { EndpointContext } from "./endpoints/endpoint-context.ts";
import { type EndpointKind, endpointPaths, issuerPathOf, trimPath } from "./endpoints/endpoint-paths.ts";
import { describeServer } from "./endpoints/metadata.ts";
import { errorOfStatus, errorResponse, OAuthError, type OAuthRequest, toldTo } from "./endpoints/oauth-request.ts";
import {
  respondToDevice,
  respondToIntrospection,
  respondToRevocation,
  respondToTokenRequest,
} from "./endpoints/token-endpoint.ts";
import { type KnownScopes, knownScopes } from "./known-scopes.ts";
import { type Failure, refuse } from "./refusal.ts";
import { type Alternative, alternativesOf, securitySchemesOf } from "./security.ts";
import { type OAuthSettings, oauthSettings } from "./settings.ts";
import { seededTokenText } from "./token-text.ts";
import { createTokens, type IssuedToken, type TokenRequest } from "./tokens.ts";

/** What the authorization of one API is made with. */
export interface AuthorizationOptions {
  /** How the API means its scope lists. Default: all of them, by their exact names. */
  readonly scopes?: ScopeSettings;
  /** Milliseconds since 1970. Default: the time of this machine. */
  readonly clock?: () => number;
  /** What the texts of tokens follow from. Default: what nobody can guess, another for each API. */
  readonly seed?: number | string;
  /** Default: the memory of this process. */
  readonly store?: EntryStore;
}

/** Whether a request has access, and what its token allows; or the response that it gets instead. */
export type AccessDecision =
  | {
      readonly kind: "granted";
      /** The one of the operation's alternatives that it satisfies; undefined where none was looked at. */
      readonly alternative?: number;
      /** Undefined where the mock did not issue what the request has. */
      readonly grant?: Grant;
    }
  | {
      readonly kind: "refused";
      readonly response: MockResponse;
      readonly failure: Pick<Failure, "detail" | "granted" | "kind" | "missing">;
      /** Whether the settings say how the API responds; else the document may. */
      readonly isSet: boolean;
    };

/** An access token that exists, for tests to look at. */
export interface KnownToken extends Grant {
  readonly accessToken: string;
  readonly isRevoked: boolean;
}

/** Access to one API as it is granted and checked. */
export interface Authorization {
  /** What a request to an operation must have; empty where anybody has access. */
  readonly neededFor: (operation: ServedOperation) => readonly Alternative[];
  /** Decides on a request to an operation of the document. */
  authorize(operation: ServedOperation, source: CredentialSource): AccessDecision | Promise<AccessDecision>;
  /** Responds to a request to one of the OAuth endpoints, with an error of a code; undefined when it is to none. */
  handle(request: OAuthRequest, refusal?: string): Promise<MockResponse | undefined>;
  /** An error of an endpoint with a status; undefined where the endpoint is one that people see. */
  fail(path: string, status: number, code?: string): MockResponse | undefined;
  /** Gives a token without any endpoint; its scopes need not be known to the document. */
  issueToken(request: TokenRequest): Promise<IssuedToken>;
  /**
   * Ends an access token, or a refresh token and all that came of it; also an API key, `user:password` or token from
   * outside.
   */
  revoke(credential: string): Promise<void>;
  /** Consents in place of the user who was shown this code by a device; says whether one waits for it. */
  approveDevice(userCode: string): Promise<boolean>;
  /** Refuses likewise. */
  denyDevice(userCode: string): Promise<boolean>;
  /** Lets a token, or a credential from outside, expire now. */
  expire(credential: string): Promise<void>;
  /** The access tokens that were issued, oldest first. */
  tokens(): Promise<KnownToken[]>;
  /** Forgets all tokens, codes and counts; the next token has the text of the first. */
  reset(): Promise<void>;
  /** The paths of the OAuth endpoints, as `POST /oauth/v2/token`. */
  readonly endpoints: readonly string[];
  /** What may precede a token in the Authorization header, the usual one first; "" is nothing. */
  readonly prefixes: readonly string[];
  /** The scopes that the API knows. */
  scopes(): KnownScopes;
}

/** What holds where nobody says how scope lists are meant: all of them, by their exact names. */
export const exactScopes: ScopeSettings = { lists: "all-of", isCaseSensitive: true, implies: new Map() };
const methods: Readonly<Record<EndpointKind, readonly [string, ...string[]]>> = {
  authorize: ["GET"],
  device: ["POST"],
  devicePage: ["GET", "POST"],
  introspect: ["POST"],
  metadata: ["GET"],
  revoke: ["POST"],
  token: ["POST"],
};

/** The endpoints that programs ask, and that say what went wrong in JSON (RFC 6749, section 5.2). */
const refusing: ReadonlySet<EndpointKind> = new Set(["device", "introspect", "revoke", "token"]);

/**
 * The security schemes of a self-contained OpenAPI 3.x document (section 4.8.27), enforced, and the OAuth endpoints
 * that it names.
 */
export function createAuthorization(
  openapi: JsonObject,
  given: Partial<OAuthSettings> = {},
  options: AuthorizationOptions = {},
): Authorization {
  const { scopes = exactScopes, clock = Date.now, seed = randomUUID() } = options;
  const text = seededTokenText(seed);
  const settings = oauthSettings(given);
  const schemes = securitySchemesOf(openapi);
  const tokens = createTokens(options.store ?? createMemoryStore(), settings, { clock, text });
  const paths = endpointPaths(openapi, schemes, settings);
  const endpoints = [...paths].map(([path, kind]) => `${methods[kind][0]} ${path}`);
  const tokenEndpoint = endpoints.find((endpoint) => paths.get(endpoint.slice("POST ".length)) === "token");
  const advice =
    `get one${tokenEndpoint === undefined ? "" : ` from ${tokenEndpoint} or`} with issueToken, or set ` +
    `auth to "lenient"`;
  const access = { settings, scopes, schemes, tokens, advice };

  let allScopes: KnownScopes | undefined;
  const known = () => {
    allScopes ??= knownScopes(openapi, schemes, scopes);
    return allScopes;
  };
  const tokenPaths = [...paths].flatMap(([path, kind]) => (kind === "token" ? [path] : []));
  const issuerPath = issuerPathOf(schemes);
  const context: EndpointContext = { settings, tokens, known, clock, text, issuerPath, tokenPaths };
  const alternatives = new WeakMap<ServedOperation, readonly Alternative[]>();
  const neededFor = (operation: ServedOperation) => {
    if (settings.mode === "off") return [];
    let needed = alternatives.get(operation);
    if (needed === undefined) {
      needed = alternativesOf(operation, openapi, schemes, scopes);
      alternatives.set(operation, needed);
    }
    return needed;
  };

  return {
    endpoints,
    neededFor,
    prefixes: settings.prefixes,
    scopes: known,
    authorize(operation, source) {
      const needed = neededFor(operation);
      return needed.length === 0 ? granted : decide(needed, operation, source);
    },
    fail(path, status, code) {
      const kind = paths.get(path);
      return kind !== undefined && refusing.has(kind) ? errorOfStatus(status, code, settings) : undefined;
    },
    async handle(request, refusal) {
      const path = trimPath(request.path);
      const kind = paths.get(path);
      if (kind === undefined) return undefined;
      if (methods[kind].includes(request.method)) {
        if (refusal !== undefined && refusing.has(kind))
          return errorResponse(new OAuthError(refusal, toldTo), settings);
        switch (kind) {
          case "authorize":
            return respondToAuthorization(request, context, refusal);
          case "device":
            return respondToDevice(request, `${request.root}${path}/verify`, context);
          case "devicePage":
            return showDevicePage(request, context);
          case "introspect":
            return respondToIntrospection(request, context);
          case "metadata":
            return describeServer(request, paths, context);
          case "revoke":
            return respondToRevocation(request, context);
          case "token":
            return respondToTokenRequest(request, context);
        }
      }
      const described = openapi["paths"];
      const isOperation = typeof described === "object" && described !== null && Object.hasOwn(described, path);
      return isOperation ? undefined : wrongMethod(request, methods[kind].join(", "));
    },
    issueToken: (request) => tokens.issue(request),
    approveDevice: (userCode) => decideDevice(userCode, "given", context),
    denyDevice: (userCode) => decideDevice(userCode, "denied", context),
    async revoke(credential) {
      await tokens.revoke(credential);
    },
    expire: (credential) => tokens.expire(credential),
    async tokens() {
      const records = await tokens.list();
      return records.flatMap(({ token, isRevoked, scopes: granted, organization, clientId, expiresAt }) =>
        token === undefined
          ? []
          : [{ accessToken: token, isRevoked, scopes: granted, organization, clientId, expiresAt }],
      );
    },
    reset: () => tokens.reset(),
  };

  async function decide(
    needed: readonly Alternative[],
    operation: ServedOperation,
    source: CredentialSource,
  ): Promise<AccessDecision> {
    const outcome = await checkAccess(needed, operation, source, access);
    if (outcome.kind !== "granted") {
      const response = refuse(outcome, operation, settings);
      const isSet = settings.errors[outcome.kind] !== undefined;
      return { kind: "refused", response, failure: outcome, isSet };
    }
    const { alternative, grant } = outcome;
    return { kind: "granted", ...(alternative !== undefined && { alternative }), ...(grant && { grant }) };
  }
}

const granted: AccessDecision = { kind: "granted" };
