import type { JsonObject } from "../../generator/document/json.ts";
import { byCodePoint } from "../../generator/document/order.ts";
import { createBasePaths } from "../document/base-paths.ts";
import type { ServedOperation } from "../document/operations.ts";
import { createRouteTree } from "./route-tree.ts";
import { type Candidate, createTellApart } from "./tell-apart.ts";
import {
  concreteText,
  cutsOf,
  isMoreConcrete,
  matchSegment,
  matchSegments,
  moreConcreteFirst,
  parseTemplate,
  type SentSegment,
  shapeOf,
  type Template,
} from "./template.ts";

/**
 * What the router found: an operation and its path variables, percent-encoded as they were sent, or the methods that
 * the path has.
 */
export type RouteMatch =
  | ({ readonly kind: "operation" } & Candidate)
  | { readonly kind: "wrong-method"; readonly allow: readonly string[] }
  | { readonly kind: "no-path" };

/** The head of a request, percent-encoded as it was sent. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  /** What follows the question mark. */
  readonly sentQuery: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, where it is a form whose fields may tell operations apart. */
  readonly sentForm?: string | undefined;
}

/** Finds the operation for a request. Throws a `URIError` on a malformed escape in the path. */
export interface Router {
  (request: SentRequest): RouteMatch;
  /** Whether the fields of a form may tell operations apart that share their addresses: `/#Action=CreateQueue`. */
  readonly readsForms: boolean;
}

/** However often a segment is cut anew. */
const mostCuts = 200;

interface Route extends Template {
  readonly operation: ServedOperation;
  /** Where it is served beside its own path. */
  readonly bases: ReadonlySet<string>;
  /** The same for those that the same addresses fit. */
  readonly shape: string;
  /** The shape with the method. */
  readonly key: string;
  /** Whether a segment has several variables. */
  readonly isCut: boolean;
}

interface Match extends Candidate {
  readonly route: Route;
  /** Whether variables in the query of its path are left out. */
  readonly isLacking: boolean;
}

/**
 * Routes as the OpenAPI Specification says (section 4.8.8.2): concrete segments before templated ones, more text before
 * less. What the same addresses fit, in paths that differ in a fragment or in names of variables alone, is told apart
 * by its parameters; of equals the one whose operationId comes first responds, as of twins. A path is found with and
 * without one of the base paths of its servers; HEAD gets what GET does where it is not described. The query of a
 * template must be sent.
 */
