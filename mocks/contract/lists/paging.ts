import type { Call } from "../calls/call.ts";
import { valueAt } from "../calls/call.ts";
import type { Fault } from "../judges/fault.ts";
import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import { identityOf, itemsOf, type ListView, listViewOf } from "./list-view.ts";
import { type Walked, walkPages, withPosition } from "./walk-pages.ts";

/** Pages come to an end, without repeats and gaps, no longer than was asked for; their total is that of the list. */
export const checkPaging: Check = async ({ base }, testing) => {
  const { api } = testing.session;
  const view = listViewOf(base.operation, api);
  if (view?.paging === undefined || !base.operation.isSafe || !(await testing.isLive())) return;
  const { limit } = view.paging;
  if (limit === undefined) {
    judgeWalk(await walkPages(base, { view, testing }), view, testing);
    return;
  }
  const whole = await walkPages(withPosition(base, limit, largestOf(base, limit, testing)), { view, testing });
  judgeWalk(whole, view, testing);
  const count = idsOf(whole, view).length;
  for (const size of new Set([1, 2])) await checkLimit(withPosition(base, limit, size), size, { view, testing });
  if (count < 2 || whole.isEndless) return;
  const size = Math.max(1, Math.min(10, Math.ceil(count / 4)));
  const walked = await walkPages(withPosition(base, limit, size), { view, testing });
  judgeWalk(walked, view, testing);
  compareWalks(whole, walked, { view, testing });
  if (whole.isWhole) judgeTotals(whole, view, testing);
  if (walked.isWhole) judgeTotals(walked, view, testing);
};

/** The largest page that may be asked for, up to 100. */
export function largestOf(call: Call, [key = "", ...path]: readonly string[], { means }: Testing): number {
  const { schema } = call.operation.parameters.find((parameter) => parameter.key === key) ?? {};
  const fits = (size: number) => {
    const given = withPosition(call, [key, ...path], size).arguments.get(key);
    return means.values.isValid(schema, given);
  };
  return [100, 50, 30, 25, 20, 10, 5].find(fits) ?? 1;
}

async function checkLimit(
  call: Call,
  size: number,
  { view, testing }: { readonly view: ListView; readonly testing: Testing },
): Promise<void> {
  const exchange = await testing.expect(call, { kind: "positive", label: `at most ${size} items` });
  const items = exchange && itemsOf(exchange, view);
  if (exchange === undefined || items === undefined || items.length <= size) return;
  const message = `At most ${size} items were asked for, and ${items.length} came.`;
  add(testing, exchange, { rule: "parameter-ignored", cause: "limit", message, certainty: "likely" });
}

function add(testing: Testing, exchange: Exchange, fault: Fault): void {
  testing.findings.add(fault, exchange);
}

function idsOf({ pages }: Walked, view: ListView): string[] {
  return pages.flatMap(({ items }) => items.map((item) => identityOf(item, view)));
}

function judgeWalk(walked: Walked, view: ListView, testing: Testing): void {
  const { pages, isEndless } = walked;
  const last = pages.at(-1)?.exchange;
  if (last === undefined) return;
  if (isEndless) {
    const message = "The pages do not end: one comes again.";
    add(testing, last, { rule: "paging-never-ends", cause: "pages", message });
    return;
  }
  const seen = new Set<string>();
  for (const { items, exchange } of pages) {
    const ids = items.map((item) => identityOf(item, view));
    const again = ids.find((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    if (again === undefined) continue;
    const message = "An item of one page is on another one again.";
    add(testing, exchange, { rule: "paging-repeats", cause: "pages", message, certainty: "likely" });
    return;
  }
}

/** What is on large pages is on small ones, and the other way round. */
function compareWalks(
  whole: Walked,
  walked: Walked,
  { view, testing }: { readonly view: ListView; readonly testing: Testing },
): void {
  const [large, small] = [idsOf(whole, view), idsOf(walked, view)];
  const last = walked.pages.at(-1)?.exchange;
  if (walked.isEndless || last === undefined) return;
  const reach = walked.isWhole ? large.length : Math.min(large.length, small.length);
  const missing = large.slice(0, reach).filter((id) => !small.includes(id));
  const isShort = walked.isWhole && whole.isWhole && large.some((id) => !small.includes(id));
  const isLonger = whole.isWhole && small.some((id) => !large.includes(id));
  if (missing.length === 0 && !isShort && !isLonger) return;
  const message = isLonger
    ? "Small pages have items that large ones leave out."
    : "Small pages leave out items that large ones have.";
  add(testing, last, { rule: "paging-gap", cause: "pages", message, certainty: "likely" });
}

/** The total that pages give is the number of items on all of them, in the body and in a header. */
export function judgeTotals(whole: Walked, view: ListView, testing: Testing): void {
  const [first] = whole.pages;
  if (first === undefined || view.paging === undefined) return;
  const { exchange } = first;
  const count = idsOf(whole, view).length;
  const { total } = view.paging;
  const told = total === undefined ? undefined : valueAt(exchange.json, total);
  const inHeader = exchange.response && totalIn(exchange.response);
  const certainty = "likely";
  if (typeof told === "number" && told !== count) {
    const message = `The total is ${told}, and there are ${count} items.`;
    add(testing, exchange, { rule: "total-wrong", cause: "body", message, certainty });
  }
  if (inHeader !== undefined && inHeader !== count) {
    const message = `The total in the headers is ${inHeader}, and there are ${count} items.`;
    add(testing, exchange, { rule: "total-wrong", cause: "header", message, certainty });
  }
}

function totalIn(response: NonNullable<Exchange["response"]>): number | undefined {
  const name = response.headers.map(([own]) => own).find((own) => /^(?:x-)?total(?:-count|-items)?$/i.test(own));
  const text = name === undefined ? undefined : headerOf(response, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
