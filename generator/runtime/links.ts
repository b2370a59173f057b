import { memberAt } from "./core/json.ts";
import type { RawResult, RawSuccess, Result, Success } from "./core/result.ts";
import { descriptions, type Server, type ServerOptions, serverUrl } from "./core/transport.ts";
import type { Page } from "./pagination/paged.ts";

/**
 * An identifier in a link. One of more than 15 digits is a string or a BigInt: a JavaScript number does not hold it.
 */
export type Identifier = string | number | bigint;

/** Identifiers by name. */
export interface Identifiers {
  readonly [name: string]: Identifier | undefined;
}

/** How one kind of link is made. The generator writes one for each template of the settings and the documents. */
export interface LinkTemplate {
  /** An address with identifiers in braces; a relative one is at the origin of the server. */
  readonly url: string;
  /** Identifiers that the link needs although its address does not show them. */
  readonly requires?: readonly string[];
  /** The members of records that hold identifiers, where their names differ. */
  readonly members?: { readonly [identifier: string]: string };
  /** The operations whose records it is for. */
  readonly operations?: readonly string[];
}

/** What links are made with beside identifiers. */
export interface LinkOptions extends ServerOptions {
  /** Its origin wins over that of the server. */
  readonly baseUrl?: string | undefined;
  /** Further hosts whose addresses a response may name in place of a link. */
  readonly hosts?: readonly string[] | undefined;
}

/** What a record with a link has besides; null where the record says that there is nothing to link to. */
export interface Portal {
  readonly portalUrl: string | null;
}

/** A record, a list of them or an envelope `{ data: [...] }`, each record with its link. */
export type Linked<Value> = Value extends readonly (infer Item)[]
  ? Linked<Item>[]
  : Value extends object
    ? IsEnvelope<Value> extends true
      ? { [Key in keyof Value]: Key extends "data" ? Linked<Value[Key]> : Value[Key] }
      : Value & Portal
    : Value;

type IsEnvelope<Value> = "data" extends keyof Value
  ? NonNullable<Value["data" & keyof Value]> extends readonly unknown[]
    ? true
    : false
  : false;

/** The identifiers of links by the names of these; those that were given already may be left out. */
export type Links<Needs, Given = never> = {
  readonly [Name in keyof Needs]: LinkTo<Needs[Name] & string, Given>;
} & Enriching<keyof Needs, Needs[keyof Needs] & string>;

/** The identifiers that were given to all links for sure. */
export type Settled<Given> = {
  [Name in keyof Given]-?: undefined extends Given[Name] ? never : Name;
}[keyof Given];

/**
 * Makes one kind of link. Throws a TypeError that names the identifier which is missing, empty, or would change the
 * path.
 */
export type LinkTo<Name extends string, Given> = [Exclude<Name, Given>] extends [never]
  ? (identifiers?: Some<Name>) => string
  : (identifiers: { readonly [Each in Exclude<Name, Given>]: Identifier } & Some<Name>) => string;

type Some<Name extends string> = { readonly [Each in Name]?: Identifier | undefined };

/** What adds links to records. */
export interface Enriching<Name extends PropertyKey, Each extends string> {
  /**
   * Records with `portalUrl`, as new objects: one record, a list, or an envelope `{ data: [...] }`. An address that the
   * record has itself (`webUrl`) wins where it is https and on a host of the API. Identifiers that are given win over
   * the record's own; the host never comes from a record. Throws a TypeError that names a missing identifier.
   */
  enrich<Value>(name: Name, value: Value, identifiers?: Some<Each>): Linked<Value>;
  /**
   * The result of one of `operations`, or a page of it, with its records enriched; one with an error comes back as it
   * is.
   */
  withLinks<Data, Item>(
    page: Page<Data, Item>,
    identifiers?: Some<Each>,
  ): Page<Linked<Data>, Linked<Item>>;
  withLinks<Data>(result: RawSuccess<Data>, identifiers?: Some<Each>): Success<Linked<Data>>;
  withLinks<Data, Failure>(
    result: Result<Data, Failure>,
    identifiers?: Some<Each>,
  ): Result<Linked<Data>, Failure>;
  /** The operations whose results `withLinks` takes. */
  readonly operations: readonly string[];
}

/** Where records have an address of their own. */
const addresses = ["webUrl", "web_url", "html_url"];

/**
 * Builders of links by name, and what enriches records with them. `given` are identifiers for all links, and the only
 * ones that may be part of a host.
 *
 * Throws a TypeError for a server that is not there.
 */
