import type { IncomingMessage } from "node:http";
import type { Handle } from "../http/edge.ts";
import { isLoopback } from "../http/host.ts";
import { problem } from "../http/problem.ts";
import type { MockResponse } from "../http/response.ts";
import { send } from "../http/send.ts";
import { isForPage, pageResponse } from "../inspector/serve/page.ts";
import type { ControlAccess } from "../pipeline/api-options.ts";
import { createHandle } from "../pipeline/handle.ts";
import { createAccessGuard } from "./access-guard.ts";
import type { ControlDocument, ControlGateway } from "./control-gateway.ts";
import type { ControlledApi, StorageFigures } from "./server-handlers.ts";

/** What a control API is made with. */
export interface ControlHandleParts {
  /** Reads its document, with the first request. */
  readonly readDocument: () => Promise<ControlDocument>;
  /** The APIs that it tells of. */
  readonly apis: readonly ControlledApi[];
  /** The API that is controlled; undefined at a root without one. */
  readonly served: ControlledApi | undefined;
  readonly storeFigures: StorageFigures;
  /** The address that the server is bound to. */
  readonly boundHost: string;
  readonly access: ControlAccess;
  /** Aborted when the server is to close. */
  readonly closing: AbortSignal;
}

/**
 * Serves the control API of some APIs. Who has no access learns nothing else; a mock that nobody controls has read and
 * loaded nothing for it. None of its requests is in a journal.
 */
export function createControlHandle(parts: ControlHandleParts): Handle {
  const { readDocument, apis, served, storeFigures, boundHost, access, closing } = parts;
  const guard = createAccessGuard(boundHost, access);
  const isProtected = access.token !== undefined || !isLoopback(boundHost);
  let loaded: Promise<ControlGateway> | undefined;

  async function load(): Promise<ControlGateway> {
    const [document, { createControlGateway }, { createHandlers }] = await Promise.all([
      readDocument(),
      import("./control-gateway.ts"),
      import("./handlers.ts"),
    ]);
    return createControlGateway(document, createHandlers(apis, served, storeFigures));
  }

  return async (request, outgoing, target) => {
    const isPage = isForPage(request, target);
    const isProbe = isProtected && isForProbe(request, target);
    try {
      for (const [name, value] of guard(request, { asksToken: !isPage, isProbe })) outgoing.setHeader(name, value);
    } catch (error) {
      return send(outgoing, problem(error));
    }
    if (isProbe) return send(outgoing, ready);
    if (isPage) return send(outgoing, pageResponse(request, target));
    const isPreflight = request.method === "OPTIONS" && "access-control-request-method" in request.headers;
    if (isPreflight) return send(outgoing, { status: 204, headers: [], body: undefined });
    loaded ??= load();
    const gateway = await loaded.catch((error: unknown) => problem(error));
    if (typeof gateway !== "function") return send(outgoing, gateway);
    const gone = new AbortController();
    const end = (): void => {
      if (!outgoing.headersSent) outgoing.setHeader("connection", "close");
      gone.abort();
    };
    closing.addEventListener("abort", end);
    outgoing.once("close", () => {
      closing.removeEventListener("abort", end);
      gone.abort();
    });
    const { signal } = gone;
    return createHandle((exchange) => gateway(exchange, { signal }), unlogged, { cors: false })(
      request,
      outgoing,
      target,
    );
  };
}

/** Whether a request asks for the health without a token: nothing but that the mock is ready is for everybody. */
function isForProbe({ headers, method }: IncomingMessage, target: string): boolean {
  const isRead = method === "GET" || method === "HEAD";
  return isRead && headers.authorization === undefined && target.split(/[?#]/, 1)[0] === "/health";
}

const ready: MockResponse = {
  status: 200,
  headers: [["content-type", "application/json"]],
  body: JSON.stringify({ status: "ready" }),
};

const unlogged = { add: () => undefined };
