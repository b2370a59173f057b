import type { findPages } from "../../../generator/model/pages.ts";
import { plainName } from "../../state/collections/names.ts";
import { listParameters } from "../../state/lists/list-parameters.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";

/** How the pages of a list follow one another, as the generator finds it; arguments go by place and name. */
export type Paging = NonNullable<ReturnType<typeof findPages>>["description"];

const nexts = new Set(
  "next nextcursor nextpagetoken nexttoken continuationtoken cursor endcursor nextmarker nextpage".split(" "),
);
const totals = new Set("total totalcount totalitems totalresults totalelements totalrecords count".split(" "));
const mores = new Set("hasmore hasnext hasnextpage more moreresults".split(" "));

/**
 * How the pages of a list follow one another by the names of its parameters and of the members of its body alone, as
 * the mock takes them; undefined where they do not say.
 */
export function pagingByNames(
  operation: TestedOperation,
  { body, item }: { readonly body: unknown; readonly item: unknown },
  { response }: TestedApi,
): Paging | undefined {
  const { shapes } = response;
  const { size, offset, page, cursor } = listParameters(operation.served, item, response);
  const members = [...shapes.propertyNames(body)];
  const member = (names: ReadonlySet<string>, type: "boolean" | "integer" | "string"): string | undefined =>
    members.find((name) => names.has(plainName(name)) && shapes.types(shapes.property(body, name)).has(type));
  const total = member(totals, "integer");
  const more = member(mores, "boolean");
  const further = {
    ...{ items: [] },
    ...(size !== undefined && { limit: [`query ${size.name}`] }),
    ...(total !== undefined && { total: [total] }),
    ...(more !== undefined && { more: [more] }),
  };
  const next = member(nexts, "string");
  if (cursor !== undefined && next !== undefined)
    return { style: "cursor", position: [`query ${cursor}`], next: [next], ...further };
  const counted = offset ?? page;
  if (counted === undefined || size === undefined) return undefined;
  const style = offset === undefined ? "page" : "offset";
  return { style, position: [`query ${counted.name}`], first: counted.origin, ...further };
}
