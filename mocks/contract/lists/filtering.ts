import { isObject } from "../../../generator/document/json.ts";
import { plainName, singularOf } from "../../state/collections/names.ts";
import { type Call, valueAt, withArgument } from "../calls/call.ts";
import { isFree, partOf } from "../cases/positive-cases.ts";
import { quoted } from "../judges/fault.ts";
import { identifierFor } from "../records/record-path.ts";
import type { Check, Testing } from "../running/testing.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedParameter } from "../tested/tested-operation.ts";
import { identityOf, type ListView, listViewOf } from "./list-view.ts";
import { judgeTotals, largestOf } from "./paging.ts";
import { type Walked, walkPages, withPosition } from "./walk-pages.ts";

/** A value of a parameter, and which items it lets through. */
interface Filter {
  readonly value: unknown;
  /** Whether an item may come. */
  readonly lets: (item: unknown) => boolean;
  /** Whether it must. */
  readonly wants: (item: unknown) => boolean;
}

/** How many values of a parameter are tried. */
const mostValues = 3;

/**
 * A list that is asked for some of its items has these and no others: by parameters that are called like a member of
 * the items, or like a bound of one. Values are those of items that the list has without them.
 */
export const checkFiltering: Check = async ({ base }, testing) => {
  const { api } = testing.session;
  const view = listViewOf(base.operation, api);
  if (view === undefined || !base.operation.isSafe || !(await testing.isLive())) return;
  const limit = view.paging?.limit;
  const large = limit === undefined ? base : withPosition(base, limit, largestOf(base, limit, testing));
  const whole = await walkPages(large, { view, testing });
  const items = itemsIn(whole);
  if (items.length < 2) return;
  const paged = new Set([view.paging?.position?.[0], limit?.[0]]);
  for (const parameter of base.operation.parameters) {
    const { place, key, fixed } = parameter;
    if (fixed || (place !== "query" && place !== "cookie") || paged.has(key)) continue;
    const filters = filtersOf(parameter, { view, items, api, testing });
    for (const filter of filters.slice(0, mostValues))
      await checkFilter({ parameter, filter, large }, { view, items, isWhole: whole.isWhole }, testing);
  }
};

function itemsIn({ pages }: Walked): unknown[] {
  return pages.flatMap((page) => page.items);
}

async function checkFilter(
  { parameter, filter, large }: { parameter: TestedParameter; filter: Filter; large: Call },
  { view, items, isWhole }: { view: ListView; items: readonly unknown[]; isWhole: boolean },
  testing: Testing,
): Promise<void> {
  const call = withArgument(large, parameter.key, filter.value);
  if (!testing.session.hasRoom(call.operation)) return;
  const filtered = await walkPages(call, { view, testing });
  const last = filtered.pages.at(-1)?.exchange;
  if (last === undefined || filtered.isEndless) return;
  const given = itemsIn(filtered);
  const known = new Set(given.map((item) => identityOf(item, view)));
  const isWrong = given.some((item) => !filter.lets(item));
  const missing = items.filter((item) => filter.wants(item) && !known.has(identityOf(item, view)));
  const isShort = filtered.isWhole && isWhole && missing.length > 0;
  if (!isWrong && !isShort) {
    if (filtered.isWhole) judgeTotals(filtered, view, testing);
    return;
  }
  const asked = quoted(filter.value);
  const message = isWrong
    ? `Items were asked for by ${parameter.name} ${asked}, and others came too.`
    : `Items were asked for by ${parameter.name} ${asked}, and some of them did not come.`;
  testing.findings.add(
    {
      rule: "parameter-ignored",
      cause: `${parameter.key} filter`,
      part: partOf(parameter),
      message,
      certainty: "likely",
    },
    last,
  );
}

interface Around {
  readonly view: ListView;
  readonly items: readonly unknown[];
  readonly api: TestedApi;
  readonly testing: Testing;
}

function filtersOf(parameter: TestedParameter, around: Around): Filter[] {
  const { api, view, testing } = around;
  const { name, schema } = parameter;
  const valid = ({ value }: Filter) => testing.means.values.isValid(schema, value);
  const properties = [...api.response.shapes.propertyNames(view.itemSchema)];
  const types = api.request.shapes.types(schema);
  if (types.has("object") && !types.has("string")) {
    const members = [...api.request.shapes.propertyNames(schema)];
    const own = propertyFor(name, properties);
    return members
      .flatMap((member): Filter[] => {
        const of = api.request.shapes.property(schema, member);
        const bound = boundOf(member);
        const inner =
          own !== undefined && bound !== undefined
            ? boundFilters(own, { bound, schema: of }, around)
            : equalFilters(propertyFor(member, properties), of, around);
        return inner.map((filter) => ({ ...filter, value: { [member]: filter.value } }));
      })
      .filter(valid);
  }
  if (!isFree(parameter) && !types.has("integer")) return [];
  const [, start = "", word = ""] = /^(.+?)_?(after|since|from|before|until|to|min|max|gte?|lte?)$/i.exec(name) ?? [];
  const property = propertyFor(name, properties);
  const bounded = property === undefined ? boundedBy(start, properties) : undefined;
  const bound = boundOf(word);
  if (bounded !== undefined && bound !== undefined)
    return boundFilters(bounded, { bound, schema }, around).filter(valid);
  if (property === undefined && types.has("integer") && /^(?:after|since)(?:_?id)?$/i.test(name))
    return boundFilters(risingProperty(around), { bound: "above", schema }, around).filter(valid);
  return equalFilters(property, schema, around).filter(valid);
}

