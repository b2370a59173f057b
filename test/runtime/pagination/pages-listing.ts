import { afterEach, beforeEach } from "vitest";
import type { OperationDescription, PagesDescription } from "../../../generator/runtime/core/description.ts";
import { createTransport, type Transport } from "../../../generator/runtime/core/transport.ts";
import type { Paged, PagesOptions } from "../../../generator/runtime/pagination/paged.ts";
import { items } from "../../../generator/runtime/pagination/pages.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { type PagesServer, startPagesServer } from "./pages-server.ts";

/** The server of the test that runs, and a transport to it. */
export let server: PagesServer;
export let transport: Transport;

/** Gives each test of the file a server of its own. */
export function servePages(): void {
  beforeEach(async () => {
    server = await startPagesServer();
    transport = createTransport({ baseUrl: `${server.url}/v1`, auth: "secret" });
  });
  afterEach(() => server[Symbol.asyncDispose]());
}

export interface Thing {
  id: number;
}
export type Arguments = { [name: string]: unknown };
export type ListThings = Operation<[args?: Arguments], { data?: Thing[] } | undefined, unknown> & Paged<Thing>;

/** An operation that pages as described, and takes these arguments beside the usual ones. */
export function listing(described: PagesDescription, parameters: OperationDescription["parameters"] = []): ListThings {
  const usual = ["from", "limit", "page", "cursor", "q"].map((name) => ({ name, in: "query" as const }));
  const all = [...usual, ...parameters];
  return operation({ name: "listThings", method: "GET", path: "/things", parameters: all, pages: described });
}

export function things(from: number, count: number): Thing[] {
  return Array.from({ length: count }, (_, index) => ({ id: from + index }));
}

/** The ids of `things`. */
export function numbers(count: number, from = 0): number[] {
  return things(from, count).map(({ id }) => id);
}

export async function collect<Item>(iterable: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of iterable) collected.push(item);
  return collected;
}

/** The ids of all items of a list. */
export async function ids(list: ListThings, args?: Arguments, options?: PagesOptions): Promise<number[]> {
  return (await collect(items(list, transport, args, options))).map(({ id }) => id);
}

/** The queries with which `listing` was requested. */
export function queries(): string[] {
  return server.targets.map((target) => target.replace("/v1/things", ""));
}

/** Makes the server one of `count` things that takes `from` and `limit`, and gives no more than `most` at once. */
export function serveOffsets(count: number, { most = 50, body = {} }: { most?: number; body?: object } = {}): void {
  server.respond = (url) => {
    const from = Number(url.searchParams.get("from") ?? 0);
    const limit = Math.min(Number(url.searchParams.get("limit") ?? 10), most);
    const data = things(from, Math.max(0, Math.min(limit, count - from)));
    return data.length > 0 ? { body: { data, ...body } } : { status: 204 };
  };
}

export const offset: PagesDescription = {
  style: "offset",
  items: ["data"],
  position: ["from"],
  limit: ["limit"],
  maximum: 50,
};
