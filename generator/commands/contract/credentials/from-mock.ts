import type { Credentials, Holder, NeededScheme } from "../../../../mocks/contract/options.ts";
import type { Mock } from "../../../../mocks/server/mock.ts";
import { isOAuth, sentFor } from "./sent.ts";

/** What credentials are called where nobody gave them a name. */
const variable = "TWINSPEC_TOKEN";

/** Credentials of every kind for a mock, which issues them itself. */
export function mockCredentials(
  mock: Pick<Mock, "expire" | "issueToken">,
  { prefix, knowsOrganizations }: { readonly prefix: string; readonly knowsOrganizations: boolean },
): Credentials {
  const issued = new Map<string, Promise<string | undefined>>();
  return async (needed, holder) => {
    const key = JSON.stringify([needed.name, isOAuth(needed) ? needed.scopes : [], holder]);
    const known = issued.get(key) ?? issue(needed, holder);
    issued.set(key, known);
    const value = await known;
    if (value === undefined) return undefined;
    const sent = sentFor(needed, { value, variable }, prefix);
    return isOAuth(needed) ? sent : sent && { ...sent, isUnchecked: true };
  };

  async function issue(needed: NeededScheme, holder: Holder): Promise<string | undefined> {
    if (!isOAuth(needed)) return issueKey(needed, holder);
    const { scopes } = needed;
    const token = async (request: Parameters<Mock["issueToken"]>[0]) => (await mock.issueToken(request)).accessToken;
    if (holder.kind === "valid") return token({ scopes });
    if (holder.kind === "expired") return token({ scopes, expiresIn: 0 });
    if (holder.kind === "with-scopes") return token({ scopes: holder.scopes });
    if (holder.kind === "without-scope") return token({ scopes: scopes.filter((scope) => scope !== holder.scope) });
    return knowsOrganizations ? token({ scopes, organization: "another-organization" }) : undefined;
  }

  /** The mock takes any key but those that have expired; of basic authentication it is `user:password`. */
  async function issueKey({ name }: NeededScheme, holder: Holder): Promise<string | undefined> {
    if (holder.kind !== "valid" && holder.kind !== "expired") return undefined;
    const key = `contract:${holder.kind}-${name.replaceAll(/[^\w-]/g, "")}`;
    if (holder.kind === "expired") await mock.expire(key);
    return key;
  }
}
