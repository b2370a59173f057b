import { isObject } from "../../../generator/document/json.ts";
import type { View } from "../../../generator/schema/view.ts";
import { isMarked } from "../../document/exact-numbers.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import { viewsOf } from "../tested/views-of.ts";

/** One thing that is otherwise in a value. */
export interface ValueChange {
  /** The names of the members that lead there. */
  readonly path: readonly string[];
  /** What is there instead; undefined: nothing. */
  readonly value: unknown;
  /** What it is, as the end of a label: `at its maximum`. */
  readonly label: string;
}

/** How deep values are looked into. */
const deepest = 4;

/** The longest text and the largest array that are made. */
const longest = 10_000;

/**
 * What can be otherwise in a value of a schema so that it stays valid: the limits of numbers, texts and arrays, each
 * value of an enum, null, members that need not be there. Those that turn out invalid all the same are for the caller
 * to leave out.
 */
export function boundaryChanges(schema: unknown, value: unknown, api: TestedApi): ValueChange[] {
  const changesOf = (view: View, one: unknown) => [...boundariesOf(view, one), ...severalOf(view, one, api)];
  return changesBelow(schema, value, { api, changesOf, optional: true }, []);
}

/** What can be otherwise in a value so that it is no longer valid, one thing at a time. */
export function faultyChanges(schema: unknown, value: unknown, api: TestedApi): ValueChange[] {
  return changesBelow(schema, value, { api, changesOf: faultsOf, optional: false }, []);
}

interface Means {
  readonly api: TestedApi;
  readonly changesOf: (view: View, value: unknown) => Omit<ValueChange, "path">[];
  /** Whether members that need not be there are left out, or those that must be. */
  readonly optional: boolean;
}

function changesBelow(schema: unknown, value: unknown, means: Means, path: readonly string[]): ValueChange[] {
  if (path.length > deepest) return [];
  const views = viewsOf(schema, value, { views: means.api.views, schemas: means.api.request });
  const own = views.flatMap((view) => means.changesOf(view, value).map((change) => ({ ...change, path })));
  const inside = views.flatMap((view) => changesInside(view, value, means, path));
  return distinct([...own, ...inside]);
}

function changesInside(view: View, value: unknown, means: Means, path: readonly string[]): ValueChange[] {
  if (view.kind === "object" && isObject(value)) {
    return [...view.members].flatMap(([name, { schema, isRequired, isReadOnly }]): ValueChange[] => {
      if (isReadOnly) return [];
      const at = [...path, name];
      if (!Object.hasOwn(value, name)) return [];
      const isLeftOut = means.optional ? !isRequired : isRequired;
      const without = isLeftOut ? [{ path: at, value: undefined, label: means.optional ? "left out" : "missing" }] : [];
      return [...without, ...changesBelow(schema, value[name], means, at)];
    });
  }
  if ((view.kind === "array" || view.kind === "tuple") && Array.isArray(value) && value.length > 0) {
    const first = view.kind === "tuple" ? view.prefix[0] : view.items;
    return first === undefined ? [] : changesBelow(first, value[0], means, [...path, "0"]);
  }
  return [];
}

type Own = Omit<ValueChange, "path">;

function boundariesOf(view: View, value: unknown): Own[] {
  const nullable = view.isNullable && value !== null ? [{ value: null, label: "null" }] : [];
  return [...nullable, ...limitsOf(view, value)];
}

function limitsOf(view: View, value: unknown): Own[] {
  switch (view.kind) {
    case "enum":
      return view.values.filter((each) => each !== value).map((each) => ({ value: each, label: `as ${shown(each)}` }));
    case "boolean":
      return [{ value: value !== true, label: `as ${value !== true}` }];
    case "integer":
    case "number": {
      const step = view.multipleOf ?? (view.kind === "integer" ? 1 : 0.5);
      const least = view.minimum ?? (view.exclusiveMinimum === undefined ? undefined : view.exclusiveMinimum + step);
      const most = view.maximum ?? (view.exclusiveMaximum === undefined ? undefined : view.exclusiveMaximum - step);
      return [
        ...(least === undefined ? [] : [{ value: least, label: "at its minimum" }]),
        ...(most === undefined ? [] : [{ value: most, label: "at its maximum" }]),
        ...(view.kind === "number" && view.multipleOf !== undefined && view.multipleOf < 1 && least !== undefined
          ? [{ value: least + view.multipleOf, label: "with a fraction" }]
          : []),
      ];
    }
    case "string": {
      const { minLength, maxLength, format, pattern } = view;
      if (format === "date-time" && typeof value === "string")
        return [{ value: "2024-02-29T23:30:00.5+05:30", label: "with an offset and a fraction" }];
      if (format !== undefined || pattern !== undefined || typeof value !== "string") return [];
      const lengths = [
        ...(minLength === undefined ? [] : [{ value: textOf(minLength), label: "as short as it may be" }]),
        ...(maxLength === undefined || maxLength > longest
          ? []
          : [{ value: textOf(maxLength), label: "as long as it may be" }]),
      ];
      const further = "Zoë & Søn, 100% «日本» + 😀/?#=;";
      return [...lengths, { value: further.slice(0, maxLength), label: "with letters beyond ASCII" }];
    }
    case "array": {
      if (!Array.isArray(value) || value.length === 0) return [];
      const { minItems = 0, maxItems } = view;
      const times = (count: number): unknown[] =>
        Array.from({ length: count }, (_, index) => value[index % value.length]);
      return [
        { value: value.slice(0, minItems), label: "with as few items as it may have" },
        ...(maxItems === undefined || maxItems > 100 || view.isUnique
          ? []
          : [{ value: times(maxItems), label: "with as many items as it may have" }]),
      ];
    }
    default:
      return [];
  }
}

