import { shellWord } from "../../../../generator/diagnostics/shell.ts";

/** A request that is shown as a line of a shell. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Of a form with files, each as an option -F of curl has it; curl writes the media type with its own boundary. */
  readonly parts?: readonly string[];
}

/** What curl, or the connection, adds by itself. */
const unsaid = new Set(["accept-encoding", "connection", "content-length", "host", "user-agent"]);

/** The line of curl that sends a request; each text is one word of a POSIX shell. */
export function curlOf({ method, url, headers, body, parts }: CurlRequest): string {
  const isShown = ([name]: readonly [string, string]) =>
    !unsaid.has(name) &&
    !/^(?:sec-|origin$|referer$)/.test(name) &&
    (parts === undefined || name.toLowerCase() !== "content-type");
  return [
    `curl -i${method === "GET" ? "" : ` -X ${shellWord(method)}`} ${shellWord(url)}`,
    ...Object.entries(headers)
      .filter(isShown)
      .map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`),
    ...(parts ?? []).map((part) => `-F ${shellWord(part)}`),
    ...(body === undefined ? [] : [`--data-raw ${shellWord(body)}`]),
  ].join(" \\\n  ");
}
