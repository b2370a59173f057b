import type { MockOperation } from "../../../mocks/document/operations.ts";
import { isLoopback } from "../../../mocks/http/host.ts";
import type { Mock, Mocks } from "../../../mocks/server/mock.ts";
import { quoted } from "../../diagnostics/shell.ts";
import type { Arguments } from "../command.ts";
import { counted, printable, printableLine } from "../print.ts";
import { controlOf } from "./options.ts";

/** A served API as it is introduced. */
export interface Introduced {
  readonly mock: Mock;
  readonly prefix: string;
  /** What it was made of. */
  readonly name: string;
  readonly authPrefix: string;
  /** Whether nobody said how access is checked. */
  readonly isAccessUnsaid: boolean;
}

/** How many operations are listed; a few more are better listed than counted. */
const shownOperations = 40;
const tolerated = 50;

/**
 * Operations, OAuth endpoints and a line for the shell, for each API; then who can reach them, and where recordings and
 * state are.
 */
export async function banner(
  { host, inspector }: Pick<Mocks, "host" | "inspector">,
  apis: readonly Introduced[],
  { showsAll, places }: { readonly showsAll: boolean; readonly places: readonly string[] },
): Promise<string> {
  const sections: string[] = [];
  for (const api of apis) sections.push(await section(api, showsAll));
  const isLocal = host === "127.0.0.1" || host === "::1" || host === "localhost";
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const others = `for every machine that can reach ${isEverywhere ? "this one" : host}`;
  const reach = `Bound to ${host}, ${isLocal ? "for this machine alone" : others}.`;
  const page = inspector === undefined ? [] : [`Inspector: ${inspector}`];
  return printable(`${sections.join("\n")}\n${[...page, reach, ...places].map((line) => `${line}\n`).join("")}`);
}

/** The line by which scripts see that connections are accepted. */
export function readiness({ url }: Pick<Mocks, "url">, format: string): string {
  const message = `twinspec is listening on ${url}`;
  return `${format === "json" ? JSON.stringify({ message, url }) : message}\n`;
}

async function section(api: Introduced, showsAll: boolean): Promise<string> {
  const { mock, prefix, name } = api;
  const { operations, endpoints } = mock;
  const shown = showsAll || operations.length <= tolerated ? operations : operations.slice(0, shownOperations);
  const more = operations.length - shown.length;
  const lines = [
    ...(prefix === "" ? [] : [`${prefix}: ${name}, ${counted(operations.length, "operation")}`]),
    ...shown.map((operation) => operationLine(operation, prefix)),
    ...(more > 0 ? [`  … ${more} more; --verbose shows all`] : []),
    ...endpoints.map(
      (endpoint) =>
        `  ${endpoint.replace(/^(\S+) +/, (_, method: string) => `${method.padEnd(7)} ${prefix}`)}  (OAuth)`,
    ),
  ];
  const isOpen = api.isAccessUnsaid && mock.auth === "lenient" && endpoints.length + mock.scopes().names.length > 0;
  const access = isOpen ? anyToken : "";
  return `${lines.map((line) => `${printableLine(line)}\n`).join("")}${await tryLine(api)}${access}`;
}

const anyToken = "Any token is accepted; with --auth strict, or --token and its scopes, this mock's own alone.\n";

/** An operation with the scopes that it needs. */
export function operationLine({ method, path, scopes }: MockOperation, prefix: string): string {
  const needed = scopes.length === 0 ? "" : `  (${scopes.map((set) => set.join(" + ")).join(" | ")})`;
  return `  ${method.padEnd(7)} ${prefix}${path}${needed}`;
}

/** A line for the shell that gets a response, with the credentials that it needs. */
async function tryLine({ mock, authPrefix }: Introduced): Promise<string> {
  const sample = mock.sampleRequest();
  if (sample === undefined) return "";
  const headers = Object.entries(sample.headers ?? {});
  if (sample.scopes !== undefined) {
    const { accessToken } = await mock.issueToken({ scopes: sample.scopes });
    headers.push(["Authorization", `${authPrefix} ${accessToken}`]);
  }
  const options = headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)} `).join("");
  return `Try: curl -i ${options}${quoted(`${mock.url}${sample.target}`)}\n`;
}

/** Where responses come from and where things are stored, in sentences, without the passwords of URLs. */
export function placesOf(args: Pick<Arguments, "is" | "text">): string[] {
  const [record, storage] = [args.text("record"), args.text("storage") ?? "memory"];
  const recording = withoutPassword(args.text("recording") ?? "recordings");
  const kept = args.is("no-recording") ? "; nothing is recorded" : `, and are recorded in ${recording}`;
  const proxy = args.text("upstream-proxy");
  const through = proxy === undefined ? "" : ` through ${withoutPassword(proxy)}`;
  return [
    ...(record === undefined ? [] : [`Requests go to ${withoutPassword(record)}${through}${kept}.`]),
    ...(args.is("replay") ? [`Responses are those recorded in ${recording}.`] : []),
    ...controlNotes(args),
    ...(storage === "memory" ? [] : [`Tokens and state are stored in ${withoutPassword(storage)}.`]),
  ];
}

function controlNotes(args: Pick<Arguments, "is" | "text">): string[] {
  const isOff = controlOf(args).control === undefined && !isLoopback(args.text("host") ?? "127.0.0.1");
  return isOff ? ["The control API is off, as other machines reach the mock; --control-token turns it on."] : [];
}

/** A folder as it is, a URL without what may be secret in it. */
function withoutPassword(place: string): string {
  if (!/^[a-z][a-z\d+.-]+:/i.test(place)) return place;
  if (!URL.canParse(place)) return "the place given";
  const { protocol, host, pathname } = new URL(place);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
