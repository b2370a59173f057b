import { randomBytes } from "node:crypto";
import { type Call, Refusal, type Reply } from "./message.ts";

export const scopes = [
  ...["products:read", "products:write", "customers:read", "customers:write", "orders:read", "orders:write"],
  ...["files:read", "files:write", "admin"],
] as const;

/** What lets a request through: a key, or one of several sets of scopes; undefined where nothing is needed. */
export type Need = "key" | readonly (readonly string[])[] | undefined;

interface Token {
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** Who may do what: tokens of the token endpoint, and one key a tenant. */
export class Access {
  readonly clients: Readonly<Record<string, { secret: string; tenant: string }>> = {
    "north-client": { secret: "north-secret", tenant: "north" },
    "south-client": { secret: "south-secret", tenant: "south" },
  };
  readonly keys: Readonly<Record<string, string>> = { "north-key-1f2e": "north", "south-key-9a8b": "south" };
  readonly tokens = new Map<string, Token>();

  /** A new token; `expiresIn` are seconds, and one that is not positive gives a token that has expired. */
  issue({ tenant, scopes: granted = scopes, expiresIn = 3600 }: Wanted): string {
    const token = randomBytes(18).toString("base64url");
    this.tokens.set(token, { tenant, scopes: granted, expiresAt: Date.now() + expiresIn * 1000 });
    return token;
  }

  isExpired({ expiresAt }: Token): boolean {
    return expiresAt <= Date.now();
  }

  /** Whether what was granted covers one of the sets. */
  covers(granted: readonly string[], sets: readonly (readonly string[])[], _call: Call): boolean {
    return sets.some((set) => set.every((scope) => granted.includes(scope)));
  }

  /** Throws a Refusal where the request may not pass. */
  authorize(call: Call, need: Need): void {
    if (need === undefined) return;
    if (need === "key") {
      const key = call.headers["x-api-key"];
      const tenant = key !== undefined && Object.hasOwn(this.keys, key) ? this.keys[key] : undefined;
      if (tenant === undefined) throw new Refusal(401, "No valid key", { "WWW-Authenticate": 'ApiKey realm="shop"' });
      call.tenant = tenant;
      return;
    }
    const [, text] = /^Bearer +(\S+)$/i.exec(call.headers["authorization"] ?? "") ?? [];
    const token = text === undefined ? undefined : this.tokens.get(text);
    if (token === undefined || this.isExpired(token)) {
      const detail = text === undefined ? "" : ', error="invalid_token"';
      throw new Refusal(401, "No valid token", { "WWW-Authenticate": `Bearer realm="shop"${detail}` });
    }
    call.tenant = token.tenant;
    call.scopes = token.scopes;
    call.expiresAt = token.expiresAt;
    if (need.length > 0 && !this.covers(token.scopes, need, call)) {
      const scope = (need[0] ?? []).join(" ");
      throw new Refusal(403, `The token lacks a scope of: ${need.map((set) => set.join(" and ")).join("; or ")}`, {
        "WWW-Authenticate": `Bearer realm="shop", error="insufficient_scope", scope="${scope}"`,
      });
    }
  }

  /** The token endpoint: client credentials alone (RFC 6749, section 4.4). */
  tokenEndpoint({ body, headers }: Call): Reply {
    const form = new URLSearchParams(body.toString());
    const failed = (status: number, error: string): Reply => ({
      status,
      headers: { "Cache-Control": "no-store", ...(status === 401 && { "WWW-Authenticate": "Basic" }) },
      body: { error },
    });
    const [, basic] = /^Basic +(\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
    const pair =
      basic === undefined ? undefined : Buffer.from(basic, "base64").toString().split(":").map(decodeURIComponent);
    const [name, secret] = pair ?? [form.get("client_id"), form.get("client_secret")];
    const client = name && Object.hasOwn(this.clients, name) ? this.clients[name] : undefined;
    if (client === undefined || client.secret !== secret) return failed(401, "invalid_client");
    if (form.get("grant_type") !== "client_credentials") return failed(400, "unsupported_grant_type");
    const asked = form.get("scope")?.split(" ").filter(Boolean);
    if (asked?.some((scope) => !scopes.includes(scope as "admin"))) return failed(400, "invalid_scope");
    const granted = asked === undefined || asked.length === 0 ? scopes : asked;
    const token = this.issue({ tenant: client.tenant, scopes: granted });
    return {
      status: 200,
      headers: { "Cache-Control": "no-store" },
      body: { access_token: token, token_type: "Bearer", expires_in: 3600, scope: granted.join(" ") },
    };
  }
}

/** What a token is wanted for. */
export interface Wanted {
  readonly tenant: string;
  readonly scopes?: readonly string[];
  readonly expiresIn?: number;
}
