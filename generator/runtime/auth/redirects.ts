import type { Send } from "../core/transport.ts";
import { type CallRequest, changed, cloneRequest, withAddress } from "../fetch/call-request.ts";

/** As many as the platform follows (Fetch Standard, "HTTP-redirect fetch"). */
const mostRedirects = 20;

/** What the platform itself takes to no other origin. */
const credentialHeaders = ["Authorization", "Cookie", "Proxy-Authorization"];

const bodyHeaders = ["Encoding", "Language", "Length", "Location", "Type"];

/**
 * A `send` that follows redirects as the platform does, but takes headers of these names to no other origin: the
 * platform leaves out only those of HTTP itself. Browsers show no redirect, so they follow them, and the other origin
 * has to allow such a header (CORS).
 */
export function keepFromOtherOrigins(names: readonly string[], send: Send): Send {
  if ("document" in globalThis || "importScripts" in globalThis) return send;
  return async (first: CallRequest, init) => {
    if (first.redirect !== "follow" || !names.some((name) => first.headers.has(name)))
      return send(first, init);
    let request = first;
    for (let redirects = 0; ; redirects += 1) {
      const copy = request.isStream ? request : cloneRequest(request);
      const response = await send(changed(request, { redirect: "manual" }), init);
      const url = redirects < mostRedirects && targetOf(response, request.url);
      const method = methodAfter(response.status, copy);
      if (redirects) Object.defineProperty(response, "redirected", { value: true });
      if (!url || (copy.isStream && method !== "GET")) return response;
      response.body?.cancel().catch(() => {});
      const isOther = url.origin !== new URL(request.url).origin;
      request = await withAddress(copy, url, method);
      if (method !== copy.method)
        for (const name of bodyHeaders) request.headers.delete(`Content-${name}`);
      if (!isOther) continue;
      for (const name of [...names, ...credentialHeaders]) request.headers.delete(name);
      const last = await send(request, init);
      return Object.defineProperty(last, "redirected", { value: true });
    }
  };
}

/** Where a response leads; undefined where it is no redirect. */
function targetOf({ status, headers }: Response, from: string): URL | undefined {
  const location = headers.get("Location");
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== null;
  return isRedirect && URL.canParse(location, from) ? new URL(location, from) : undefined;
}

/** The method of the request that follows. */
function methodAfter(status: number, { method }: Request): string {
  const isRead = /^(GET|HEAD)$/.test(method);
  const becomesGet = status === 303 ? !isRead : status < 303 && method === "POST";
  return becomesGet ? "GET" : method;
}
