import type { DescribedResponses } from "../../engine/engine.ts";
import { badRequest, problem } from "../../http/problem.ts";
import type { MockResponse } from "../../http/response.ts";
import type { RoutedExchange } from "../../pipeline/gateway.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { Collection, CollectionOperation } from "../collections/collection.ts";
import { valueAt, withValueAt } from "../collections/place.ts";
import { describedHeader } from "../collections/success.ts";
import { readOwnResponse, withBody } from "../own-response.ts";
import { bodyPointer, type Fit, fitRecord } from "../records/fit-record.ts";
import type { RecordList } from "../records/record-list.ts";
import { choosePage, type Page, type PageLink } from "./choose-page.ts";
import { type ListParameters, listParameters } from "./list-parameters.ts";
import { withPageProperties } from "./page-properties.ts";

type ListOperation = Extract<CollectionOperation, { readonly kind: "list" }>;

/** Headers that give how many records there are on all pages. */
const totalHeaders = ["total", "x-total", "total-count", "x-total-count", "total-items", "x-total-items"];

/** A request for the records of a collection. */
interface ListRequest {
  readonly listing: ListOperation;
  readonly collection: Collection;
  readonly list: RecordList;
  readonly exchange: RoutedExchange;
  readonly described: DescribedResponses;
  readonly isExample: Fit["isExample"];
}

/**
 * The page of a list that a request asks for; undefined where the client accepts nothing that records can be put in.
 */
export async function listResponse(
  { listing, collection, list, exchange, described, isExample }: ListRequest,
  schemas: Schemas,
): Promise<MockResponse | undefined> {
  const { success, place, itemSchema, emptyStatus } = listing;
  const given = await described.respond(success.status);
  const ownResponse = given && readOwnResponse(given, true);
  if (ownResponse === undefined) return undefined;
  const parameters = listParameters(listing.operation, itemSchema, schemas);
  const page = await choosePage(list, collection, parameters, exchange.parameters.query);
  if (page === undefined) return unknownCursor(parameters.cursor ?? "", described);
  if (page.records.length === 0 && emptyStatus !== undefined)
    return { status: emptyStatus, headers: [], body: undefined };

  const examples = valueAt(ownResponse.body, place);
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  const fit = { schema: itemSchema, otherwise: example, pointer: bodyPointer(listing), isExample };
  const items = page.records.map((record) => fitRecord(record, fit, schemas).value);
  const address = addressOf(exchange, parameters);
  const filled = withValueAt(ownResponse.body, place, items);
  const body = withPageProperties(filled, success.content?.["schema"], {
    page,
    parameters,
    list: items,
    address,
    self: [exchange.root, exchange.path],
    schemas,
  });
  const link = describedHeader(success, "link");
  const totals = totalHeaders.flatMap((name) => describedHeader(success, name) ?? []);
  const headers = [
    ...(link === undefined ? [] : [[link, linkHeader(page, address)] as const]),
    ...totals.map((name) => [name, String(page.total)] as const),
  ];
  return withBody(ownResponse, { body, content: success.content, headers }, schemas);
}

async function unknownCursor(parameter: string, described: DescribedResponses): Promise<MockResponse> {
  for (const status of [400, 422]) {
    const response = await described.respond(status);
    if (response !== undefined) return response;
  }
  return problem(
    badRequest("Unknown cursor", `The value of ${parameter} is not a cursor that an earlier response gave.`),
  );
}

/** The address of the same list, another page of it. */
function addressOf(exchange: RoutedExchange, { page, offset, cursor }: ListParameters): (link: PageLink) => string {
  return ([name, value]) => {
    const query = new URLSearchParams(exchange.sentQuery);
    for (const other of [page?.name, offset?.name, cursor]) if (other !== undefined) query.delete(other);
    query.set(name, value);
    return `${exchange.root}${exchange.path}?${query}`;
  };
}

/** RFC 8288. A list that is on one page has no links. */
function linkHeader({ next, previous, first, last }: Page, address: (link: PageLink) => string): string | undefined {
  if (next === undefined && previous === undefined) return undefined;
  const relations = { prev: previous, next, last, first };
  return Object.entries(relations)
    .flatMap(([relation, link]) => (link === undefined ? [] : [`<${address(link)}>; rel="${relation}"`]))
    .join(", ");
}
