import { connect, isIP } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { isOfCertificate } from "../../../mocks/http/certificate.ts";
import { isLoopback } from "../../../mocks/http/host.ts";
import { didYouMean } from "../../diagnostics/suggestion.ts";
import { type Arguments, UsageError } from "../command.ts";
import { counted, printableLine } from "../print.ts";
import type { Project } from "../projects.ts";

/** The address of the server of each API; a usage error where one has none. */
export function addressesOf(args: Arguments, projects: readonly Project[]): ReadonlyMap<string, string> {
  const given = args.texts("url");
  if (args.is("mock")) {
    if (given.length > 0) throw new UsageError('"--url" and "--mock" cannot be combined: each says what is tested');
    return new Map();
  }
  if (given.length === 0)
    throw new UsageError(
      "no server was named",
      "say where it is, `--url http://127.0.0.1:3000`, or test the mock of the documents with `--mock`",
    );
  const names = projects.map(({ name }) => name);
  const addresses = new Map<string, string>();
  for (const text of given) {
    const { name, address } = splitName(text);
    if (name === undefined && projects.length > 1)
      throw new UsageError(
        `there are ${counted(projects.length, "API")}, and "${text}" does not say whose server it is`,
        `name the API before it: --url ${names[0]}=${text}`,
      );
    const whose = name ?? names[0]!;
    if (!names.includes(whose))
      throw new UsageError(
        `"--url": there is no API "${whose}"`,
        didYouMean(whose, names) ?? `there is: ${names.join(", ")}`,
      );
    if (addresses.has(whose)) throw new UsageError(`"--url" names two servers of ${whose}: test one after the other`);
    addresses.set(whose, addressIn(address));
  }
  const without = names.find((name) => !addresses.has(name));
  if (without === undefined) return addresses;
  throw new UsageError(`"--url" names no server of ${without}`, `name it too: --url ${without}=http://…`);
}

function splitName(text: string): { readonly name?: string; readonly address: string } {
  const [, name, address] = /^([^=?#]*)=(https?:.*)$/is.exec(text) ?? [];
  return name === undefined || address === undefined || /^https?:/i.test(name) ? { address: text } : { name, address };
}

function addressIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(
      `"--url" must be the address of a server, which begins with http:// or https://, not "${text}"`,
      /^[\w.-]+(?::\d+)?(?:\/|$)/.test(text) ? `did you mean "http://${text}"?` : undefined,
    );
  if (url.username || url.password)
    throw new UsageError(
      "the address of the server holds a password",
      "give it by `--auth scheme=env:NAME`, which is printed nowhere",
    );
  if (url.search || url.hash) throw new UsageError('"--url" must have no query and no fragment');
  return url.href.replace(/\/+$/, "");
}

/**
 * Whether servers on other machines may be tested: `--yes` or a person says it; a usage error where nobody can be
 * asked.
 */
export async function mayTest(
  addresses: Iterable<string>,
  { isYes, allowsWrites }: { readonly isYes: boolean; readonly allowsWrites: boolean },
): Promise<boolean> {
  const others = [...new Set(addresses)].filter((address) => !isLoopback(hostOf(address)));
  if (others.length === 0 || isYes) return true;
  const hosts = [...new Set(others.map(hostOf))].join(", ");
  const what = allowsWrites
    ? "valid and invalid requests are sent to it, and records are created, changed and deleted there"
    : "valid and invalid requests that read are sent to it";
  if (!process.stdin.isTTY || !process.stderr.isTTY || process.env["CI"])
    throw new UsageError(`${hosts} is another machine: ${what}`, "say --yes if it may be tested");
  const { confirm, isCancel } = await import("@clack/prompts");
  const answer = await confirm({
    output: process.stderr,
    message: printableLine(`${hosts} is another machine: ${what}. Test it?`),
    initialValue: false,
  });
  return answer === true && !isCancel(answer);
}

/** Why nothing answers at an address, as a clause; undefined where something does. Nothing is sent. */
export function unreachable(address: string, timeout: number): Promise<string | undefined> {
  const { protocol, port } = new URL(address);
  const host = hostOf(address);
  const isSecure = protocol === "https:";
  const to = { host, port: Number(port || (isSecure ? 443 : 80)) };
  const socket = isSecure ? connectSecurely({ ...to, ...(isIP(host) === 0 && { servername: host }) }) : connect(to);
  return new Promise<string | undefined>((resolve) => {
    socket.setTimeout(timeout, () => resolve("nobody takes the connection"));
    socket.on(isSecure ? "secureConnect" : "connect", () => resolve(undefined));
    socket.on("error", (error) => resolve(reasonOf(error)));
  }).finally(() => socket.destroy());
}

function reasonOf(error: NodeJS.ErrnoException): string {
  const { code = "" } = error;
  if (code === "ECONNREFUSED") return "the connection is refused";
  if (isOfCertificate(code))
    return `its certificate is not trusted (${code}); NODE_EXTRA_CA_CERTS=ca.pem trusts what ca.pem has signed`;
  return error.code === "ENOTFOUND" || error.code === "EAI_AGAIN" ? "there is no such host" : error.message;
}

function hostOf(address: string): string {
  return new URL(address).hostname.replace(/^\[|\]$/g, "");
}
