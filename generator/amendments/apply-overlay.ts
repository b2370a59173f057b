import { isObject, setOwn } from "../document/json.ts";
import type { ParsedText } from "../document/text/parsed-text.ts";
import type { Selected } from "./json-path.ts";
import type { Origin, Origins } from "./origins.ts";
import type { Action, Overlay } from "./overlay.ts";

/** A document while it is changed. What it was parsed into stays as it is: aliases of YAML share values. */
export class Amended {
  private readonly parsed: ParsedText;
  private readonly origins: Origins;
  /** The maps and arrays that are in this document alone. */
  private readonly own = new WeakSet<object>();

  constructor(parsed: ParsedText, origins: Origins) {
    this.parsed = parsed;
    this.origins = origins;
  }

  get value(): unknown {
    return this.parsed.value;
  }

  /** The map or array at some keys, to be changed. */
  open(keys: readonly string[]): Record<string, unknown> | unknown[] {
    this.parsed.value = this.owned(this.parsed.value);
    let value = this.parsed.value as Record<string, unknown>;
    for (const key of keys) {
      const next = this.owned(value[key]);
      if (Array.isArray(value)) (value as unknown[])[Number(key)] = next;
      else setOwn(value, key, next);
      value = next as Record<string, unknown>;
    }
    return value;
  }

  /** Sets what stands at some keys, and where it comes from. */
  set(keys: readonly string[], value: unknown, comesFrom: (keys: readonly string[]) => void): void {
    const last = keys.at(-1);
    if (last === undefined) this.parsed.value = value;
    else {
      const holder = this.open(keys.slice(0, -1));
      if (Array.isArray(holder)) holder[Number(last)] = value;
      else setOwn(holder, last, value);
    }
    comesFrom(keys);
  }

  remove(keys: readonly string[]): void {
    const last = keys.at(-1)!;
    const above = keys.slice(0, -1);
    const holder = this.open(above);
    if (Array.isArray(holder)) {
      this.origins.removeItem(above, Number(last), holder.length);
      holder.splice(Number(last), 1);
    } else {
      delete holder[last];
      this.origins.remove(keys);
    }
  }

  private owned(value: unknown): unknown {
    if (typeof value !== "object" || value === null || this.own.has(value)) return value;
    const copy: object = Array.isArray(value) ? [...(value as unknown[])] : {};
    if (!Array.isArray(value)) for (const [key, each] of Object.entries(value)) setOwn(copy, key, each);
    this.parsed.replace(value, copy);
    this.own.add(copy);
    return copy;
  }
}

/** Why an action cannot be done, and where its overlay says so. */
export class ActionFault extends Error {
  readonly keys: readonly string[];

  constructor(message: string, keys: readonly string[]) {
    super(message);
    this.keys = keys;
  }
}

/** What is merged into a document: a value, where it is in the action, and what tells where its parts come from. */
interface Given {
  readonly value: unknown;
  readonly keys: readonly string[];
  readonly comesFrom: (keys: readonly string[], from: readonly string[]) => void;
}

/**
 * Does what an action says with all that it selects; gives how much that was.
 *
 * @throws {ActionFault} where the Overlay Specification (1.1.0, section 4.4.3) forbids it.
 */
export function applyAction(
  amended: Amended,
  { target, change }: Action,
  { origins, overlay, index }: { readonly origins: Origins; readonly overlay: Overlay; readonly index: number },
): number {
  const selected = target(amended.value);
  if (selected.length === 0) return 0;
  if (change.kind === "remove") {
    if (selected.some(({ keys }) => keys.length === 0))
      throw new ActionFault("a whole document cannot be removed", ["target"]);
    // from the last: no index moves that is still to come
    for (const { keys } of selected.toReversed()) amended.remove(keys);
    return selected.length;
  }
  const kinds = new Set(selected.map(({ value }) => kindOf(value)));
  if (kinds.size > 1) {
    const those = [...kinds].map((kind) => `${kind}s`).join(" and ");
    throw new ActionFault(`the target selects ${those}, which cannot be changed alike`, ["target"]);
  }
  const given = change.kind === "update" ? updateOf(change.value) : copyOf(amended, change.from);
  const merged = (keys: readonly string[]) => merge(amended, keys, { given, isStrict: overlay.isStrict });
  for (const { keys } of selected) merged(keys);
  return selected.length;

  function updateOf(value: unknown): Given {
    const at = (keys: readonly string[]): Origin => ({
      overlay: overlay.document,
      keys: ["actions", `${index}`, ...keys],
    });
    return { value, keys: ["update"], comesFrom: (keys, from) => origins.set(keys, at(from)) };
  }

  function copyOf(document: Amended, from: (value: unknown) => readonly Selected[]): Given {
    const [source, ...others] = from(document.value);
    if (!source || others.length > 0) {
      const message = source ? `\`copy\` selects ${others.length + 1} values, not one` : "`copy` selects nothing";
      throw new ActionFault(message, ["copy"]);
    }
    const inSource = (keys: readonly string[]) => [...source.keys, ...keys.slice(1)];
    return { value: source.value, keys: ["copy"], comesFrom: (keys, from_) => origins.copy(inSource(from_), keys) };
  }
}

function merge(
  amended: Amended,
  keys: readonly string[],
  { given, isStrict }: { readonly given: Given; readonly isStrict: boolean },
): void {
  const before = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], amended.value);
  const put = (to: readonly string[], value: unknown, from: readonly string[]) =>
    amended.set(to, cloned(value), (placed) => given.comesFrom(placed, from));
  const [there, here] = [kindOf(before), kindOf(given.value)];
  if (there === "array") {
    const isList = Array.isArray(given.value);
    const items = isList ? (given.value as unknown[]) : [given.value];
    const length = (before as unknown[]).length;
    for (const [index, item] of items.entries())
      put([...keys, `${length + index}`], item, isList ? [...given.keys, `${index}`] : given.keys);
  } else if (there === "object" && isObject(given.value)) {
    for (const [key, value] of Object.entries(given.value)) {
      const below = { ...given, value, keys: [...given.keys, key] };
      const at = [...keys, key];
      if (isObject(before) && Object.hasOwn(before, key) && canMerge(before[key], value))
        merge(amended, at, { given: below, isStrict });
      else if (isStrict && isObject(before) && Object.hasOwn(before, key) && kindOf(before[key]) !== kindOf(value))
        throw new ActionFault(
          `${article(kindOf(value))} cannot be merged with ${article(kindOf(before[key]))}`,
          below.keys,
        );
      else put(at, value, below.keys);
    }
  } else if (there === here) put(keys, given.value, given.keys);
  else throw new ActionFault(`${article(here)} cannot be merged with ${article(there)}`, given.keys);
}

/** Whether two values are put together; of others one takes the place of the other. */
function canMerge(before: unknown, value: unknown): boolean {
  return kindOf(before) !== "primitive value" && kindOf(before) === kindOf(value);
}

function kindOf(value: unknown): "array" | "object" | "primitive value" {
  if (Array.isArray(value)) return "array";
  return isObject(value) ? "object" : "primitive value";
}

function article(kind: ReturnType<typeof kindOf>): string {
  return kind === "primitive value" ? `a ${kind}` : `an ${kind}`;
}

/** A value of its own, so that no later action changes what it was taken from. */
function cloned(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
}
