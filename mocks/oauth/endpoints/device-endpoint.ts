import type { MockResponse } from "../../http/response.ts";
import { digest } from "../token-text.ts";
import { organizationOf } from "./authorize-endpoint.ts";
import { authenticateClient, type Client } from "./client.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import {
  invalidClient,
  OAuthError,
  type OAuthRequest,
  type Parameters,
  readForm,
  tokenResponse,
} from "./oauth-request.ts";
import { requestedScopes } from "./requested-scopes.ts";

/** What the mock knows of a device that waits for its user's consent. */
interface DeviceRecord {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly isDefault: boolean;
  readonly organization: string | undefined;
  readonly userCode: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Seconds between two questions. */
  readonly interval: number;
  readonly askedAt?: number;
  readonly consent: "denied" | "given" | "open";
}

/** A user's consent for a device. */
export interface DeviceConsent {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly isDefault: boolean;
  readonly organization: string | undefined;
}

/** The grant type of RFC 8628, section 3.4. */
export const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

/** No vowels, so that no words come about, and nothing that is mistaken for something else (RFC 8628, section 6.1). */
const letters = "BCDFGHJKLMNPQRSTVWXZ";

function deviceKey(code: string): string {
  return `device/${digest(code)}`;
}

/** Users type codes as they like: case and dashes do not matter. */
function userKey(userCode: string): string {
  return `user/${digest(userCode.toUpperCase().replace(/[^A-Z]/g, ""))}`;
}

/** The device authorization endpoint (RFC 8628, section 3.1). `page` is the address where its user consents. */
export async function startDevice(
  request: OAuthRequest,
  { parameters, page }: { readonly parameters: Parameters; readonly page: string },
  context: EndpointContext,
): Promise<MockResponse> {
  const { settings, tokens, known, clock, text } = context;
  const client = await authenticateClient(request, parameters, context);
  if (client.id === undefined) throw invalidClient("client_id is missing.");
  const scopes = requestedScopes(parameters.get("scope"), known(), settings);
  const code = text("code", await tokens.nextNumber());
  const userCode = userCodeOf(code);
  const { deviceCodeLifetime: lifetime, deviceInterval: interval } = settings;
  const record: DeviceRecord = {
    clientId: client.id,
    scopes,
    isDefault: !parameters.has("scope"),
    organization: organizationOf(parameters, settings),
    userCode,
    expiresAt: clock() + lifetime * 1000,
    interval,
    consent: "open",
  };
  const kept = tokens.lifetimeOf(record.expiresAt);
  await tokens.store.set(deviceKey(code), { ...record }, kept);
  await tokens.store.set(userKey(userCode), { code }, kept);
  return tokenResponse(200, {
    device_code: code,
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${userCode}`,
    expires_in: lifetime,
    interval,
  });
}

/** Eight letters that follow from the device code, so that they are repeatable as it is. */
function userCodeOf(code: string): string {
  const bytes = Buffer.from(digest(code), "hex");
  const text = [...bytes.subarray(0, 8)].map((byte) => letters[byte % letters.length]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/**
 * What the user of a device consented to; the code ends with it.
 *
 * @throws {OAuthError} `authorization_pending`, `slow_down`, `access_denied`, `expired_token` (RFC 8628, section 3.5).
 */
export function redeemDevice(code: string, client: Client, { tokens, clock }: EndpointContext): Promise<DeviceConsent> {
  const key = deviceKey(code);
  return tokens.store.exclusive(key, async () => {
    const record = (await tokens.store.get(key)) as DeviceRecord | undefined;
    if (record === undefined) throw new OAuthError("invalid_grant", "The device code is not known.");
    if (client.id !== record.clientId)
      throw new OAuthError("invalid_grant", "The device code was given to another client.");
    const forget = () => Promise.all([tokens.store.delete(key), tokens.store.delete(userKey(record.userCode))]);
    if (clock() >= record.expiresAt) throw new OAuthError("expired_token", "The device code has expired.");
    if (record.consent === "denied") {
      await forget();
      throw new OAuthError("access_denied", "The user refused.");
    }
    if (record.consent === "given") {
      await forget();
      return record;
    }
    const isEarly = record.askedAt !== undefined && clock() < record.askedAt + record.interval * 1000;
    const interval = isEarly ? record.interval + 5 : record.interval;
    const asked = { ...record, interval, askedAt: clock() };
    await tokens.store.set(key, asked, tokens.lifetimeOf(record.expiresAt));
    if (isEarly) throw new OAuthError("slow_down", `Ask every ${interval} seconds at most.`);
    throw new OAuthError("authorization_pending", `The user has not typed ${record.userCode} yet.`);
  });
}

/** Gives the consent of the user who was shown a code, or refuses it; says whether a device waits for it. */
export async function decideDevice(
  userCode: string,
  consent: "denied" | "given",
  { tokens, clock }: Pick<EndpointContext, "clock" | "tokens">,
): Promise<boolean> {
  const found = await tokens.store.get(userKey(userCode));
  if (typeof found?.["code"] !== "string") return false;
  const key = deviceKey(found["code"]);
  return tokens.store.exclusive(key, async () => {
    const record = (await tokens.store.get(key)) as DeviceRecord | undefined;
    if (record === undefined || record.consent !== "open" || clock() >= record.expiresAt) return false;
    await tokens.store.set(key, { ...record, consent }, tokens.lifetimeOf(record.expiresAt));
    return true;
  });
}

/** The page where a user types the code that a device shows (RFC 8628, section 3.3). */
export async function showDevicePage(request: OAuthRequest, context: EndpointContext): Promise<MockResponse> {
  if (request.method === "GET") return page(200, form(request.query.get("user_code") ?? ""));
  const parameters: Parameters = await readForm(request, context.settings);
  const consent = parameters.get("consent") === "denied" ? "denied" : "given";
  const isKnown = await decideDevice(parameters.get("user_code") ?? "", consent, context);
  if (!isKnown) return page(400, `<p>No device waits for this code.</p>${form("")}`);
  return page(200, consent === "given" ? "<p>The device may go on.</p>" : "<p>The device was refused.</p>");
}

function form(userCode: string): string {
  const value = /^[\w-]{1,20}$/.test(userCode) ? userCode : "";
  return `<form method="post"><p><label>The code that the device shows:
<input name="user_code" value="${value}" autocomplete="off" autofocus required></label></p>
<p><button name="consent" value="given">Allow</button>
<button name="consent" value="denied">Refuse</button></p></form>`;
}

function page(status: number, content: string): MockResponse {
  return {
    status,
    headers: [
      ["content-type", "text/html; charset=utf-8"],
      ["cache-control", "no-store"],
      ["content-security-policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'"],
    ],
    body: `<!doctype html><html lang="en"><title>A device asks for access</title>${content}</html>\n`,
  };
}