export function createLinks<Needs, Given = never>(
  templates: { readonly [name: string]: LinkTemplate },
  servers: { readonly [name: string]: Server },
  given: LinkOptions & { readonly [name: string]: unknown },
): Links<Needs, Given> {
  const isRelative = Object.values(templates).some(({ url }) => url.startsWith("/"));
  const root =
    given.baseUrl ?? (Object.keys(servers).length > 0 ? serverUrl(servers, given) : undefined);
  const origin = isRelative && root !== undefined ? new URL(root).origin : undefined;
  const hosts = new Set([
    ...[
      origin,
      ...Object.values(servers).map(({ url }) => url),
      ...Object.values(templates).map(({ url }) => url),
    ]
      .map((url) => /^https?:\/\/[^/?#]*/i.exec(url ?? "")?.[0] ?? "")
      .filter((url) => !url.includes("{") && URL.canParse(url))
      .map((url) => new URL(url).host),
    ...(given.hosts ?? []),
  ]);
  const byOperation = new Map(
    Object.entries(templates)
      .flatMap(([name, { operations = [] }]) =>
        operations.map((operation) => [operation, name] as const),
      )
      .reverse(),
  );

  const enrich = (name: string, value: unknown, identifiers: Identifiers = {}): unknown => {
    const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
    if (!template)
      throw new TypeError(`there is no link "${name}": ${Object.keys(templates).join(", ")}`);
    if (Array.isArray(value)) return value.map((each) => enrich(name, each, identifiers));
    if (typeof value !== "object" || value === null) return value;
    const record = value as { readonly [member: string]: unknown };
    const data = memberAt(record, ["data"]);
    if (Array.isArray(data)) return { ...record, data: enrich(name, data, identifiers) };
    return { ...record, portalUrl: addressIn(record, hosts) ?? linkOf(name, record, identifiers) };
  };
  /** Null where the record says of an identifier that there is none. */
  const linkOf = (name: string, record: object, identifiers: Identifiers) => {
    const template = templates[name]!;
    const found = new Map<string, unknown>();
    for (const identifier of new Set([
      ...identifiersIn(template.url),
      ...(template.requires ?? []),
    ])) {
      const members = [
        memberAt(template.members ?? {}, [identifier]),
        identifier,
        identifier === `${name}Id` ? "id" : "",
      ];
      const member = members.find(
        (each) => typeof each === "string" && Object.hasOwn(record, each),
      ) as string;
      const value =
        memberAt(identifiers, [identifier]) ??
        memberAt(given, [identifier]) ??
        memberAt(record, [member]);
      if (value === null) return null;
      found.set(identifier, value);
    }
    return expand(name, template, { given, origin, value: (identifier) => found.get(identifier) });
  };

  const builders = Object.entries(templates).map(([name, template]) => {
    const builder = (identifiers: Identifiers = {}) => {
      const value = (identifier: string) =>
        memberAt(identifiers, [identifier]) ?? memberAt(given, [identifier]);
      return expand(name, template, { given, origin, value });
    };
    return [name, builder] as const;
  });
  return {
    ...Object.fromEntries(builders),
    enrich,
    withLinks: (
      result: RawResult<unknown, unknown> | Page<unknown, unknown>,
      identifiers?: Identifiers,
    ) => {
      const operation = descriptions.get(result.response)?.name;
      const name = byOperation.get(operation ?? "");
      if (!name)
        throw new TypeError(`no link is for the responses of ${operation ?? "the raw client"}`);
      if (result.data === undefined) return result;
      const enriched = { ...result, data: enrich(name, result.data, identifiers) };
      return "items" in result
        ? { ...enriched, items: enrich(name, result.items, identifiers) }
        : enriched;
    },
    operations: [...byOperation.keys()].reverse(),
  } as unknown as Links<Needs, Given>;
}

/** Where the identifiers of one link come from. */
interface Source {
  readonly given: object;
  readonly origin: string | undefined;
  readonly value: (identifier: string) => unknown;
}

function expand(
  name: string,
  { url, requires = [] }: LinkTemplate,
  { given, origin, value }: Source,
): string {
  const [, ownOrigin = origin, rest = url] = /^(https?:\/\/[^/?#]*)([\s\S]*)$/i.exec(url) ?? [];
  if (ownOrigin === undefined)
    throw new TypeError(`the link "${name}" needs a server: give createLinks the baseUrl`);
  for (const identifier of requires) textOf(name, identifier, value(identifier));
  const host = ownOrigin.replace(/\{([^{}]*)\}/g, (_, identifier: string) => {
    const text = textOf(name, identifier, memberAt(given, [identifier]));
    if (/^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d+)?$/i.test(text)) return text;
    throw new TypeError(`"${identifier}" of the link "${name}" is not a host`);
  });
  return (
    host +
    rest.replace(/\{([^{}]*)\}/g, (_, identifier: string) =>
      encode(name, identifier, value(identifier)),
    )
  );
}

function encode(name: string, identifier: string, value: unknown): string {
  const text = textOf(name, identifier, value);
  // A URL parser drops such segments, percent-encoded or not.
  if (/^\.+$/.test(text)) throw new TypeError(`"${identifier}" of the link "${name}" is dots`);
  try {
    return encodeURIComponent(text);
  } catch {
    throw new TypeError(`"${identifier}" of the link "${name}" is not Unicode text`);
  }
}

function textOf(name: string, identifier: string, value: unknown): string {
  if (value === undefined || value === null || value === "")
    throw new TypeError(
      `the link "${name}" needs "${identifier}", which is ${value === "" ? "empty" : "missing"}`,
    );
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new TypeError(
      `"${identifier}" of the link "${name}" is a number that lost digits: give it as a string`,
    );
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint")
    throw new TypeError(`"${identifier}" of the link "${name}" must be a string or a number`);
  return String(value);
}

function addressIn(record: object, hosts: ReadonlySet<string>): string | undefined {
  const address = addresses
    .map((member) => memberAt(record, [member]))
    .find((each) => typeof each === "string");
  if (typeof address !== "string" || !URL.canParse(address)) return undefined;
  const { protocol, host, username, password } = new URL(address);
  return protocol === "https:" && !username && !password && hosts.has(host) ? address : undefined;
}

function identifiersIn(template: string): string[] {
  const [, rest = template] = /^https?:\/\/[^/?#]*([\s\S]*)$/i.exec(template) ?? [];
  return [...rest.matchAll(/\{([^{}]*)\}/g)].map(([, identifier = ""]) => identifier);
}
