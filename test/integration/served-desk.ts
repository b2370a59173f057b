import { createClient } from "zoho-desk-client";
import { refreshToken } from "zoho-desk-client/auth";
import { createFetch, type RetryEvent } from "zoho-desk-client/fetch";
import type { SessionFilter } from "zoho-desk-client/schemas/SessionFilter";
import type { SessionRecord } from "zoho-desk-client/schemas/SessionRecord";
import { type Mock, startMock } from "../../mocks/index.ts";

type Desk = Mock<typeof import("zoho-desk-client")>;

/** What every part of an export must keep to itself. */
export const planted = { clientId: "1000.EXPORTER", clientSecret: "planted-client-secret-7c1f" } as const;

export const orgId = "60001280952";
export const scopes = ["Desk.basic.READ", "Desk.settings.READ"] as const;

/** A mock of Zoho Desk that lists these sessions, as they are at the time of each request. */
export async function serveSessions(
  sessions: readonly SessionRecord[],
  onRequest: (filter: SessionFilter, desk: Desk) => void | Promise<void> = () => {},
): Promise<Desk> {
  const mock = await startMock<typeof import("zoho-desk-client")>({ spec: "spec/zoho-desk", seed: 9 });
  mock.respond("getSessionAnalytics", async ({ arguments: { p = {} } }) => {
    await onRequest(p, mock);
    const { startDate = "", endDate = "9", from = 0, limit = 50 } = p;
    const data = sessions
      .filter(({ startTime }) => startTime.slice(0, 10) >= startDate && startTime.slice(0, 10) <= endDate)
      .slice(from, from + limit);
    return data.length > 0 ? { body: { data } } : { status: 204 };
  });
  return mock;
}

/** A refresh token as a user's consent gives it, with the access token that came with it. */
export async function consent(
  mock: Desk,
  granted: readonly string[] = scopes,
): Promise<{ accessToken: string; refreshToken: string }> {
  const issued = await mock.issueToken({
    scopes: granted,
    organization: orgId,
    clientId: planted.clientId,
    refreshToken: true,
  });
  return { accessToken: issued.accessToken, refreshToken: issued.refreshToken ?? "" };
}

/** A client as an integrator makes one, but for shorter pauses. */
export async function connect(mock: Desk, onRetry?: (event: RetryEvent) => void) {
  const tokens: string[] = [];
  const granted = await consent(mock);
  const auth = refreshToken({
    ...planted,
    refreshToken: granted.refreshToken,
    tokenEndpoint: `${mock.url}/oauth/v2/token`,
    async fetch(url, init) {
      const response = await fetch(url, init);
      const { access_token: token } = (await response.clone().json()) as { access_token?: string };
      tokens.push(token ?? "");
      return response;
    },
  });
  const client = createClient({
    baseUrl: mock.url,
    orgId,
    auth,
    scopes,
    fetch: createFetch({
      retry: { attempts: 8, backOff: { initial: 1, maximum: 5 } },
      timeout: 10_000,
      deadline: 60_000,
      concurrency: 5,
      onRetry,
    }),
  });
  return { client, refreshToken: granted.refreshToken, tokens };
}
