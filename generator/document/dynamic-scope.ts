import { identifiersOf, resourceAt } from "./identifiers.ts";
import { hasReference, isObject } from "./json.ts";
import type { Library, Target } from "./library.ts";
import { byCodePoint } from "./order.ts";
import { resolveOnce, targetAt } from "./reference.ts";
import { below, keysOf, type Position, toPointer } from "./source-document.ts";

/**
 * What dynamic anchors name on the way to a value, by name: in the outermost schema that was entered and has one (JSON
 * Schema core, section 8.2.3.2). It changes no anchor that nothing on the way has.
 */
export type DynamicScope = ReadonlyMap<string, Position>;

/** A schema, and what dynamic anchors name in it. */
export interface ScopedSchema {
  readonly value: unknown;
  readonly position: Position;
  readonly scope: DynamicScope;
}

/** The scope of a schema that is reached by no way in particular. */
export const noScope: DynamicScope = new Map();

/** A scope within the schema at a position: what the way to it has not named, it names itself. */
export function entered(scope: DynamicScope, position: Position, library: Library): DynamicScope {
  if (!library.hasIdentifiers) return scope;
  const { dynamicAnchors } = identifiersOf(position.document);
  if (dynamicAnchors.length === 0) return scope;
  const owner = ownerOf(position);
  const own = dynamicAnchors.filter((anchor) => !scope.has(anchor.name) && ownerOf(anchor.position) === owner);
  if (own.length === 0) return scope;
  return new Map([...own.reverse().map(({ name, position }) => [name, endOf(position, library)] as const), ...scope]);
}

/** What a schema with an anchor refers to, where it says nothing else. */
function endOf(position: Position, library: Library): Position {
  let end = position;
  for (let steps = 0; steps < 20; steps += 1) {
    const { value } = targetAt(end);
    if (!hasReference(value) || !Object.keys(value).every((key) => /^\$(?:ref|dynamicAnchor|comment)$/.test(key)))
      break;
    const target = resolveOnce(value.$ref, end, library);
    if (!("position" in target)) break;
    end = target.position;
  }
  return end;
}

/**
 * What of a scope makes a difference to the schema that a reference leads to: anchors that it, or what it refers to,
 * refers to dynamically, and that it would not name as such itself.
 */
export function scopeAt(scope: DynamicScope, target: Target, library: Library): DynamicScope {
  if (scope.size === 0) return noScope;
  const used = anchorsUsed(target, library);
  const alone = entered(noScope, target.position, library);
  const differing = [...scope].filter(
    ([name, position]) => used.has(name) && placeOf(alone.get(name)) !== placeOf(position),
  );
  return differing.length === 0 ? noScope : new Map(differing.sort(([a], [b]) => byCodePoint(a, b)));
}

/** What a dynamic reference leads to; undefined where it is an ordinary reference. */
export function dynamicTarget(reference: string, from: Position, scope: DynamicScope): Target | undefined {
  const anchor = anchorIn(reference);
  const { dynamicAnchors } = identifiersOf(from.document);
  const own = dynamicAnchors.find(({ name, position }) => name === anchor && ownerOf(position) === ownerOf(from));
  const at = scope.get(anchor) ?? own?.position;
  return at && targetAt(at);
}

/** A scope as keys of a JSON Pointer, which tell the schemas apart that it makes of one. */
export function scopeKeys(scope: DynamicScope): string[] {
  return scope.size === 0 ? [] : ["$dynamicRef", ...[...scope].flatMap(([name, at]) => [name, placeOf(at)])];
}

/** The names of the schemas that a scope is of, for people. */
export function scopeNames(scope: DynamicScope): string[] {
  const names = [...scope.values()].map((position) => {
    const [section, kind, name] = keysOf(position);
    return section === "components" && kind === "schemas" ? name! : (position.key ?? "");
  });
  return [...new Set(names)];
}

function placeOf(position: Position | undefined): string {
  return position === undefined ? "" : `${position.document.path}#${toPointer(keysOf(position))}`;
}

/** The resource that a schema is of. Authors give components no `$id`, and mean each to be one all the same. */
function ownerOf(position: Position): string {
  const resource = resourceAt(position);
  if (resource && resource.position.key !== undefined) return placeOf(resource.position);
  const keys = keysOf(position);
  const isComponent = keys[0] === "components" && keys[1] === "schemas";
  const length = isComponent ? 3 : keys.findIndex((key) => key === "schema" || key === "itemSchema") + 1;
  return `${position.document.path}#${toPointer(keys.slice(0, length))}`;
}

/** The anchors to which a schema, and all that it refers to, refers dynamically. */
function anchorsUsed(start: Target, library: Library): ReadonlySet<string> {
  const used = new Set<string>();
  const seen = new Set<unknown>();
  const open: Target[] = [start];
  const visit = (value: unknown, position: Position): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const dynamic = isObject(value) && typeof value["$dynamicRef"] === "string" ? value["$dynamicRef"] : undefined;
    if (dynamic !== undefined) {
      const anchor = anchorIn(dynamic);
      used.add(anchor);
      for (const at of library.dynamicAnchors(anchor)) open.push(targetAt(at));
    }
    for (const reference of [dynamic, hasReference(value) ? value.$ref : undefined]) {
      const target = reference === undefined ? undefined : resolveOnce(reference, position, library);
      if (target && "position" in target) open.push(target);
    }
    for (const [key, child] of Object.entries(value)) visit(child, below(position, key));
  };
  for (let next = open.pop(); next; next = open.pop()) visit(next.value, next.position);
  return used;
}

function anchorIn(reference: string): string {
  return reference.slice(reference.indexOf("#") + 1);
}

/** Copies of objects by their originals, in the scope in which they are made. */
export class ScopedCopies<Kind> {
  /** The scope of what is being copied. */
  scope: DynamicScope = noScope;
  private readonly all = new Map<string, Map<Kind, Map<object, unknown>>>();
  private own = this.in(noScope);

  /** Those of a kind. */
  of(kind: Kind): Map<object, unknown> {
    const known = this.own.get(kind);
    if (known !== undefined) return known;
    const copies = new Map<object, unknown>();
    this.own.set(kind, copies);
    return copies;
  }

  /** Copies something in a scope. */
  within<Copy>(scope: DynamicScope, copy: () => Copy): Copy {
    if (scope === this.scope) return copy();
    const { scope: around, own } = this;
    this.scope = scope;
    this.own = this.in(scope);
    const made = copy();
    this.scope = around;
    this.own = own;
    return made;
  }

  private in(scope: DynamicScope): Map<Kind, Map<object, unknown>> {
    const key = scopeKeys(scope).join("\n");
    const copies = this.all.get(key) ?? new Map<Kind, Map<object, unknown>>();
    this.all.set(key, copies);
    return copies;
  }
}
