import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import type { Api, ApiOperation } from "./api.ts";
import { SchemaCollector } from "./collect-schemas.ts";
import { entriesOf } from "./entries.ts";
import { canonicalJson, isObject, type JsonObject, listIn } from "./json.ts";
import type { Library } from "./library.ts";
import { byCodePoint } from "./order.ts";
import { ObjectResolver } from "./resolve-objects.ts";
import { resolveOperations, securityOf } from "./resolve-operations.ts";
import { callbacksOf, resolveWebhooks } from "./resolve-webhooks.ts";
import { below, keysOf, type Position, type SourceDocument } from "./source-document.ts";

/** Merges all documents of an API: see `Api`. Documents are taken in the order of their paths, not of the inputs. */
export function resolveApi(documents: readonly SourceDocument[], library: Library, diagnostics: Diagnostics): Api {
  const schemas = new SchemaCollector();
  const resolver = new ObjectResolver(library, schemas, diagnostics);
  for (const position of library.leftOut) resolver.losses.upgraded(position);
  const ordered = documents.toSorted((a, b) => byCodePoint(a.path, b.path));
  const roots = ordered.map((document) => {
    const root = document.value as JsonObject;
    resolver.check("OpenAPI Object", root, { document });
    resolver.checkShapes("OpenAPI Object", root, { document });
    collectComponents(document, schemas, resolver);
    const servers = listIn(root, "servers")
      .map((server, index) => resolver.resolve("Server Object", server, below(below({ document }, "servers"), index)))
      .filter((server) => server !== undefined);
    const before = resolver.losses.metElsewhere;
    const operations = resolveOperations(document, resolver);
    const webhooks = resolveWebhooks(document, resolver);
    const isLost = operations.length + webhooks.length === 0 && resolver.losses.metElsewhere > before;
    if (isLost) tellLost(document, diagnostics);
    return { document, root, servers, operations, webhooks };
  });

  // a document that contains only shared components speaks for the whole API
  const shared = roots.filter(({ operations }) => operations.length === 0).flatMap(({ servers }) => servers);
  const apiServers = distinct(
    shared.length > 0 ? shared : (roots.find(({ servers }) => servers.length > 0)?.servers ?? []),
  );
  const registered = roots.flatMap(({ servers, operations }) =>
    operations.map((operation): ApiOperation => {
      const own = operation.servers ?? (servers.length > 0 ? servers : undefined);
      return own && canonicalJson(own) !== canonicalJson(apiServers) ? { ...operation, servers: own } : operation;
    }),
  );
  const operations = registered.toSorted((a, b) => byCodePoint(a.path, b.path) || byCodePoint(a.method, b.method));
  const securitySchemes = resolveSecuritySchemes(ordered, resolver);
  for (const operation of operations) checkSecurity(operation, { ordered, securitySchemes, resolver });
  const fakerOptions = roots.map(({ root }) => root[fakerExtension]).find(isObject);
  const lacking = new Set<Position>();
  const collected = schemas.finish((schema) => {
    const { content, isLacking } = resolver.schemaContent(schema);
    if (isLacking) lacking.add(schema.position);
    return content;
  });
  const { positions, missing, operations: lostOperations, elsewhere } = resolver.losses;
  return {
    openapi:
      roots
        .map(({ root }) => String(root["openapi"]))
        .sort(byCodePoint)
        .at(-1) ?? "3.1.0",
    info: resolveInfo(ordered, resolver),
    servers: apiServers,
    tags: resolveTags(ordered, resolver),
    operations,
    ...pathsOf(ordered),
    webhooks: [...roots.flatMap(({ webhooks }) => webhooks), ...callbacksOf(operations)],
    schemas: collected.map((each) => (lacking.has(each.position) ? { ...each, isLacking: true } : each)),
    securitySchemes,
    lost: { parts: positions, missing, operations: lostOperations, elsewhere },
    ...(fakerOptions && { fakerOptions }),
  };
}

/** Reports a document whose operations all are where no document is read. */
function tellLost(document: SourceDocument, diagnostics: Diagnostics): void {
  const message = `no operation of "${document.shown}" can be kept: its references are not read`;
  diagnostics.report("error", "left-out", below({ document }, "paths"), message, { part: "key" });
}

/** Of json-schema-faker's authors, and known to Prism. */
const fakerExtension = "x-json-schema-faker";

/** The fields of `info` that all documents agree on: each may describe only its own part of the API. */
function resolveInfo(documents: readonly SourceDocument[], resolver: ObjectResolver): JsonObject {
  const infos = documents
    .map((document) =>
      resolver.resolve("Info Object", (document.value as JsonObject)["info"] ?? {}, below({ document }, "info")),
    )
    .filter((info) => info !== undefined);
  const agreed = Object.entries(infos[0] ?? {}).filter(([field, value]) =>
    infos.every((info) => canonicalJson(info[field]) === canonicalJson(value)),
  );
  return Object.fromEntries(agreed);
}

