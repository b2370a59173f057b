import { plainName } from "../../state/collections/names.ts";
import { valueAt, withArgument } from "../calls/call.ts";
import { partOf } from "../cases/positive-cases.ts";
import { quoted } from "../judges/fault.ts";
import type { Check } from "../running/testing.ts";
import { itemsOf, listViewOf } from "./list-view.ts";
import { largestOf } from "./paging.ts";
import { withPosition } from "./walk-pages.ts";

const sorts = /^(?:sort|sort_?by|sort_?field|order_?by|ordering|order)$/i;

/** A list that is asked for in an order is in that order. */
export const checkSorting: Check = async ({ base }, testing) => {
  const { api } = testing.session;
  const view = listViewOf(base.operation, api);
  const parameter = base.operation.parameters.find(
    ({ name, place, fixed }) => place === "query" && !fixed && sorts.test(name),
  );
  if (view === undefined || parameter === undefined || !base.operation.isSafe || !(await testing.isLive())) return;
  const listed = api.views.resolved(parameter.schema ?? true);
  if (listed.kind !== "enum") return;
  const limit = view.paging?.limit;
  const large = limit === undefined ? base : withPosition(base, limit, largestOf(base, limit, testing));
  const properties = [...api.response.shapes.propertyNames(view.itemSchema)];
  for (const value of listed.values) {
    const order = orderOf(String(value), properties);
    if (order === undefined) continue;
    const call = withArgument(large, parameter.key, value);
    const exchange = await testing.expect(call, { kind: "positive", label: `sorted by ${quoted(value)}` });
    const items = exchange && itemsOf(exchange, view);
    if (exchange === undefined || items === undefined) continue;
    const values = items.map((item) => valueAt(item, [order.property]));
    if (isSorted(values, order.isDescending)) continue;
    const message = `The list is not sorted by ${quoted(value)}.`;
    testing.findings.add(
      {
        rule: "parameter-ignored",
        cause: `${parameter.key} order`,
        part: partOf(parameter),
        message,
        certainty: "likely",
      },
      exchange,
    );
  }
};

/** What a value of the parameter means: `-price`, `price_desc`, `price:desc`. */
function orderOf(
  value: string,
  properties: readonly string[],
): { readonly property: string; readonly isDescending: boolean } | undefined {
  const [, sign, name = "", direction] = /^([+-]?)(.+?)(?:[ _:.-]?(asc|desc)(?:ending)?)?$/i.exec(value) ?? [];
  const property = properties.find((one) => plainName(one) === plainName(name));
  if (property === undefined) return undefined;
  return { property, isDescending: sign === "-" || direction?.toLowerCase() === "desc" };
}

/** Whether values are in order, by any order that texts may have. */
function isSorted(values: readonly unknown[], isDescending: boolean): boolean {
  const inOrder = isDescending ? values.toReversed() : values;
  const present = inOrder.filter((value) => value !== null && value !== undefined);
  const isNumber = (value: unknown) => typeof value === "number" || /^-?\d{16,}$/.test(String(value));
  if (present.every(isNumber)) return isAscending(present, (a, b) => compareNumbers(a, b));
  if (!present.every((value) => typeof value === "string")) return true;
  const texts = present.map(String);
  return [
    (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0),
    (a: string, b: string) => a.localeCompare(b),
    (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0),
    (a: string, b: string) => Date.parse(a) - Date.parse(b),
  ].some((compare) => isAscending(texts, compare));
}

function compareNumbers(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [BigInt(Math.trunc(Number(a))), BigInt(Math.trunc(Number(b)))];
  const [exactLeft, exactRight] = [
    /^-?\d+$/.test(String(a)) ? BigInt(String(a)) : left,
    /^-?\d+$/.test(String(b)) ? BigInt(String(b)) : right,
  ];
  return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
}

function isAscending<Value>(values: readonly Value[], compare: (a: Value, b: Value) => number): boolean {
  return values.every((value, index) => index === 0 || !(compare(values[index - 1]!, value) > 0));
}