export function createRouter(operations: readonly ServedOperation[], openapi: JsonObject): Router {
  const tellApart = createTellApart(openapi);
  const tree = createRouteTree<Route>();
  const basePathsOf = createBasePaths(openapi);
  const templates = new Map<string, Template>();
  const routes = operations.map((operation) => {
    const template = templates.get(operation.path) ?? parseTemplate(operation.path);
    templates.set(operation.path, template);
    return toRoute(operation, template, basePathsOf(operation));
  });
  for (const route of routes.sort(firstOfRoutes)) tree.add(route.segments.map(concreteText), route);
  const bases = [...new Set(["", ...routes.flatMap((route) => [...route.bases])])];
  const shared = sharedShapes(routes);
  const isTold = (route: Route) => /#.*=/s.test(route.operation.path) && shared.has(route.key);
  return Object.assign(find, { readsForms: routes.some(isTold) });

  function find({ method, path, sentQuery, headers, sentForm }: SentRequest): RouteMatch {
    let allow: Set<string> | undefined;
    for (const base of bases) {
      if (!path.startsWith("/", base.length) || !path.startsWith(base)) continue;
      const segments = segmentsOf(path.slice(base.length + 1));
      const fitting: Match[] = [];
      let latest: Match | undefined;
      for (const route of tree.find(segments)) {
        if (base !== "" && !route.bases.has(base)) continue;
        // The methods of one path have its variables in common.
        const isAnother = latest?.route.segments !== route.segments || route.query.length > 0;
        const match: Match | undefined =
          latest === undefined || isAnother
            ? matchRoute(route, segments, sentQuery)
            : { route, operation: route.operation, variables: latest.variables, isLacking: false };
        if (match === undefined) continue;
        fitting.push(match);
        latest = match;
      }
      // A concrete path has the methods that it has, whatever templates it fits besides.
      const found = fitting.every(({ route }) => route.segments === fitting[0]?.route.segments)
        ? fitting
        : fitting.filter(({ route }) => !fitting.some((other) => isMoreConcrete(other.route, route)));
      const match = chosen(found, method) ?? (method === "HEAD" ? chosen(found, "GET") : undefined);
      if (match !== undefined) {
        return { kind: "operation", operation: match.operation, variables: variablesOf(match, segments) };
      }
      allow ??= new Set();
      for (const { operation } of found) allow.add(operation.method);
    }
    if (allow?.has("GET")) allow.add("HEAD");
    return allow === undefined || allow.size === 0
      ? { kind: "no-path" }
      : { kind: "wrong-method", allow: [...allow].sort() };

    function chosen(found: readonly Match[], wanted: string): Match | undefined {
      const isWanted = ({ operation }: Match) => operation.method === wanted;
      const first = found.find((match) => !match.isLacking && isWanted(match)) ?? found.find(isWanted);
      if (first === undefined || !shared.has(first.route.key)) return first;
      const fitting = found.filter(isWanted);
      const rivals = fitting.filter(
        ({ route, isLacking }) => route.shape === first.route.shape && isLacking === first.isLacking,
      );
      return rivals.length < 2 ? first : tellApart.choose(rivals, { query: sentQuery, headers }, sentForm);
    }
  }

  /** The variables as the operation describes them, where a segment can be cut between them in several ways. */
  function variablesOf({ route, operation, variables }: Match, segments: readonly SentSegment[]): Match["variables"] {
    if (!route.isCut) return variables;
    let read = variables;
    for (const [index, segment] of route.segments.entries()) {
      if (segment.names.length < 2 || tellApart.isFitting({ operation, variables: read })) continue;
      let attempts = 0;
      for (const values of cutsOf(segment, segments[index]?.sent ?? "")) {
        attempts += 1;
        if (attempts > mostCuts) break;
        const attempt = new Map([...read, ...segment.names.map((name, at) => [name, values[at] ?? ""] as const)]);
        if (!tellApart.isFitting({ operation, variables: attempt })) continue;
        read = attempt;
        break;
      }
    }
    return read;
  }
}

function toRoute(operation: ServedOperation, template: Template, basePaths: readonly string[]): Route {
  const shape = shapeOf(template);
  const isCut = template.segments.some(({ names }) => names.length > 1);
  return { ...template, operation, bases: new Set(basePaths), shape, key: `${operation.method} ${shape}`, isCut };
}

function firstOfRoutes(left: Route, right: Route): number {
  return moreConcreteFirst(left, right) || byCodePoint(idOf(left), idOf(right));
}

function idOf({ operation }: Route): string {
  return operation.operationId ?? "\uffff";
}

/** What several operations have in common that are of one method and fit the same addresses. */
function sharedShapes(routes: readonly Route[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(
    routes
      .map(({ key }) => key)
      .filter((key) => {
        const isKnown = seen.has(key);
        seen.add(key);
        return isKnown;
      }),
  );
}

function segmentsOf(path: string): SentSegment[] {
  return path.split("/").map((sent) => ({ sent, text: sent.includes("%") ? decodeURIComponent(sent) : sent }));
}

function matchRoute(route: Route, segments: readonly SentSegment[], sentQuery: string): Match | undefined {
  const variables = matchSegments(route.segments, segments);
  if (variables === undefined) return undefined;
  let isLacking = false;
  const query = new URLSearchParams(route.query.length === 0 ? "" : sentQuery);
  for (const [name, value] of route.query) {
    const values = query.getAll(name).map((text) => matchSegment(value, text));
    const found = values.find((each) => each !== undefined);
    if (found === undefined && value.names.length === 0) return undefined;
    isLacking ||= found === undefined;
    for (const [index, variable] of value.names.entries())
      if (found !== undefined) variables.set(variable, encodeURIComponent(found[index] ?? ""));
  }
  return { route, operation: route.operation, variables, isLacking };
}
