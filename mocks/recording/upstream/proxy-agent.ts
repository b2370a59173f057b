import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import { RecordingOptionError } from "../recordings.ts";

/** The proxy between the mock and an API. */
export interface UpstreamProxy {
  /** An agent for one request; what it takes is loaded with the first. */
  agent(): Promise<Agent>;
  /**
   * Has the response of the API, and no other: rejects where the proxy refuses, be it to open a tunnel or, by 407 (RFC
   * 9110, section 15.5.8), to pass a request on.
   */
  watch(request: ClientRequest, refuse: (error: Error) => void): void;
}

/**
 * A proxy by its address, `http://user:password@proxy.example.com:3128`: APIs by https are reached through a tunnel
 * (CONNECT, RFC 9110, section 9.3.6), others by their whole address.
 *
 * @throws {RecordingOptionError} where the address is not one of http or https.
 */
export function upstreamProxy(address: string, target: URL): UpstreamProxy {
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy === undefined || !/^https?:$/.test(proxy.protocol) || !isDecodable(proxy.username + proxy.password))
    throw new RecordingOptionError(
      "the proxy in front of the API is an http or https address, as http://user:password@proxy.example.com:3128",
    );
  const isTunnel = target.protocol === "https:";
  const refused = ({ statusCode }: Pick<IncomingMessage, "statusCode">) =>
    new Error(`the proxy ${proxy.host} refuses the request with ${statusCode}`);
  return {
    async agent() {
      if (isTunnel) return new (await import("https-proxy-agent")).HttpsProxyAgent(proxy);
      return new (await import("http-proxy-agent")).HttpProxyAgent(proxy);
    },
    watch(request, refuse) {
      const check = (response: IncomingMessage, isRefusal: boolean) => {
        if (!isRefusal) return;
        refuse(refused(response));
        request.destroy();
      };
      if (isTunnel) request.on("proxyConnect", (found: IncomingMessage) => check(found, found.statusCode !== 200));
      else request.on("response", (found) => check(found, found.statusCode === 407));
    },
  };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
