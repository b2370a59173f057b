import { didYouMean } from "../diagnostics/suggestion.ts";
import type { ApiOperation } from "./api.ts";
import { type Entry, entriesOf, type Located } from "./entries.ts";
import { querystringFaults } from "./faults/contradictions.ts";
import { templateFaults, variablesIn } from "./faults/path-templates.ts";
import { hasReference, isObject, type JsonObject, listIn } from "./json.ts";
import { fixedMethods } from "./objects.ts";
import { followReference } from "./reference.ts";
import type { ObjectResolver } from "./resolve-objects.ts";
import { below, keysOf, type Position, type SourceDocument } from "./source-document.ts";

/** Every operation that a document registers, including those under repeated keys. */
export function resolveOperations(document: SourceDocument, resolver: ObjectResolver): ApiOperation[] {
  const root = document.value as JsonObject;
  const operations: ApiOperation[] = [];
  const paths = { value: root["paths"], position: below({ document }, "paths") };
  const { losses } = resolver;
  const lost = (position: Position, path?: string, method?: string) =>
    void losses.operations.push({
      position,
      ...(path !== undefined && { path }),
      ...(method !== undefined && { method }),
    });
  const before = losses.met;
  const entries = entriesOf(paths, resolver);
  if (losses.met > before || (paths.value !== undefined && !isObject(paths.value))) lost(paths.position);
  for (const { key: path, value: item, position: at } of entries) {
    if (path.startsWith("x-")) continue;
    if (!path.startsWith("/"))
      resolver.diagnostics.report(
        "warning",
        "path-without-slash",
        at,
        `the path "${path}" does not start with a slash`,
        { part: "key" },
      );
    for (const message of templateFaults(path))
      resolver.diagnostics.report("warning", "path-template", at, message, { part: "key" });
    const metBefore = losses.met;
    const items = itemsOf({ value: item, position: at }, resolver);
    const registrations = registrationsOf(items, resolver);
    if (losses.met > metBefore) lost(at, path);
    for (const { key: method, value: operation, position: place } of registrations) {
      const resolved = resolveOperation({ value: operation, position: place }, { items, entry: document }, resolver);
      if (!resolved) lost(place, path, method.toUpperCase());
      if (!resolved) continue;
      const registration = {
        method: method.toUpperCase(),
        path: withoutModifiers(path.startsWith("/") ? path : `/${path}`, resolved.operation),
        document: nameOf(document),
        ...resolved,
      };
      const undeclared = checkPathParameters(registration, resolver);
      operations.push(withTextParameters(registration, undeclared));
    }
  }
  return operations;
}

