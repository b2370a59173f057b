import { type LookupAddress, type LookupAllOptions, lookup } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isAllowed, isLoopback, isReachable, unbracketed } from "../document/remote/addresses.ts";
import type { FilledHeaders } from "./headers.ts";

/** A fetched document, or why it could not be fetched. */
export type Fetched =
  | { readonly bytes: Uint8Array; readonly location?: string }
  | { readonly reason: string; readonly help?: string };

/** How long fetching one document may take, in milliseconds, how many bytes it may have, and who resolves names. */
export interface FetchOptions {
  readonly milliseconds: number;
  readonly bytes: number;
  readonly resolveName: (hostname: string, options: LookupAllOptions, callback: Resolved) => void;
  /** What is sent to an address beside what is sent to all. */
  readonly headersFor: (address: string) => FilledHeaders;
}

type Resolved = (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void;

const none: FilledHeaders = { headers: {}, secrets: [] };
const defaults: FetchOptions = {
  milliseconds: 30_000,
  bytes: 20 * 2 ** 20,
  resolveName: lookup,
  headersFor: () => none,
};
const mostRedirects = 5;

class Refusal extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/**
 * Fetches the document at an allowed address, with no credentials but the headers that are given for it. Addresses of
 * private networks that are not listed are refused when they are connected to, so that no name can change what it
 * resolves to in between; so are redirects to other hosts.
 */
export async function fetchDocument(
  address: string,
  listed: readonly string[],
  given: Partial<FetchOptions> = {},
): Promise<Fetched> {
  const options = { ...defaults, ...given };
  const signal = AbortSignal.timeout(options.milliseconds);
  try {
    let url = new URL(address);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const response = await get(url, { ...options, listed, signal });
      const next = redirectOf(response, url, listed);
      if (next === undefined) {
        const bytes = await bodyOf(response, options.bytes);
        if (looksLikeMarkup(bytes)) return { reason: webPage };
        const { secrets } = options.headersFor(url.href);
        const told = secrets.find(([, value]) => value.length > 3 && Buffer.from(bytes).includes(value));
        if (told) return { reason: `it has the value of ${told[0]} in it, which must not be written` };
        return { bytes, ...(url.href !== address && { location: url.href }) };
      }
      response.destroy();
      url = next;
    }
    return { reason: `the server redirects more than ${mostRedirects} times` };
  } catch (error) {
    if (signal.aborted) return { reason: `it took longer than ${options.milliseconds / 1000} s` };
    if (error instanceof Refusal)
      return { reason: error.message, ...(error.help !== undefined && { help: error.help }) };
    if (error instanceof Error) return { reason: messageOf(error) };
    throw error;
  }
}

function get(
  url: URL,
  given: Pick<FetchOptions, "headersFor" | "resolveName"> & {
    readonly listed: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<IncomingMessage> {
  const { listed, signal, resolveName, headersFor } = given;
  const host = unbracketed(url.hostname);
  const isOpen = (ip: string) => isReachable(ip, isLoopback(host) ? [...listed, "127.0.0.0/8", "::1"] : listed);
  if (isIP(host) > 0 && !isOpen(host)) throw refusal(host, host);
  const headers = {
    accept: "application/json, application/yaml, */*;q=0.5",
    ...headersFor(url.href).headers,
    "accept-encoding": "identity",
  };
  const request = url.protocol === "https:" ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    // a connection of its own, with the addresses that were looked at
    const sent = request(url, { headers, signal, agent: false, lookup: checkedLookup(isOpen, resolveName) }, resolve);
    sent.on("error", reject);
    sent.end();
  });
}

/** Looks a name up, and refuses it where one of its addresses is. */
function checkedLookup(isOpen: (ip: string) => boolean, resolveName: FetchOptions["resolveName"]): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupAllOptions = { ...(options as object), all: true };
    resolveName(hostname, all, (error, found) => {
      const closed = found?.find(({ address }) => !isOpen(address));
      if (error) callback(error, []);
      else if (closed) callback(refusal(hostname, closed.address), []);
      else if (options.all) callback(null, found);
      else callback(null, found[0]?.address ?? "", found[0]?.family);
    });
  };
}

function refusal(host: string, ip: string): Refusal {
  const where = host === ip ? `${ip} is` : `${host} is ${ip},`;
  return new Refusal(
    `${where} in a private network, which \`vendor\` in the settings does not list`,
    `list the network too, if it is yours: \`${ip}\``,
  );
}

function redirectOf(response: IncomingMessage, from: URL, listed: readonly string[]): URL | undefined {
  const { statusCode = 0, headers } = response;
  if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return undefined;
  if (!URL.canParse(headers.location, from.href)) throw new Refusal("the server redirects to what is no address");
  const to = new URL(headers.location, from.href);
  if (to.host !== from.host || to.protocol !== from.protocol)
    throw new Refusal(`the server redirects to another host, ${to.origin}`, "refer to where the document is");
  to.hash = "";
  if (!isAllowed(to.href, listed))
    throw new Refusal(`the server redirects to ${to.href}, which \`vendor\` in the settings does not list`);
  return to;
}

const webPage = "the server responded with a web page";

/** Whether a text is HTML or XML, whatever its server calls it: neither JSON nor YAML begins so. */
function looksLikeMarkup(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*<[!?a-z]/i.test(Buffer.from(bytes.subarray(0, 1024)).toString("utf8"));
}

async function bodyOf(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw drop(response, `the server responded with ${statusCode}`);
  if (/^text\/html\b/i.test(headers["content-type"] ?? "")) throw drop(response, webPage);
  if (!/^(?:identity)?$/i.test(headers["content-encoding"] ?? ""))
    throw drop(response, `the server responded with \`Content-Encoding: ${headers["content-encoding"]}\``);
  const tooLarge = `it is larger than ${mostBytes / 2 ** 20} MiB`;
  if (Number(headers["content-length"]) > mostBytes) throw drop(response, tooLarge);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw drop(response, tooLarge);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function drop(response: IncomingMessage, reason: string): Refusal {
  response.destroy();
  return new Refusal(reason);
}

function messageOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  // of several addresses that were tried, one stands for all
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  if (error.message === "" && first instanceof Error) return messageOf(first);
  return error.message === "" ? (code ?? error.name) : error.message;
}
