import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonObject } from "../../../generator/document/json.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import { type AuthorizationOptions, createAuthorization } from "../../../mocks/oauth/authorization.ts";
import type { OAuthSettings } from "../../../mocks/oauth/settings.ts";

/**
 * A server that does nothing but grant access: OAuth endpoints, and 200 with the grant for an operation without
 * variables.
 */
export async function startAccessServer(
  openapi: JsonObject,
  settings: Partial<OAuthSettings> = {},
  options: AuthorizationOptions = {},
) {
  let now = Date.UTC(2026, 0, 1);
  const authorization = createAuthorization(openapi, settings, { clock: () => now, ...options });
  const operations = listOperations(openapi);
  const server = createServer(async (request, outgoing) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://localhost");
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
    );
    const method = request.method ?? "GET";
    const readBody = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    const root = `http://${request.headers.host}`;
    let response = await authorization.handle({ method, root, path, query, headers, readBody });
    if (response === undefined) {
      const operation = operations.find((candidate) => candidate.path === path && candidate.method === method);
      const decision = operation && (await authorization.authorize(operation, { headers, query }));
      response =
        decision?.kind === "refused"
          ? decision.response
          : { status: decision ? 200 : 404, headers: [], body: JSON.stringify(decision?.grant ?? null) };
    }
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers) outgoing.setHeader(name, value);
    outgoing.end(response.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    authorization,
    /** Lets seconds pass. */
    pass(seconds: number) {
      now += seconds * 1000;
    },
    /** Posts a form and gives status and JSON body. */
    async post(path: string, form: Record<string, string> | string, headers: Record<string, string> = {}) {
      const response = await fetch(url + path, { method: "POST", body: new URLSearchParams(form), headers });
      return { status: response.status, body: (await response.json()) as Record<string, string>, response };
    },
    /** Asks for consent and gives the address that the browser would be sent to. */
    async consent(path: string, parameters: Record<string, string>) {
      const response = await fetch(`${url}${path}?${new URLSearchParams(parameters)}`, { redirect: "manual" });
      const location = response.headers.get("location");
      return { status: response.status, location: location === null ? undefined : new URL(location), response };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