/** An array with each of the values that its items may have. */
function severalOf(view: View, value: unknown, api: TestedApi): Own[] {
  if (view.kind !== "array" || !Array.isArray(value)) return [];
  const items = api.views.resolved(view.items ?? true);
  if (items.kind !== "enum" || items.values.length < 2) return [];
  const several = items.values.slice(0, view.maxItems ?? 20);
  return [
    { value: several.slice(0, 2), label: "with two items" },
    ...(several.length > 2 ? [{ value: several, label: "with all items" }] : []),
    ...items.values.map((one) => ({ value: [one], label: `as ${shown(one)} alone` })),
  ];
}

function faultsOf(view: View, value: unknown): Own[] {
  const notNull = view.isNullable || view.kind === "any" ? [] : [{ value: null, label: "null" }];
  return [...faultyValues(view, value), ...notNull];
}

function faultyValues(view: View, value: unknown): Own[] {
  switch (view.kind) {
    case "literal":
    case "enum":
      return [{ value: "twinspec-unknown", label: "as a value that is not listed" }];
    case "boolean":
      return [{ value: "perhaps", label: "as a string that is no boolean" }];
    case "integer":
    case "number":
      return [
        { value: "twinspec", label: "as a string that is no number" },
        ...(view.kind === "integer" ? [{ value: 1.5, label: "as a number with a fraction" }] : []),
        ...(view.minimum === undefined ? [] : [{ value: below(view.minimum, view), label: "below its minimum" }]),
        ...(view.maximum === undefined ? [] : [{ value: above(view.maximum, view), label: "above its maximum" }]),
        ...(view.exclusiveMinimum === undefined
          ? []
          : [{ value: view.exclusiveMinimum, label: "at its exclusive minimum" }]),
        ...(view.exclusiveMaximum === undefined
          ? []
          : [{ value: view.exclusiveMaximum, label: "at its exclusive maximum" }]),
        ...(view.multipleOf !== undefined && typeof value === "number"
          ? [{ value: value + view.multipleOf / 2, label: `as no multiple of ${view.multipleOf}` }]
          : []),
      ];
    case "string":
      return [
        ...(typeof value === "string" && !isMarked(value)
          ? [{ value: { twinspec: true }, label: "as an object" }]
          : []),
        { value: 12, label: "as a number" },
        ...(view.minLength === undefined || view.minLength < 1
          ? []
          : [{ value: textOf(view.minLength - 1), label: "shorter than it may be" }]),
        ...(view.maxLength === undefined || view.maxLength > longest
          ? []
          : [{ value: textOf(view.maxLength + 1), label: "longer than it may be" }]),
        ...(view.pattern === undefined ? [] : [{ value: "\u00a7 ~ twinspec", label: "not matching its pattern" }]),
        ...(view.format === undefined ? [] : [{ value: "twinspec ::", label: `as no ${view.format}` }]),
      ];
    case "array":
    case "tuple": {
      const items = Array.isArray(value) ? (value as unknown[]) : [];
      const { minItems = 0, maxItems } = view;
      const [first] = items;
      return [
        { value: "twinspec", label: "as a string" },
        ...(minItems > 0 ? [{ value: items.slice(0, minItems - 1), label: "with fewer items than it must have" }] : []),
        ...(maxItems === undefined || maxItems > 1000 || first === undefined
          ? []
          : [{ value: Array(maxItems + 1).fill(first), label: "with more items than it may have" }]),
        ...(view.isUnique && first !== undefined ? [{ value: [first, first], label: "with an item twice" }] : []),
      ];
    }
    case "object": {
      const extra = isObject(value) ? { ...value, twinspecUnknown: "1" } : undefined;
      return [
        { value: "twinspec", label: "as a string" },
        ...(view.minProperties === undefined ? [] : [{ value: {}, label: "without members" }]),
        ...(extra !== undefined && view.index.additional === false
          ? [{ value: extra, label: "with a member that it cannot have" }]
          : []),
      ];
    }
    default:
      return [];
  }
}

function below(limit: number, { kind, multipleOf }: { readonly kind: string; readonly multipleOf?: number }): number {
  return limit - (multipleOf ?? (kind === "integer" ? 1 : 0.5));
}

function above(limit: number, { kind, multipleOf }: { readonly kind: string; readonly multipleOf?: number }): number {
  return limit + (multipleOf ?? (kind === "integer" ? 1 : 0.5));
}

function textOf(length: number): string {
  return "twinspec "
    .repeat(Math.ceil(length / 9))
    .slice(0, length)
    .replace(/ $/, "x");
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function distinct(changes: readonly ValueChange[]): ValueChange[] {
  const keyOf = ({ path, value, label }: ValueChange) => JSON.stringify([path, value ?? label]);
  return [...new Map(changes.map((change) => [keyOf(change), change])).values()];
}
