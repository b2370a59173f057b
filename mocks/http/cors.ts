import type { MockResponse } from "./response.ts";

/** A request as far as CORS looks at it; names of headers are in lower case. */
interface CrossOriginRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The response to a browser that asks whether it may send a request (Fetch Standard, section 3.3.2); undefined for any
 * other request.
 */
export function preflightResponse({ method, headers }: CrossOriginRequest): MockResponse | undefined {
  const wanted = headers["access-control-request-method"];
  if (method !== "OPTIONS" || headers["origin"] === undefined || wanted === undefined) return undefined;
  return {
    status: 204,
    headers: [
      ["access-control-allow-methods", wanted],
      ["vary", "access-control-request-method, access-control-request-headers"],
    ],
    body: undefined,
  };
}

/**
 * The headers that let a browser of any origin read the response: names, in lower case, and values in turns. With
 * credentials `*` stands for nothing (Fetch Standard, section 3.3.5), so that all is named.
 */
export function corsHeaders(
  { headers }: CrossOriginRequest,
  response: Pick<MockResponse, "headers">,
): readonly string[] {
  const { origin, [wantedHeaders]: wanted, [exposedHeaders]: exposed } = headers;
  if (origin !== undefined) return corsHeadersFor(origin, wanted, exposed ?? exposable(response));
  return wanted === undefined && exposed === undefined ? ordinary : corsHeadersFor("*", wanted ?? "*", exposed ?? "*");
}

const wantedHeaders = "access-control-request-headers";
const exposedHeaders = "access-control-expose-headers";

/** What scripts can read of any response (Fetch Standard, section 2.2.2). */
const safelisted: ReadonlySet<string> = new Set([
  ...["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"],
]);

function exposable({ headers }: Pick<MockResponse, "headers">): string {
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => !safelisted.has(name));
  return [...new Set(names)].join(", ");
}

function corsHeadersFor(origin: string, wanted = "", exposed = ""): readonly string[] {
  return [
    ...["access-control-allow-origin", origin],
    ...(wanted === "" ? [] : ["access-control-allow-headers", wanted]),
    ...["access-control-allow-credentials", "true"],
    ...(exposed === "" ? [] : [exposedHeaders, exposed]),
    ...(origin === "*" ? [] : ["vary", "origin"]),
  ];
}

/** What programs get; always the same array, which `send` joins with a response once. */
const ordinary = corsHeadersFor("*", "*", "*");