function collectComponents(document: SourceDocument, schemas: SchemaCollector, resolver: ObjectResolver): void {
  const given = (document.value as JsonObject)["components"];
  if (given === undefined) return;
  const followed = resolver.follow(given, below({ document }, "components"));
  if (!followed) return;
  const { value: components, position } = followed;
  if (!isObject(components)) return void resolver.resolve("Components Object", components, position);
  resolver.check("Components Object", components, position);
  const { schemas: named, securitySchemes, ...others } = components;
  if (isObject(named)) resolver.checkRepeated(named, below(position, "schemas"));
  for (const { value, position: at } of entriesOf({ value: named, position: below(position, "schemas") }, resolver))
    if (at.offset === undefined) schemas.declare(at, value);
  const wrong = Object.entries({ schemas: named, securitySchemes }).filter(
    ([, map]) => map !== undefined && !isObject(map),
  );
  resolver.resolve("Components Object", { ...others, ...Object.fromEntries(wrong) }, position);
}

function resolveSecuritySchemes(
  documents: readonly SourceDocument[],
  resolver: ObjectResolver,
): Map<string, JsonObject> {
  const schemes = new Map<string, JsonObject>();
  for (const document of documents) {
    const given = (document.value as JsonObject)["components"];
    const components = resolver.follow(given, below({ document }, "components"));
    const declared = components && isObject(components.value) ? components.value["securitySchemes"] : undefined;
    if (!components || !isObject(declared)) continue;
    const position = below(components.position, "securitySchemes");
    resolver.checkRepeated(declared, position);
    for (const { key, value, position: at } of entriesOf({ value: declared, position }, resolver)) {
      const scheme = at.offset === undefined && resolver.resolve("Security Scheme Object", value, at);
      if (scheme && !schemes.has(key)) schemes.set(key, scheme);
    }
  }
  return schemes;
}

function checkSecurity(
  { operation, position }: ApiOperation,
  given: {
    readonly ordered: readonly SourceDocument[];
    readonly securitySchemes: ReadonlyMap<string, JsonObject>;
    readonly resolver: ObjectResolver;
  },
): void {
  const { ordered, securitySchemes: schemes, resolver } = given;
  if (operation["security"] === undefined) return;
  // what an operation does not state itself comes from a document, and is reported there
  const document = [position.document, ...ordered].find((each) => operation["security"] === securityOf(each, resolver));
  const list = below(document ? { document } : position, "security");
  // what is no requirement is left out of the operation's list, and counts in the document's
  const stated = keysOf(list).reduce((value, key) => (isObject(value) ? value[key] : undefined), list.document.value);
  const written: readonly unknown[] = Array.isArray(stated) ? stated : [];
  for (const [index, requirement] of listIn(operation, "security").entries()) {
    for (const name of isObject(requirement) ? Object.keys(requirement) : []) {
      if (schemes.has(name)) continue;
      const placed = written.findIndex((each) => isObject(each) && Object.hasOwn(each, name));
      resolver.diagnostics.report(
        "warning",
        "security-scheme-undefined",
        below(below(list, placed < 0 ? index : placed), name),
        `the security scheme "${name}" is not defined`,
        { help: didYouMean(name, schemes.keys()), part: "key" },
      );
    }
  }
}

function resolveTags(documents: readonly SourceDocument[], resolver: ObjectResolver): JsonObject[] {
  const tags = new Map<string, JsonObject>();
  for (const document of documents) {
    const own = new Map<string, Position>();
    for (const [index, value] of listIn(document.value as JsonObject, "tags").entries()) {
      const position = below(below({ document }, "tags"), index);
      const tag = resolver.resolve("Tag Object", value, position);
      if (typeof tag?.["name"] !== "string") continue;
      const { name } = tag as { readonly name: string };
      if (!tags.has(name)) tags.set(name, tag);
      const first = own.get(name);
      if (!first) own.set(name, position);
      else {
        const message = `the tag "${name}" is declared twice; the first is used`;
        resolver.diagnostics.report("warning", "duplicate-tag", position, message, { related: [first] });
      }
    }
  }
  checkParents(tags, documents, resolver.diagnostics);
  return [...tags.values()];
}

/** Reports tags that are in a tag that nobody describes, or in themselves (OpenAPI 3.2, section 4.22.1). */
function checkParents(
  tags: ReadonlyMap<string, JsonObject>,
  documents: readonly SourceDocument[],
  diagnostics: Diagnostics,
): void {
  for (const document of documents) {
    for (const [index, tag] of listIn(document.value as JsonObject, "tags").entries()) {
      const { name, parent } = isObject(tag) ? tag : {};
      if (typeof parent !== "string") continue;
      const position = ["tags", index, "parent"].reduce<Position>(below, { document });
      const seen = new Set([name]);
      let above: unknown = parent;
      while (typeof above === "string" && !seen.has(above)) {
        seen.add(above);
        above = tags.get(above)?.["parent"];
      }
      const isInItself = above === name;
      if (tags.has(parent) && !isInItself) continue;
      const message = isInItself ? `the tag "${name}" is in itself` : `there is no tag "${parent}"`;
      const help = isInItself ? undefined : didYouMean(parent, tags.keys());
      diagnostics.report("warning", "value-not-allowed", position, message, { help });
    }
  }
}

function pathsOf([first]: readonly SourceDocument[]): Pick<Api, "paths"> {
  return first ? { paths: below({ document: first }, "paths") } : {};
}

function distinct(servers: readonly JsonObject[]): JsonObject[] {
  return [...new Map(servers.map((server) => [String(server["url"]), server])).values()];
}
