import { byCodePoint } from "../../generator/document/order.ts";
import type { ServedOperation } from "../document/operations.ts";
import { createRouteTree } from "./route-tree.ts";

/**
 * What the router found: an operation and its path variables, percent-encoded as they were sent, or the methods that
 * the path has.
 */
export type RouteMatch =
  | { readonly kind: "operation"; readonly operation: ServedOperation; readonly variables: ReadonlyMap<string, string> }
  | { readonly kind: "wrong-method"; readonly allow: readonly string[] }
  | { readonly kind: "no-path" };

/**
 * Finds the operation for a method, a path as it was sent (percent-encoded) and a query. Throws a `URIError` on a
 * malformed escape.
 */
export type Router = (method: string, path: string, query: URLSearchParams) => RouteMatch;

/** A template segment cut at its variables: `v{major}.{minor}` has the literals `v`, `.` and an empty one. */
interface Segment {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

interface SentSegment {
  readonly sent: string;
  readonly text: string;
}

interface Route {
  readonly operation: ServedOperation;
  readonly segments: readonly Segment[];
  /** Parameters in the template's own query, which must be sent exactly so: `/?Action=CreateQueue`. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/**
 * Routes as the OpenAPI Specification says (section 4.8.8.2): concrete segments before templated ones. Of equivalent
 * templates the one whose operationId comes first responds, as of twins. A path is found with and without one of the
 * base paths; HEAD gets what GET does where it is not described. The query of a template must be sent, its fragment
 * cannot be and is ignored.
 */
export function createRouter(operations: readonly ServedOperation[], basePaths: readonly string[]): Router {
  const tree = createRouteTree<Route>();
  for (const route of operations.map(toRoute).sort(moreConcreteFirst)) {
    const concrete = route.segments.map(({ literals, names }) =>
      names.length === 0 ? (literals[0] ?? "") : undefined,
    );
    tree.add(concrete, route);
  }

  return (method, path, query) => {
    const allow = new Set<string>();
    for (const candidate of [path, ...withoutBase(path, basePaths)]) {
      const segments = candidate
        .split("/")
        .slice(1)
        .map((sent) => ({ sent, text: decodeURIComponent(sent) }));
      const found = tree.find(segments.map(({ text }) => text)).flatMap((route) => {
        const variables = matchRoute(route, segments, query);
        return variables === undefined ? [] : [{ operation: route.operation, variables }];
      });
      const match =
        found.find(({ operation }) => operation.method === method) ??
        (method === "HEAD" ? found.find(({ operation }) => operation.method === "GET") : undefined);
      if (match !== undefined) return { kind: "operation", ...match };
      for (const { operation } of found) allow.add(operation.method);
    }
    if (allow.has("GET")) allow.add("HEAD");
    return allow.size === 0 ? { kind: "no-path" } : { kind: "wrong-method", allow: [...allow].sort() };
  };
}

function toRoute(operation: ServedOperation): Route {
  const template = operation.path.replace(/#.*$/s, "");
  const start = template.indexOf("?");
  const path = start === -1 ? template : template.slice(0, start);
  const query = start === -1 ? [] : [...new URLSearchParams(template.slice(start + 1))];
  return { operation, segments: path.split("/").slice(1).map(toSegment), query };
}

function toSegment(text: string): Segment {
  const parts = text.split(/\{([^{}]*)\}/);
  return {
    literals: parts.filter((_, index) => index % 2 === 0).map(decodeLeniently),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Of any two routes the same comes first, whichever is left: those of other lengths, which never meet, too. */
function moreConcreteFirst(left: Route, right: Route): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = openness(left.segments[index]) - openness(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return right.query.length - left.query.length || byCodePoint(idOf(left), idOf(right));
}

function idOf({ operation }: Route): string {
  return operation.operationId ?? "\uffff";
}

/** 0 for a concrete segment, 1 for one with text around its variables, 2 for a variable alone. */
function openness(segment: Segment | undefined): number {
  if (segment === undefined || segment.names.length === 0) return 0;
  return segment.literals.some((literal) => literal !== "") ? 1 : 2;
}

function withoutBase(path: string, basePaths: readonly string[]): string[] {
  return basePaths.filter((base) => path.startsWith(`${base}/`)).map((base) => path.slice(base.length));
}

function matchRoute(
  route: Route,
  segments: readonly SentSegment[],
  query: URLSearchParams,
): ReadonlyMap<string, string> | undefined {
  if (!route.query.every(([name, value]) => query.getAll(name).includes(value))) return undefined;
  const variables = new Map<string, string>();
  for (const [index, segment] of route.segments.entries()) {
    const { sent = "", text = "" } = segments[index] ?? {};
    const decoded = matchSegment(segment, text);
    if (decoded === undefined) return undefined;
    // Escapes in the literals of the template: what is between them is the same, however it was written.
    const values = sent === text ? decoded : (matchSegment(segment, sent) ?? decoded.map(encodeURIComponent));
    for (const [position, name] of segment.names.entries()) variables.set(name, values[position] ?? "");
  }
  return variables;
}

/**
 * The values of the segment's variables, each at least one character long. Takes time linear in the text, whatever the
 * template.
 */
function matchSegment({ literals, names }: Segment, text: string): string[] | undefined {
  const first = literals[0] ?? "";
  if (names.length === 0) return text === first ? [] : undefined;
  const last = literals.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;

  const end = text.length - last.length;
  const values: string[] = [];
  let start = first.length;
  for (const literal of literals.slice(1, -1)) {
    const next = text.indexOf(literal, start + 1);
    if (next === -1 || next > end) return undefined;
    values.push(text.slice(start, next));
    start = next + literal.length;
  }
  if (start >= end) return undefined;
  return [...values, text.slice(start, end)];
}
