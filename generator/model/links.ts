import { isObject } from "../document/json.ts";
import { camelCase } from "../names/identifiers/identifier.ts";
import { safeName } from "../names/identifiers/reserved.ts";
import type { PublicNames } from "../names/public-names.ts";
import type { Shapes } from "../schema/shapes.ts";
import type { LinkSettings } from "../settings/settings.ts";
import type { Link, Operation } from "./model.ts";
import { operationNamed } from "./operation-names.ts";
import { jsonResponseOf } from "./pages.ts";

/** The extension of an operation or a schema with the template of its records' URL in a portal. */
const extension = "x-web-url";

/** The options of `createLinks` beside identifiers. */
export const linkOptions: ReadonlySet<string> = new Set(["baseUrl", "hosts", "server", "serverVariables"]);

/** The members of what `createLinks` returns beside links. */
const members = ["enrich", "operations", "withLinks"];

/**
 * The links into a portal: those of the settings, then those of the documents. The link of a schema is for every
 * operation that returns it. An operation has one link; that of the settings takes precedence.
 */
export function buildLinks(
  names: PublicNames,
  operations: readonly Operation[],
  { links: settings, shapes }: { readonly links: ReadonlyMap<string, LinkSettings>; readonly shapes: Shapes },
): Link[] {
  const links = new Map<string, Link>();
  const add = (wanted: string, settingsOfLink: LinkSettings, returnedBy: readonly string[]) => {
    let name = wanted;
    while (links.has(name) || members.includes(name)) name += "_";
    const taken = new Set([...links.values()].flatMap((link) => link.operations));
    links.set(
      name,
      linkOf(
        name,
        settingsOfLink,
        returnedBy.filter((each) => !taken.has(each)),
      ),
    );
  };
  for (const [name, each] of settings) {
    const own = each.operations.map((wanted) => operationNamed(wanted, operations)?.name);
    add(
      name,
      each,
      own.filter((operation) => operation !== undefined),
    );
  }
  for (const { name, operation } of names.operations) {
    const url = templateIn(operation.operation);
    if (url !== undefined) add(name, plain(url), [name]);
  }
  const templates = names.schemas.flatMap(({ name, schema }) => {
    const url = templateIn(schema.schema);
    return url === undefined ? [] : [{ name, schema, url }];
  });
  if (templates.length === 0) return [...links.values()];
  const records = new Map(operations.map((operation) => [operation.name, recordOf(operation, shapes)]));
  for (const { name, schema, url } of templates) {
    const returning = [...records].filter(
      ([, record]) => record !== undefined && record === shapes.plain(schema.schema),
    );
    add(
      safeName(camelCase(name), "operation"),
      plain(url),
      returning.map(([operation]) => operation),
    );
  }
  return [...links.values()];
}

function plain(url: string): LinkSettings {
  return { url, requires: [], members: {}, operations: [] };
}

function linkOf(name: string, { url, requires, members: held }: LinkSettings, returnedBy: readonly string[]): Link {
  const { host, rest } = identifiersOf(url);
  return {
    name,
    url,
    hostIdentifiers: host,
    identifiers: [...new Set([...requires, ...rest])],
    requires,
    members: held,
    operations: returnedBy,
  };
}

/** The identifiers of a template: those of its host, the others, and all. */
export function identifiersOf(url: string): {
  readonly host: string[];
  readonly rest: string[];
  readonly all: string[];
} {
  const [, origin = "", rest = url] = /^(https?:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
  const [inHost, inRest] = [origin, rest].map((text) => [
    ...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(([, identifier = ""]) => identifier)),
  ]);
  return { host: inHost!, rest: inRest!, all: [...inHost!, ...inRest!] };
}

/** The template in an extension; undefined if it is not a URL that links can be made from. */
function templateIn(holder: unknown): string | undefined {
  const url = isObject(holder) ? holder[extension] : undefined;
  if (typeof url !== "string" || !/^(?:https?:\/\/[^/?#\s@\\]+(?=[/?#]|$)|\/(?![/\\]))[^\s\\]*$/i.test(url))
    return undefined;
  const { all } = identifiersOf(url);
  return all.some((identifier) => identifier === "" || linkOptions.has(identifier)) ? undefined : url;
}

/** The schema of the records that an operation returns: the items of its array, or the whole body. */
function recordOf({ responses }: Operation, shapes: Shapes): unknown {
  const body = jsonResponseOf(responses)?.media.schema;
  const record = shapes.isList(body) ? shapes.itemOf(body) : body;
  const data = shapes.members(shapes.having(record, "data")).get("data");
  const found = shapes.withBases(data !== undefined && shapes.isList(data) ? shapes.itemOf(data) : record);
  return found.find((schema) => templateIn(schema) !== undefined) ?? found[0];
}
