import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { JsonObject } from "../document/json.ts";
import { defaultUrlOf, urlOf } from "../document/server-url.ts";
import { diagnose } from "./events/diagnose.ts";
import { type NamingEvent, sortEvents } from "./events/event.ts";
import { camelCase } from "./identifiers/identifier.ts";
import { safeName } from "./identifiers/reserved.ts";
import type { Lock, LockedName } from "./lock/lock.ts";

/** The names of an API's servers, what happened to them, and the lock that keeps them. */
interface NamedServers {
  /** By URL, as it is written. */
  readonly names: ReadonlyMap<string, string>;
  readonly events: readonly NamingEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** The given lock with the servers as they are now. */
  readonly lock: Lock;
}

/**
 * Names the servers that have an absolute URL: a pure function of the set of them and the lock. A URL keeps its name
 * whatever its description becomes; a new URL that wants the name of one that is gone takes its place.
 */
export function nameServers(
  servers: readonly JsonObject[],
  { lock, prune }: { readonly lock: Lock; readonly prune: boolean },
): NamedServers {
  const wanted = wantedNames(servers.filter((server) => /^https?:\/\//i.test(defaultUrlOf(server))));
  const names = new Map([...wanted.keys()].flatMap((url) => lockedName(url, lock)));
  const clashes = sameNames(names);
  const taken = new Set(names.values());
  const gone = [...lock.servers].filter(([url]) => !wanted.has(url));
  const events: NamingEvent[] = [];
  for (const [url, name] of [...wanted].filter(([url]) => !names.has(url))) {
    const [before] = gone.find(([, locked]) => locked.name === name) ?? [];
    const given = [name, nameOf(hostIn(url)), nameOf(url), url].find((each) => !taken.has(each)) ?? url;
    names.set(url, given);
    taken.add(given);
    if (before !== undefined && given === name)
      events.push({ kind: "moved", subject: "server", names: [name], keys: [before, url], places: [], isNew: true });
  }
  const removed = gone.filter(([, { name }]) => !taken.has(name));
  for (const [url, { name, isRemoved }] of removed) {
    const kind = prune ? "pruned" : "removed";
    events.push({ kind, subject: "server", names: [name], keys: [url], places: [], isNew: !isRemoved });
  }
  const entries = new Map<string, LockedName>();
  if (!prune) for (const [url, entry] of removed) entries.set(url, { ...entry, isRemoved: true });
  for (const [url, name] of names) entries.set(url, { name, isRemoved: false });
  const sorted = sortEvents(events);
  return { names, events: sorted, diagnostics: [...diagnose(sorted), ...clashes], lock: { ...lock, servers: entries } };
}

/** Of two servers that are there, branches may have locked one name. */
function sameNames(names: ReadonlyMap<string, string>): Diagnostic[] {
  const urls = new Map<string, string>();
  return [...names].flatMap(([url, name]): Diagnostic[] => {
    const other = urls.get(name);
    urls.set(name, url);
    if (other === undefined) return [];
    const message = `the servers ${url} and ${other} have the same name in the lock`;
    return [{ code: "lock-duplicate", severity: "error", message, help: "remove the newer line" }];
  });
}

function lockedName(url: string, { servers }: Lock): [string, string][] {
  const locked = servers.get(url);
  return locked === undefined ? [] : [[url, locked.name]];
}

/** In a clash, all members are named after their whole URL, as an identifier if that distinguishes them. */
function wantedNames(servers: readonly JsonObject[]): Map<string, string> {
  const own = new Map(servers.map((server) => [urlOf(server), ownName(server)]));
  const qualified = new Map([...own].map(([url, name]) => [url, isRepeated(name, own) ? nameOf(url) : name]));
  return new Map([...qualified].map(([url, name]) => [url, isRepeated(name, qualified) ? url : name]));
}

function isRepeated(name: string, names: ReadonlyMap<string, string>): boolean {
  return [...names.values()].filter((each) => each === name).length > 1;
}

/** The `name` of OpenAPI 3.2, else `x-name`, else a short description, else the host. */
function ownName(server: JsonObject): string {
  const { name = server["x-name"], description } = server;
  const isShort = typeof description === "string" && /^\s*[^\s.]+(?:\s+[^\s.]+){0,2}\s*$/.test(description);
  const text = typeof name === "string" && name.trim() !== "" ? name : isShort ? description : hostIn(urlOf(server));
  return nameOf(text);
}

function hostIn(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?([^/]*).*$/is, "$1");
}

function nameOf(text: string): string {
  return safeName(camelCase(text, "server"), "server");
}
