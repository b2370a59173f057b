import { sentRequests } from "../core/redact.ts";
import type { RawClient, RawOptions } from "../core/transport.ts";
import { copyOptions } from "./call-request.ts";

/** The raw client, all of whose methods send by that function. */
export function sendingBy(request: RawClient["request"], raw: RawClient): RawClient {
  const methods = Object.keys(raw).filter((name) => /^[A-Z]+$/.test(name));
  const send = methods.map((method) => [
    method,
    (path: string, init?: RawOptions) => request(method, path, init),
  ]);
  return { ...raw, ...Object.fromEntries(send), request };
}

/**
 * The raw client, whose calls keep their options through middleware that makes new requests; errors know what was sent.
 * The query of the base URL is kept: openapi-fetch would put the path behind it.
 */
export function limitCalls(raw: RawClient, baseUrl: string | undefined): RawClient {
  return sendingBy(async (method, path, init = {}) => {
    const sent: { request?: Request } = {};
    const [address, kept] = (init.baseUrl || baseUrl || "").split(/\?([^#]*)|#/);
    const options: RawOptions = {
      ...init,
      // The last one on requests: what it receives is what is sent.
      middleware: [
        ...(init.middleware ?? []),
        { onRequest: ({ request }) => void ("sent" in request || copyOptions(options, request)) },
      ],
      baseUrl: address,
      sent,
      Request: make,
    };
    // The platform's Request, for openapi-fetch: notes what it made. The query of the base URL comes first.
    function make(url: string, init: RequestInit): Request {
      const whole = kept ? url.replace(/\?|$/, (mark) => `?${kept}${mark && "&"}`) : url;
      sent.request = new Request(whole, init);
      return sent.request;
    }
    // openapi-fetch tests by `instanceof` what middleware returns.
    make.prototype = Request.prototype;
    try {
      const result = await raw.request(method, path, options);
      if (!result.response.ok && sent.request) sentRequests.set(result.response, sent.request);
      return result;
    } catch (error) {
      // Once the request is made, an error comes from somewhere else.
      if (sent.request) throw error;
      const { name = `${method} ${path}` } = (init["description"] ?? {}) as { name?: string };
      throw refusal(error, name);
    }
  }, raw);
}

/** What the platform says instead of making a request, and what is said in its place. */
const refusals: readonly (readonly [words: RegExp, reason: string])[] = [
  [/credentials/, "baseUrl has a password"],
  [/header/i, "a header has a character that no header can carry"],
  [/URL/, 'there is no server; give an absolute baseUrl, such as "https://api.example.com"'],
];

/** Replaces an error of the platform, which shows passwords and headers, or says too little. */
function refusal(error: unknown, what: string): unknown {
  const [, reason] = refusals.find(([words]) => words.test(String(error))) ?? [];
  return reason && error instanceof TypeError ? new TypeError(`${what}: ${reason}`) : error;
}
