import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What the token endpoint was asked. */
export interface AskedToken {
  /** The request target, query included. */
  url: string;
  headers: IncomingHttpHeaders;
  form: Record<string, string>;
}

/** What the API was asked. */
export interface Call {
  method: string;
  url: string;
  authorization: string | undefined;
  body: string;
}

/** A response of the token endpoint: an object is sent as JSON. */
export interface TokenResponse {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

export interface OAuthServer extends AsyncDisposable {
  url: string;
  tokenEndpoint: string;
  asked: AskedToken[];
  calls: Call[];
  /** The access tokens that the API takes. */
  readonly valid: Set<string>;
  /** What the token endpoint responds with. Default: `access-1`, `access-2`, …, which the API takes from then on. */
  respond: (asked: AskedToken, number: number) => TokenResponse | Promise<TokenResponse>;
  /** Waits before each 401 of the API. */
  beforeRefusal: () => Promise<unknown> | undefined;
}

/** A token endpoint at `/token`, and an API everywhere else, which responds with 200, or 401 where the token is not one of its own. */
export async function startOAuthServer(): Promise<OAuthServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = "", url = "", headers } = request;
    if (url.startsWith("/token")) {
      const asked = { url, headers, form: Object.fromEntries(new URLSearchParams(body)) };
      const number = own.asked.push(asked);
      const granted = await own.respond(asked, number);
      const text = typeof granted.body === "string" ? granted.body : JSON.stringify(granted.body);
      response.writeHead(granted.status ?? 200, { "Content-Type": "application/json", ...granted.headers }).end(text);
      return;
    }
    const { authorization } = headers;
    own.calls.push({ method, url, authorization, body });
    const isValid = own.valid.has(authorization?.split(" ").at(-1) ?? "");
    if (!isValid) await own.beforeRefusal();
    response.writeHead(isValid ? 200 : 401, { "Content-Type": "application/json" }).end(isValid ? "{}" : '{"no":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own: OAuthServer = {
    url,
    tokenEndpoint: `${url}/token`,
    asked: [],
    calls: [],
    valid: new Set(),
    respond(_, number) {
      own.valid.add(`access-${number}`);
      return { body: { access_token: `access-${number}`, token_type: "Bearer", expires_in: 3600 } };
    },
    beforeRefusal: () => undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return own;
}
