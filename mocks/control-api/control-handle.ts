import type { Handle } from "../http/edge.ts";
import { problem } from "../http/problem.ts";
import { send } from "../http/send.ts";
import type { ControlAccess } from "../pipeline/api-options.ts";
import { createHandle } from "../pipeline/handle.ts";
import { createAccessGuard } from "./access-guard.ts";
import type { ControlDocument } from "./control-gateway.ts";
import type { ControlledApi } from "./handlers.ts";

/** What a control API is made with. */
export interface ControlHandleParts {
  /** Reads its document, with the first request. */
  readonly readDocument: () => Promise<ControlDocument>;
  readonly apis: readonly ControlledApi[];
  /** The address that the server is bound to. */
  readonly boundHost: string;
  readonly access: ControlAccess;
}

/**
 * Serves the control API of some APIs. Who has no access learns nothing else; a mock that nobody steers has read and
 * loaded nothing for it. None of its requests is in a journal.
 */
export function createControlHandle({ readDocument, apis, boundHost, access }: ControlHandleParts): Handle {
  const guard = createAccessGuard(boundHost, access);
  let loaded: Promise<Handle> | undefined;

  async function load(): Promise<Handle> {
    const [document, { createControlGateway }, { createHandlers }] = await Promise.all([
      readDocument(),
      import("./control-gateway.ts"),
      import("./handlers.ts"),
    ]);
    const respond = createControlGateway(document, createHandlers(apis));
    return createHandle(respond, { add: () => undefined }, { cors: false });
  }

  return async (request, outgoing, target) => {
    try {
      for (const [name, value] of guard(request)) outgoing.setHeader(name, value);
    } catch (error) {
      return send(outgoing, problem(error));
    }
    const isPreflight = request.method === "OPTIONS" && "access-control-request-method" in request.headers;
    if (isPreflight) return send(outgoing, { status: 204, headers: [], body: undefined });
    loaded ??= load();
    const handle = await loaded.catch((error: unknown) => problem(error));
    return typeof handle === "function" ? handle(request, outgoing, target) : send(outgoing, handle);
  };
}
