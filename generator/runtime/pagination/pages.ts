import type { OperationDescription, PagesDescription } from "../core/description.ts";
import { memberAt, withMember } from "../core/json.ts";
import type { RawResult } from "../core/result.ts";
import type { RawOptions, Transport } from "../core/transport.ts";
import { cancellable } from "../fetch/clock.ts";
import type { CallOptions, Operation } from "../request/operation.ts";
import { unwrap } from "../response/api-error.ts";
import {
  createPageSequence,
  type PageRequest,
  type PageResponse,
  type PageSequence,
} from "./next-page.ts";
import type { ItemOf, Page, Paged, PageOf, PagesArguments, PagesOptions } from "./paged.ts";

/**
 * The pages of a list, from where the arguments say, one request each, none before it is needed. A page without items
 * is skipped. The list ends where the body or a Link header says so, otherwise with a short or an empty page; 204 ends
 * it always. `return`, as cancellable a loop calls it, cancels the request under way.
 *
 * Throws an ApiError when the response is not a 2xx one, and an Error for a response without a list, for a next page of
 * another origin, and for a server that gives the same page twice. Throws a TypeError at once for options that cannot
 * be met.
 */
export function pages<O extends Paged<unknown>>(
  operation: O,
  transport: Transport,
  ...rest: PagesArguments<O>
): AsyncGenerator<PageOf<O>, void, undefined> {
  const controller = new AbortController();
  const found = follow(operation, { transport, rest, closed: controller.signal });
  return cancellable(() => controller.abort(), found as AsyncGenerator<PageOf<O>, void, undefined>);
}

/** The items of all pages, as `pages` gives them. */
export function items<O extends Paged<unknown>>(
  operation: O,
  transport: Transport,
  ...rest: PagesArguments<O>
): AsyncGenerator<ItemOf<O>, void, undefined> {
  const controller = new AbortController();
  const found = follow(operation, { transport, rest, closed: controller.signal });
  return cancellable(
    () => controller.abort(),
    eachItem(found) as AsyncGenerator<ItemOf<O>, void, undefined>,
  );
}

/** What the method of an operation has besides where it gives its items page by page: `pages` and `items`. */
export function pagedMethods(
  transport: Transport,
  operation: Operation<unknown[], unknown, unknown>,
): object {
  if (!operation.description.pages) return {};
  const paged = operation as typeof operation & Paged<unknown>;
  return {
    pages: (...rest: unknown[]) => pages(paged, transport, ...rest),
    items: (...rest: unknown[]) => items(paged, transport, ...rest),
  };
}

type AnyPage = Page<unknown, unknown>;

async function* eachItem(pages: AsyncIterable<AnyPage>): AsyncGenerator<unknown, void, undefined> {
  for await (const page of pages) yield* page.items;
}

function follow(
  paged: Paged<unknown>,
  {
    transport,
    rest,
    closed,
  }: { transport: Transport; rest: readonly unknown[]; closed: AbortSignal },
): AsyncGenerator<AnyPage, void, undefined> {
  const operation = paged as unknown as Operation<readonly unknown[], unknown, unknown>;
  const { name, pages: described, parameters, body } = operation.description;
  if (!described) throw new TypeError(`${name} does not give its items page by page`);
  const hasArguments = parameters !== undefined || body !== undefined;
  const [args = {}, options = {}] = (hasArguments ? rest : [{}, ...rest]) as [
    PageRequest["args"]?,
    PagesOptions?,
  ];
  const { maximum = Number.POSITIVE_INFINITY, pageSize, ...init } = options;
  if (!(maximum >= 0)) throw new TypeError(`${name}: "maximum" must be a number from 0 on`);
  const first = { args: withSize(args, pageSize, operation.description) };
  const sequence = createPageSequence(name, described, first);
  const call = { ...init, middleware: [cancelledBy(closed), ...(init.middleware ?? [])] };
  const route = redirect(transport);

  async function send({ args, url }: PageRequest): Promise<RawResult<unknown, unknown>> {
    route.url = url;
    return operation(route.transport, ...(hasArguments ? [args, call] : [call]));
  }
  return eachPage();

  async function* eachPage(): AsyncGenerator<AnyPage, void, undefined> {
    let given = 0;
    for (let request: PageRequest | undefined = first; request && given < maximum; ) {
      let result: RawResult<unknown, unknown>;
      try {
        result = await send(request);
      } catch (error) {
        if (closed.aborted) return;
        throw error;
      }
      const data = unwrap(result);
      if (data === undefined) return;
      const { response } = result;
      const items = listIn(name, data, described as PagesDescription);
      sequence.refuseRepetition(items);
      const shown = items.slice(0, maximum - given);
      const onward = attempt(sequence, request, { data, items, response, address: route.address });
      const goesOn =
        shown.length < items.length ? sequence.rest(request, shown.length) : onward.request;
      const next = described?.style === "link" ? undefined : goesOn?.args;
      if (shown.length > 0) yield { items: shown, data, response, next };
      given += shown.length;
      if (onward.failure && given < maximum) throw onward.failure;
      request = onward.request;
    }
  }
}