/** The document's name, without folder and extension. */
export function nameOf(document: SourceDocument): string {
  return document.path.replace(/^.*\//, "").replace(/\.[^.]+$/, "");
}

/** What describes one path: its item, or the one that it refers to with what it says besides, the latter last. */
interface PathItem {
  readonly value: JsonObject;
  readonly position: Position;
}

/** The path item that a value is, or refers to, and what stands beside the reference; empty where that is none. */
export function itemsOf({ value, position }: Located, resolver: ObjectResolver): PathItem[] {
  const target = resolver.followTo("Path Item Object", value, position);
  if (target && !isObject(target.value)) resolver.resolve("Path Item Object", target.value, target.position);
  const items = [
    ...(target && isObject(target.value) ? [{ value: target.value, position: target.position }] : []),
    ...(hasReference(value) ? [{ value: withoutReference(value), position }] : []),
  ].filter((item) => Object.keys(item.value).length > 0);
  // a copy, so that methods that occur twice are not reported as a fault
  for (const item of items) {
    resolver.check("Path Item Object", { ...item.value }, item.position);
    resolver.checkShapes("Path Item Object", item.value, item.position);
  }
  return items;
}

function withoutReference(value: JsonObject): JsonObject {
  const { $ref: _, ...beside } = value;
  return beside;
}

/** The methods of a path item, including those under repeated keys. What stands beside a reference wins. */
export function registrationsOf(items: readonly PathItem[], resolver: ObjectResolver): Entry[] {
  const all = items.map(({ value, position }) => [
    ...entriesOf({ value, position }, resolver).filter(({ key }) => fixedMethods.has(key)),
    ...entriesOf({ value: value["additionalOperations"], position: below(position, "additionalOperations") }, resolver),
  ]);
  return all.flatMap((entries, index) =>
    entries.filter(({ key }) => !all.slice(index + 1).some((later) => later.some((entry) => entry.key === key))),
  );
}

/** An operation with the parameters of its path item, and the security that holds for it. */
export function resolveOperation(
  given: Located,
  { items, entry }: { readonly items: readonly PathItem[]; readonly entry: SourceDocument },
  resolver: ObjectResolver,
): Pick<ApiOperation, "operation" | "servers" | "position" | "isLacking"> | undefined {
  const before = resolver.losses.met;
  const target = resolver.followTo("Operation Object", given.value, given.position);
  const operation = target && resolver.resolve("Operation Object", target.value, target.position);
  if (!target || !operation) return undefined;
  const inherited = items.flatMap((item) => resolveList(item, "parameters", "Parameter Object", resolver));
  const own = listIn(operation, "parameters") as readonly JsonObject[];
  const security =
    byName(operation["security"], target.position, resolver) ??
    securityOf(isPart(given.position.document) ? entry : given.position.document, resolver);
  const ofItems = items.toReversed().map((item) => resolveList(item, "servers", "Server Object", resolver));
  const servers = [operation["servers"], ...ofItems].find(isFilledList);
  return {
    operation: {
      ...operation,
      parameters: mergeParameters(inherited, own, target, resolver),
      ...(security !== undefined && { security }),
    },
    ...(servers && { servers }),
    position: target.position,
    ...((resolver.losses.met > before || resolver.losses.isPoorer(target.position)) && { isLacking: true }),
  };
}

/** Whether a file is a part of a document, not one of its own. */
function isPart({ value }: SourceDocument): boolean {
  return !isObject(value) || value["openapi"] === undefined;
}

/** The security of the operations of a document that state none. */
export function securityOf(document: SourceDocument, resolver: ObjectResolver): readonly unknown[] | undefined {
  const stated = isObject(document.value) ? document.value["security"] : undefined;
  const read = resolver.resolveField("OpenAPI Object", "security", stated, below({ document }, "security"));
  return isFilledList(read) ? (byName(read, { document }, resolver) as readonly unknown[]) : undefined;
}

/** By the lists that have references: those of a document stand for the security of many operations. */
const namedLists = new WeakMap<object, unknown>();

/**
 * Security requirements that have schemes by the names of components, where they have them by reference (OpenAPI 3.2,
 * section 4.30); the same list where they have not.
 */
function byName(security: unknown, position: Position, { library }: ObjectResolver): unknown {
  const isReference = (name: string) => /[#/]/.test(name);
  const stated = Array.isArray(security) ? (security as readonly unknown[]) : [];
  if (!stated.some((each) => isObject(each) && Object.keys(each).some(isReference))) return security;
  const nameOf = (name: string): string => {
    const found = isReference(name) ? followReference(name, position, library) : undefined;
    const keys = found && "position" in found ? keysOf(found.position) : [];
    return keys[1] === "securitySchemes" ? (keys[2] ?? name) : name;
  };
  const named =
    namedLists.get(stated) ??
    stated.map((each) =>
      isObject(each) ? Object.fromEntries(Object.entries(each).map(([name, scopes]) => [nameOf(name), scopes])) : each,
    );
  namedLists.set(stated, named);
  return named;
}

function isFilledList(value: unknown): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0;
}

function resolveList(
  { value: item, position }: PathItem,
  field: "parameters" | "servers",
  of: "Parameter Object" | "Server Object",
  resolver: ObjectResolver,
): JsonObject[] {
  return listIn(item, field)
    .map((value, index) => resolver.resolve(of, value, below(below(position, field), index)))
    .filter((value) => value !== undefined);
}

/** An operation's own parameters override those of its path item with the same name and location (section 4.8.9). */
function mergeParameters(
  inherited: readonly JsonObject[],
  own: readonly JsonObject[],
  operation: Located,
  resolver: ObjectResolver,
): JsonObject[] {
  const merged = new Map<string, JsonObject>();
  for (const parameter of inherited) merged.set(`${String(parameter["in"])} ${String(parameter["name"])}`, parameter);
  const seen = new Map<string, number>();
  for (const parameter of own) {
    const key = `${String(parameter["in"])} ${String(parameter["name"])}`;
    const times = seen.get(key) ?? 0;
    if (times > 0) {
      const message = `the ${String(parameter["in"])} parameter "${String(parameter["name"])}" is declared twice`;
      const at = statedAt({ parameter, times }, operation, resolver);
      resolver.diagnostics.report("warning", "duplicate-parameter", at, message);
    } else merged.set(key, parameter);
    seen.set(key, times + 1);
  }
  const places = [...merged.values()].map((parameter) => parameter["in"]);
  // in one list they are told at the list
  if (inherited.length > 0 && own.length > 0)
    for (const { message } of querystringFaults(places).slice(0, 1))
      resolver.diagnostics.report("warning", "fields-exclusive", below(operation.position, "parameters"), message);
  return [...merged.values()];
}

/** Where an operation states a parameter that is like as many before it: what was left out does not move it. */
function statedAt(
  { parameter, times }: { readonly parameter: JsonObject; readonly times: number },
  { value, position }: Located,
  { library }: ObjectResolver,
): Position {
  const list = below(position, "parameters");
  const places = (isObject(value) ? listIn(value, "parameters") : []).flatMap((stated, index) => {
    const at = below(list, index);
    const target = hasReference(stated) ? followReference(stated.$ref, at, library) : { value: stated };
    const found = "value" in target ? target.value : undefined;
    return isObject(found) && found["in"] === parameter["in"] && found["name"] === parameter["name"] ? [at] : [];
  });
  return places[times] ?? list;
}

/**
 * A template without the modifiers of URI Templates (RFC 6570, sections 2.4.2 and 3.2.3), such as `{ids*}` and
 * `{+path}`: what they say, the style of a parameter says in OpenAPI.
 */
function withoutModifiers(path: string, operation: JsonObject): string {
  const declared = pathParametersOf(operation);
  return path.replace(/\{\+?([^{}]+?)\*?\}/g, (written, name: string) =>
    declared.includes(name) && !declared.includes(written.slice(1, -1)) ? `{${name}}` : written,
  );
}

function pathParametersOf(operation: JsonObject): string[] {
  return parametersIn(operation, "path");
}

function parametersIn(operation: JsonObject, place: "path" | "query"): string[] {
  return (operation["parameters"] as readonly JsonObject[])
    .filter((parameter) => parameter["in"] === place)
    .map((parameter) => String(parameter["name"]));
}

/** An operation that takes any text for variables of its path that nothing declares. */
function withTextParameters(registration: ApiOperation, names: readonly string[]): ApiOperation {
  if (names.length === 0) return registration;
  const texts = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const { operation } = registration;
  return { ...registration, operation: { ...operation, parameters: [...listIn(operation, "parameters"), ...texts] } };
}

/** Reports variables of a path that nothing declares, and gives them; also parameters that the path does not have. */
function checkPathParameters({ path, operation, position }: ApiOperation, resolver: ObjectResolver): string[] {
  const declared = pathParametersOf(operation);
  // a fragment tells twins apart and is not sent
  const [, address = "", query = ""] = /^([^?#]*)\??([^#]*)/.exec(path) ?? [];
  const inAddress = variablesIn(address);
  // a variable in the query of a template is often declared as a query parameter
  const ofQuery = parametersIn(operation, "query");
  const variables = [...inAddress, ...variablesIn(query).filter((name) => !ofQuery.includes(name))];
  for (const name of variables) {
    if (declared.includes(name)) continue;
    const help = didYouMean(
      name,
      declared.filter((other) => !variables.includes(other)),
      (suggestion) => `"${suggestion}", the path parameter that is declared`,
    );
    resolver.diagnostics.report(
      "warning",
      "path-parameter-undeclared",
      position,
      `the path parameter "${name}" of "${path}" is not declared; any string is taken`,
      { help, part: "key" },
    );
  }
  for (const name of declared) {
    if (variables.includes(name)) continue;
    const unmatched = variables.filter((variable) => !declared.includes(variable));
    if (didYouMean(name, unmatched) !== undefined) continue;
    resolver.diagnostics.report(
      "warning",
      "path-parameter-unused",
      position,
      `the path "${path}" has no variable "{${name}}"`,
      { part: "key" },
    );
  }
  return [...new Set(variables)].filter((name) => !declared.includes(name));
}
