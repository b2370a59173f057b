import { listOf } from "../schema/make.ts";
import type { Shapes } from "../schema/shapes.ts";
import type { MediaType, Operation } from "./model.ts";

/**
 * An operation of whose body the multipart media types say whether their parts have an order and no names: those that
 * describe an array (OpenAPI Specification 3.2, section 4.14.6, "Encoding By Position"). A form without positions has
 * names, as always.
 */
export function withParts(operation: Operation, shapes: Shapes): Operation {
  const { body } = operation;
  if (!body?.content.some(({ type }) => isMultipart(type))) return operation;
  return { ...operation, body: { ...body, content: body.content.map((media) => inParts(media, shapes)) } };
}

function inParts(media: MediaType, shapes: Shapes): MediaType {
  const { type, schema, itemSchema, prefixEncoding, itemEncoding } = media;
  if (!isMultipart(type)) return media;
  const isPositioned = prefixEncoding !== undefined || itemEncoding !== undefined;
  const isForm = /^multipart\/form-data/i.test(type);
  const types = shapes.types(schema);
  const mayBeList = schema === undefined || types.size === 0 || types.has("array");
  const isList = isPositioned
    ? mayBeList
    : !isForm && (schema === undefined ? itemSchema !== undefined : shapes.isList(schema));
  if (!isList) return media;
  return { ...media, schema: schema ?? listOf(itemSchema ?? true), isInParts: true };
}

function isMultipart(type: string): boolean {
  return /^multipart\//i.test(type);
}
