import { isObject } from "../../../generator/document/json.ts";
import { findPages, type PagedParts } from "../../../generator/model/pages.ts";
import { Shapes } from "../../../generator/schema/shapes.ts";
import { parseExactIntegers } from "../../document/exact-numbers.ts";
import { isJson, streamKindOf } from "../../http/media-type.ts";
import { idText } from "../../state/collections/identifier.ts";
import { findList, type Place } from "../../state/collections/place.ts";
import { streamItems } from "../../validation/stream.ts";
import { valueAt } from "../calls/call.ts";
import { headerOf } from "../message.ts";
import { listOf } from "../records/records.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { type Paging, pagingByNames } from "./named-paging.ts";

/** A list that an operation gives, and how it gives it. */
export interface ListView {
  /** Where the items are in the body; undefined where each line of a stream is one. */
  readonly place: Place | undefined;
  readonly itemSchema: unknown;
  /** The member that an item is named by, where there is one. */
  readonly idProperty: string | undefined;
  readonly paging: Paging | undefined;
}

/** The list that an operation gives; undefined where it gives none. */
export function listViewOf(operation: TestedOperation, api: TestedApi): ListView | undefined {
  const collection = api.collections.find((one) => listOf(one)?.operation === operation.served);
  const own = collection && listOf(collection);
  if (collection !== undefined && own !== undefined) {
    const shown = { body: own.success.content?.["schema"], item: own.itemSchema };
    const paging = pagingOf(operation, api) ?? pagingByNames(operation, shown, api);
    return { place: own.place, itemSchema: own.itemSchema, idProperty: collection.idProperty, paging };
  }
  const [success] = operation.responses.filter(({ status }) => /^2/.test(status));
  for (const [mediaType, media] of success?.contents ?? []) {
    if (streamKindOf(mediaType) === "lines") {
      const { schema } = streamItems(media, api.response.shapes);
      return { place: undefined, itemSchema: schema, idProperty: idPropertyOf(schema, api), paging: undefined };
    }
    const segment = operation.info.path.split("/").findLast((part) => part !== "" && !part.includes("{")) ?? "";
    const found = isJson(mediaType) ? findList(api.response, media["schema"], segment) : undefined;
    if (found === undefined) continue;
    const shown = { body: media["schema"], item: found.schema };
    const paging = pagingOf(operation, api) ?? pagingByNames(operation, shown, api);
    return { place: found.place, itemSchema: found.schema, idProperty: idPropertyOf(found.schema, api), paging };
  }
  return undefined;
}

function idPropertyOf(schema: unknown, { response }: TestedApi): string | undefined {
  return [...response.shapes.propertyNames(schema)].find((name) => /^(?:id|uuid|guid|number)$/i.test(name));
}

const shapesOf = new WeakMap<TestedApi, Shapes>();

function pagingOf(operation: TestedOperation, api: TestedApi): Paging | undefined {
  const { components } = api.openapi;
  const named = isObject(components) && isObject(components["schemas"]) ? Object.entries(components["schemas"]) : [];
  const shapes = shapesOf.get(api) ?? new Shapes(new Map(named));
  shapesOf.set(api, shapes);
  const parts: PagedParts = {
    method: operation.info.method,
    parameters: operation.parameters
      .filter(({ fixed }) => !fixed)
      .map((parameter) => ({
        ...{ argument: parameter.key, name: parameter.name, in: parameter.place, isRequired: parameter.isRequired },
        ...{ isClientWide: false, isDeprecated: false, style: "form", explode: true, allowsReserved: false },
        schema: parameter.schema,
      })),
    responses: operation.responses.map(({ status, description, contents }) => ({
      status,
      headers: Object.keys(isObject(description["headers"]) ? description["headers"] : {}),
      content: [...contents].map(([type, media]) => ({ type, schema: media["schema"] })),
    })),
  };
  return findPages(parts, shapes)?.description;
}

/** The items of a list that came back; undefined where it is no list. */
export function itemsOf(exchange: Exchange, { place }: ListView): readonly unknown[] | undefined {
  const { json, response, content } = exchange;
  if (place !== undefined) {
    const items = valueAt(json, place);
    return Array.isArray(items) ? items : undefined;
  }
  if (response === undefined || streamKindOf(headerOf(response, "content-type") ?? "") !== "lines") return undefined;
  try {
    const lines = new TextDecoder().decode(content).split("\n");
    return lines.filter((line) => line.trim() !== "").map((line) => parseExactIntegers(line).exact);
  } catch {
    return undefined;
  }
}

/** What tells an item from others. */
export function identityOf(item: unknown, { idProperty }: ListView): string {
  const id = idProperty === undefined ? undefined : idText(valueAt(item, [idProperty]));
  return id ?? JSON.stringify(item);
}