/** The member of items that a parameter is called like: itself, or one of it (`ids`, `categories`). */
function propertyFor(name: string, properties: readonly string[]): string | undefined {
  const wanted = [name, singularOf(name)].map(plainName);
  return properties.find((one) => wanted.includes(plainName(one)));
}

/** The member that `createdAfter` bounds: `createdAt`, `created`. */
function boundedBy(start: string, properties: readonly string[]): string | undefined {
  const plain = plainName(start);
  if (plain === "") return undefined;
  return properties.find((one) =>
    [plain, `${plain}at`, `${plain}on`, `${plain}date`, `${plain}time`].includes(plainName(one)),
  );
}

type Bound = "above" | "least" | "below" | "most";

function boundOf(word: string): Bound | undefined {
  const plain = word.toLowerCase();
  if (["min", "gte", "from", "since", "minimum"].includes(plain)) return "least";
  if (["max", "lte", "to", "until", "maximum"].includes(plain)) return "most";
  if (["after", "gt"].includes(plain)) return "above";
  return ["before", "lt"].includes(plain) ? "below" : undefined;
}

/** A number of items that rises from one to the next, so that it counts them. */
function risingProperty({ view, items, api }: Around): string | undefined {
  return [...api.response.shapes.propertyNames(view.itemSchema)].find((name) => {
    const values = items.map((item) => valueAt(item, [name]));
    return values.every(
      (value, index) => typeof value === "number" && (index === 0 || value > Number(values[index - 1])),
    );
  });
}

function boundFilters(
  property: string | undefined,
  { bound, schema }: { readonly bound: Bound; readonly schema: unknown },
  { items, api }: Around,
): Filter[] {
  if (property === undefined) return [];
  const amount = (value: unknown): number =>
    typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  const found = items.map((item) => valueAt(item, [property])).filter((value) => !Number.isNaN(amount(value)));
  const distinct = [...new Map(found.map((value) => [amount(value), value])).entries()].sort(([a], [b]) => a - b);
  const middle = distinct[Math.floor(distinct.length / 2)];
  if (distinct.length < 3 || middle === undefined) return [];
  const [limit, value] = middle;
  const isNumber = api.request.shapes.types(schema).has("number") || api.request.shapes.types(schema).has("integer");
  if (isNumber !== (typeof value === "number")) return [];
  const ofItem = (item: unknown): number => amount(valueAt(item, [property]));
  const wants = (item: unknown): boolean =>
    bound === "above" || bound === "least" ? ofItem(item) > limit : ofItem(item) < limit;
  // whether the bound itself counts is for words to say
  const lets = (item: unknown): boolean => Number.isNaN(ofItem(item)) || ofItem(item) === limit || wants(item);
  return [{ value, lets, wants }];
}

function equalFilters(property: string | undefined, schema: unknown, { items, api }: Around): Filter[] {
  if (property === undefined) return [];
  const { shapes } = api.request;
  const isList = shapes.types(schema).has("array") && !shapes.types(schema).has("string");
  const valueSchema = isList ? shapes.item(schema, 0) : schema;
  const textsOf = (item: unknown): string[] => {
    const own = valueAt(item, [property]);
    const values = Array.isArray(own) ? own : own === undefined || own === null ? [] : [own];
    return values.flatMap((value) => (isObject(value) ? [] : [String(value)]));
  };
  const present = [...new Set(items.flatMap(textsOf))];
  const telling = present.filter((text) => items.some((item) => !textsOf(item).includes(text))).slice(0, mostValues);
  const single = telling.map((text): Filter => {
    const value = typedAs(text, valueSchema, api);
    const lets = (item: unknown) => textsOf(item).includes(text);
    return { value: isList ? [value] : value, lets, wants: lets };
  });
  const areLists = items.some((item) => Array.isArray(valueAt(item, [property])));
  const [first, second] = telling;
  if (!isList || areLists || first === undefined || second === undefined) return single;
  const both = [first, second].map((text) => typedAs(text, valueSchema, api));
  const either = (item: unknown) => textsOf(item).some((text) => text === first || text === second);
  return [{ value: both, lets: either, wants: either }, ...single];
}

function typedAs(text: string, schema: unknown, api: TestedApi): unknown {
  const types = api.request.shapes.types(schema);
  if (types.has("boolean") && !types.has("string")) return text === "true";
  if (types.has("number") && !types.has("string") && !/^-?\d{16,}$/.test(text)) return Number(text);
  return identifierFor(text, schema, api);
}