/** The arguments with the size of a page, where they have none themselves. */
function withSize(
  args: PageRequest["args"],
  pageSize: number | undefined,
  { name, pages }: OperationDescription,
): PageRequest["args"] {
  const { limit, size } = pages!;
  if (pageSize === undefined && size === undefined) return args;
  if (pageSize !== undefined && !(Number.isInteger(pageSize) && pageSize > 0))
    throw new TypeError(`${name}: "pageSize" must be a whole number from 1 on`);
  if (!limit) throw new TypeError(`${name} takes no size of a page`);
  return memberAt(args, limit) == null ? withMember(args, limit, pageSize ?? size) : args;
}

/** The list in a response, empty where it is null. */
function listIn(
  operation: string,
  data: unknown,
  { items: path, sparse }: PagesDescription,
): readonly unknown[] {
  const list = memberAt(data, path);
  if (Array.isArray(list)) return list;
  if (list === null || (list === undefined && sparse && typeof data === "object")) return [];
  throw new Error(
    `${operation}: the response has no list${path.length > 0 ? ` at "${path.join(".")}"` : ""}`,
  );
}

/** The request for the next page; where there can be none, the one at hand, and why, for after its items. */
function attempt(
  sequence: PageSequence,
  sent: PageRequest,
  received: PageResponse,
): { readonly request: PageRequest | undefined; readonly failure?: Error } {
  try {
    return { request: sequence.next(sent, received) };
  } catch (error) {
    return { request: sent, failure: error as Error };
  }
}

/**
 * A transport whose requests go to the URL that is set, as they are in everything else. `address` is that of the last.
 */
function redirect(transport: Transport): {
  readonly transport: Transport;
  url: string | undefined;
  address: string;
} {
  const request = (method: string, path: string, init: RawOptions = {}) =>
    transport.raw.request(method, path, {
      ...init,
      pathSerializer(template, params) {
        const url = route.url ?? init.pathSerializer!(template, params);
        route.address = new Request(url).url;
        return url;
      },
      querySerializer() {
        const text = route.url === undefined ? (init.querySerializer as () => string)() : "";
        if (text) route.address = new URL(`${route.address}?${text}`).href;
        return text;
      },
    });
  const route = {
    transport: { ...transport, raw: { ...transport.raw, request } },
    url: undefined as string | undefined,
    address: "",
  };
  return route;
}

/** Lets a signal cancel a request, beside the one that it has. */
function cancelledBy(closing: AbortSignal): NonNullable<CallOptions["middleware"]>[number] {
  return {
    onRequest({ request }) {
      const signal = AbortSignal.any([request.signal, closing]);
      // The other members of a request are options of the call, for the functions that send it.
      return Object.assign(
        new Request(request, { signal }),
        Object.fromEntries(Object.entries(request)),
      );
    },
  };
}
