import type { OperationDescription, PagesDescription } from "../core/description.ts";
import type { CallOptions, Operation } from "../request/operation.ts";

declare const item: unique symbol;

/** What an operation that gives its items page by page has as well. */
export interface Paged<Item> {
  readonly description: OperationDescription & { readonly pages: PagesDescription };
  /** Only a type: it has no value. */
  readonly [item]?: Item;
}

/** One page of a list. */
export interface Page<Data, Item, Args = unknown> {
  readonly items: readonly Item[];
  /** The whole body. */
  readonly data: Data;
  readonly response: Response;
  /**
   * The arguments with which the list goes on after this page, now or later; undefined after the last one. Where
   * `maximum` cut the page, those of the rest where the pages go by offset; otherwise, and where the server does not
   * say how to go on, those of this page again. Always undefined where a URL leads to the next page: it may hold
   * secrets.
   */
  readonly next?: Args | undefined;
}

/** What a call for pages can set. All but these two is for the call of each page. */
export interface PagesOptions extends CallOptions {
  /** The largest number of items in all; the last page may be cut. Default: no limit. */
  maximum?: number | undefined;
  /** The number of items to request in one page, where the arguments do not say. */
  pageSize?: number | undefined;
}

/** What an operation takes when its pages are requested. */
export type PagesArguments<O> =
  O extends Operation<infer Arguments, unknown, unknown, infer _Errors, infer _Responses>
    ? [...args: Arguments, options?: PagesOptions]
    : never;

/** The items of an operation's pages. */
export type ItemOf<O> = O extends Paged<infer Item> ? Item : never;

/** The pages of an operation. */
export type PageOf<O> =
  O extends Operation<infer Arguments, infer Data, unknown, infer _Errors, infer _Responses>
    ? Page<Exclude<Data, undefined>, ItemOf<O>, Exclude<Arguments[0], undefined>>
    : never;

/** What a method of a client has where its operation gives items page by page. */
export type PagedMethod<O> =
  O extends Paged<unknown>
    ? {
        /** The pages of the list, one request each, none before it is needed. */
        pages(...rest: PagesArguments<O>): AsyncGenerator<PageOf<O>, void, undefined>;
        /** The items of all pages. */
        items(...rest: PagesArguments<O>): AsyncGenerator<ItemOf<O>, void, undefined>;
      }
    : unknown;
