import { BlockList, isIP } from "node:net";
import { isAbsolute, relative, resolve, sep } from "node:path";

/** The address of a document: absolute, without fragment; undefined where that is no http or https URL. */
export function addressOf(reference: string, base?: string): string | undefined {
  if (!URL.canParse(reference, base)) return undefined;
  const url = new URL(reference, base);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  url.hash = "";
  return url.href;
}

/** The file that a table gives for an address: of the address itself, or of the longest folder that it is below. */
export function fileFor(address: string, table: ReadonlyMap<string, string>): string | undefined {
  for (const [key, file] of table) if (addressOf(key) === address) return file;
  const [path = "", query] = address.split("?", 2);
  const [longest] = [...table]
    .map(([key, file]) => ({ folder: addressOf(key) ?? "", file }))
    .filter(({ folder }) => folder.endsWith("/") && path.startsWith(folder) && query === undefined)
    .sort((a, b) => b.folder.length - a.folder.length);
  if (!longest) return undefined;
  const file = resolve(longest.file, decoded(path.slice(longest.folder.length)));
  return isWithin(file, longest.file) ? file : undefined;
}

/** Whether a path is a folder or below it. */
export function isWithin(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

/**
 * Whether the settings allow to fetch an address: they list its host (`specs.example.com`, `127.0.0.1:8080`) or the
 * start of it (`https://example.com/specs/`). Only this machine is asked without TLS, and nobody by user and password.
 */
export function isAllowed(address: string, listed: readonly string[]): boolean {
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) return false;
  return listed.some((entry) => {
    if (!/^https?:/i.test(entry)) return entry.toLowerCase() === url.host;
    const { origin, pathname } = new URL(entry);
    const isStart = url.pathname === pathname || url.pathname.startsWith(pathname.replace(/\/?$/, "/"));
    return origin === url.origin && isStart;
  });
}

/** Whether a host is this machine, by its name or its literal address. */
export function isLoopback(hostname: string): boolean {
  const name = unbracketed(hostname);
  return name === "localhost" || name.endsWith(".localhost") || (isIP(name) > 0 && isIn(loopback(), name));
}

/** Whether a resolved address may be connected to: it is public, or the settings list it or its network. */
export function isReachable(ip: string, listed: readonly string[]): boolean {
  if (!isIn(special(), ip)) return true;
  const own = new BlockList();
  for (const entry of listed) addNetwork(own, entry);
  return isIn(own, ip);
}

/** An IPv6 address without its brackets; any other host as it is. */
export function unbracketed(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

const loopback = networks(["127.0.0.0/8", "::1"]);

/** What is not on the public internet (IANA's registries of special-purpose addresses, RFC 6890). */
const special = networks([
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
  // what IPv6 wraps IPv4 in counts as special as a whole: nobody publishes documents there
  ...["::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16"],
  ...["fc00::/7", "fe80::/10", "ff00::/8"],
]);

/** Made when they are asked for: most runs go to no host. */
function networks(entries: readonly string[]): () => BlockList {
  let list: BlockList | undefined;
  return () => {
    if (list !== undefined) return list;
    list = new BlockList();
    for (const entry of entries) addNetwork(list, entry);
    return list;
  };
}

function addNetwork(list: BlockList, entry: string): void {
  const host = /^https?:/i.test(entry) ? new URL(entry).hostname : entry.replace(/^([^:]*|\[.*\]):\d+$/, "$1");
  const [ip = "", bits] = unbracketed(host).split("/", 2);
  if (isIP(ip) === 0) return;
  const family = isIP(ip) === 4 ? "ipv4" : "ipv6";
  const longest = family === "ipv4" ? 32 : 128;
  const length = bits === undefined ? longest : Number(bits);
  if (Number.isInteger(length) && length >= 0 && length <= longest) list.addSubnet(ip, length, family);
}

function isIn(list: BlockList, ip: string): boolean {
  return list.check(ip, isIP(ip) === 4 ? "ipv4" : "ipv6");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
