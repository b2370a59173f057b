import { isObject, listIn } from "../document/json.ts";
import { camelCase } from "../names/identifiers/identifier.ts";
import { safeName } from "../names/identifiers/reserved.ts";
import type { PublicNames } from "../names/public-names.ts";
import type { LinkSettings } from "../settings/settings.ts";
import type { Link, Operation } from "./model.ts";
import { operationNamed } from "./operation-names.ts";
import { jsonResponseOf } from "./pages.ts";
import type { SchemaView } from "./schema-view.ts";

/** The extension of an operation or a schema that holds the template of its records' address in a portal. */
const extension = "x-web-url";

/** What `createLinks` takes beside identifiers. */
export const linkOptions: ReadonlySet<string> = new Set(["baseUrl", "hosts", "server", "serverVariables"]);

/** What `createLinks` gives beside links. */
const members = ["enrich", "operations", "withLinks"];

/**
 * The links into a portal: those of the settings, then those of the documents, of an operation under its name, of a schema
 * for every operation that answers with it. An operation has one; the settings' comes first.
 */
export function buildLinks(
  names: PublicNames,
  operations: readonly Operation[],
  { links: settings, view }: { readonly links: ReadonlyMap<string, LinkSettings>; readonly view: SchemaView },
): Link[] {
  const links = new Map<string, Link>();
  const add = (wanted: string, settingsOfLink: LinkSettings, answered: readonly string[]) => {
    let name = wanted;
    while (links.has(name) || members.includes(name)) name += "_";
    const taken = new Set([...links.values()].flatMap((link) => link.operations));
    links.set(
      name,
      linkOf(
        name,
        settingsOfLink,
        answered.filter((each) => !taken.has(each)),
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
  const records = new Map(operations.map((operation) => [operation.name, recordOf(operation, view)]));
  for (const { name, schema } of names.schemas) {
    const url = templateIn(schema.schema);
    if (url === undefined) continue;
    const answering = [...records].filter(([, record]) => record !== undefined && record === view.plain(schema.schema));
    add(
      safeName(camelCase(name), "operation"),
      plain(url),
      answering.map(([operation]) => operation),
    );
  }
  return [...links.values()];
}

function plain(url: string): LinkSettings {
  return { url, requires: [], members: {}, operations: [] };
}

function linkOf(name: string, { url, requires, members: held }: LinkSettings, answered: readonly string[]): Link {
  const { host, rest } = identifiersOf(url);
  return {
    name,
    url,
    hostIdentifiers: host,
    identifiers: [...new Set([...requires, ...rest])],
    requires,
    members: held,
    operations: answered,
  };
}

/** The identifiers of a template, those of its host apart. */
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

/** The template of an extension; undefined for what is no address that a link can be made of. */
function templateIn(holder: unknown): string | undefined {
  const url = isObject(holder) ? holder[extension] : undefined;
  if (typeof url !== "string" || !/^(?:https?:\/\/[^/?#\s@\\]+(?=[/?#]|$)|\/(?![/\\]))[^\s\\]*$/i.test(url))
    return undefined;
  const { all } = identifiersOf(url);
  return all.some((identifier) => identifier === "" || linkOptions.has(identifier)) ? undefined : url;
}

/** The schema of the records in what an operation answers: of the list in it, or of the whole. */
function recordOf({ responses }: Operation, view: SchemaView): unknown {
  const body = jsonResponseOf(responses)?.media.schema;
  const record = view.isList(body) ? view.itemOf(body) : body;
  const data = view.members(view.having(record, "data")).get("data");
  const found = view.plain(data !== undefined && view.isList(data) ? view.itemOf(data) : record);
  const parts = found ? listIn(found, "allOf").map((part) => view.plain(part)) : [];
  return [found, ...parts].find((part) => templateIn(part) !== undefined) ?? found;
}
