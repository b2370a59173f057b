import type { Authorization, Credentials, Holder, NeededScheme } from "../../../../mocks/contract/options.ts";
import type { AuthDescription } from "../../../runtime/auth/endpoint.ts";
import { memoryStore } from "../../../runtime/auth/provider.ts";
import { clientCredentials, refreshToken } from "../../../runtime/auth/token-grants.ts";
import { AuthError } from "../../../runtime/core/auth-error.ts";
import type { Settings } from "../../../settings/settings.ts";
import type { GivenCredentials, GivenSecret, Provider } from "./given.ts";
import { isOAuth, isToken, sentFor } from "./sent.ts";

/** What tokens are asked for with. */
export interface TokenSource {
  /** The address of the server, which a token endpoint without a host is on. */
  readonly url: string;
  /** The token endpoint of the command line. */
  readonly tokenUrl: string | undefined;
  readonly settings: Pick<Settings, "auth" | "authPrefix">;
}

/**
 * The credentials that a person gave, by the client's own providers: a token, a refresh token or client credentials,
 * and what schemes have by name. Tokens without a scope can be had of client credentials alone, whose flow takes any
 * scopes; expired ones, and those of another organisation, where they were given.
 *
 * @throws {AuthError} where the token endpoint refuses.
 */
export function environmentCredentials(given: GivenCredentials, source: TokenSource): Credentials {
  const { authPrefix } = source.settings;
  const obtained = new Map<string, Promise<Obtained | undefined>>();

  /** A token of a provider, which is asked for once for each set of scopes. */
  const tokenOf = (provider: Provider, asked: Asked): Promise<Obtained | undefined> => {
    const key = JSON.stringify([provider, asked.needed.name, asked.scopes]);
    const known = obtained.get(key) ?? obtain(provider, asked, { parts: given.parts, source });
    obtained.set(key, known);
    return known;
  };

  /** The token of all scopes that the server gives by itself; where that lacks one, of those that are needed. */
  const sufficient = async (provider: Provider, needed: NeededScheme): Promise<GivenSecret | undefined> => {
    const standard = await tokenOf(provider, { needed }).catch((error: unknown) => {
      if (provider === "client-credentials" && isInvalidScope(error)) return undefined;
      throw error;
    });
    const isEnough = standard?.scopes === undefined || needed.scopes.every((scope) => standard.scopes?.includes(scope));
    if (provider !== "client-credentials" || needed.scopes.length === 0 || (standard && isEnough)) return standard;
    return orNone(tokenOf(provider, { needed, scopes: needed.scopes }));
  };

  /** A token of some scopes, if the server gives one that really is of no others. */
  const limited = async (needed: NeededScheme, scopes: readonly string[]): Promise<GivenSecret | undefined> => {
    // a request for no scopes gets those that the server gives by itself
    if (scopes.length === 0) return undefined;
    const token = await orNone(tokenOf("client-credentials", { needed, scopes }));
    return token?.scopes?.some((scope) => !scopes.includes(scope)) ? undefined : token;
  };

  const secretFor = async (needed: NeededScheme, holder: Holder): Promise<GivenSecret | undefined> => {
    if (holder.kind === "expired") return given.expired.get(needed.name);
    if (holder.kind === "other-tenant") return given.other.get(needed.name);
    const named = given.valid.get(needed.name) ?? (isToken(needed) ? given.provider : undefined);
    if (holder.kind === "valid") return typeof named === "string" ? sufficient(named, needed) : named;
    if (named !== "client-credentials" || !isOAuth(needed)) return undefined;
    const scopes =
      holder.kind === "with-scopes" ? holder.scopes : needed.scopes.filter((scope) => scope !== holder.scope);
    return limited(needed, scopes);
  };

  return async (needed, holder): Promise<Authorization | undefined> => {
    const secret = await secretFor(needed, holder);
    return secret && sentFor(needed, secret, authPrefix);
  };
}

/** What a token is for; without scopes, whatever the server gives. */
interface Asked {
  readonly needed: NeededScheme;
  readonly scopes?: readonly string[];
}

/** A token, and what the server says that it allows. */
interface Obtained extends GivenSecret {
  readonly scopes?: readonly string[] | undefined;
}

/** A token of chosen scopes; undefined where the server does not give it to this client. */
function orNone(token: Promise<Obtained | undefined>): Promise<Obtained | undefined> {
  return token.catch((error: unknown) => {
    if (error instanceof AuthError) return undefined;
    throw error;
  });
}

function isInvalidScope(error: unknown): boolean {
  return error instanceof AuthError && error.error === "invalid_scope";
}

async function obtain(
  provider: Provider,
  { needed, scopes }: Asked,
  { parts, source }: { readonly parts: GivenCredentials["parts"]; readonly source: TokenSource },
): Promise<Obtained | undefined> {
  if (provider === "token") return parts.get("TWINSPEC_TOKEN");
  const part = (variable: string) => parts.get(variable)?.value;
  const store = memoryStore();
  const options = {
    clientId: part("TWINSPEC_CLIENT_ID") ?? "",
    tokenEndpoint: tokenEndpointOf(needed.scheme, source),
    store,
  };
  const secret = part("TWINSPEC_CLIENT_SECRET");
  const provide =
    provider === "client-credentials"
      ? clientCredentials(describedBy(source), { ...options, scopes, clientSecret: secret ?? "" })
      : refreshToken(describedBy(source), {
          ...options,
          refreshToken: part("TWINSPEC_REFRESH_TOKEN") ?? "",
          clientSecret: secret,
        });
  const value = await provide();
  if (value === undefined) return undefined;
  return { value, variable: "TWINSPEC_TOKEN", scopes: (await store.get())?.scopes };
}

/** The flows of a scheme whose token endpoint may be asked, best first. */
const flows = ["clientCredentials", "authorizationCode", "password"] as const;

function tokenEndpointOf(scheme: NeededScheme["scheme"], { url, tokenUrl, settings }: TokenSource): string | undefined {
  const described = scheme["flows"] as Partial<Record<string, { readonly tokenUrl?: unknown }>> | undefined;
  const published = flows.flatMap((flow) => {
    const address = described?.[flow]?.tokenUrl;
    return typeof address === "string" ? [address] : [];
  });
  const endpoint = tokenUrl ?? settings.auth.tokenUrl ?? published[0];
  return endpoint !== undefined && URL.canParse(endpoint, url) ? new URL(endpoint, url).href : endpoint;
}

function describedBy({ settings: { auth, authPrefix: prefix } }: TokenSource): AuthDescription {
  const { clientAuthentication, scopeSeparator, sessionCookies } = auth;
  return { clientAuthentication, scopeSeparator, sessionCookies, prefix };
}
