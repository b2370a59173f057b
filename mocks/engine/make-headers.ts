import { getOwn, isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { followed } from "../document/response-object.ts";
import type { Source } from "../http/response.ts";
import type { Asked, Sampler } from "../samples/sampler.ts";
import { headerOf, type Parameter } from "../validation/parameters.ts";
import { writeHeader } from "../writing/write-header.ts";

/** Headers as they go on the wire. */
export interface MadeHeaders {
  readonly lines: readonly (readonly [name: string, value: string | readonly string[]])[];
  /** By name, in lower case. */
  readonly sources: Readonly<Record<string, Source>>;
}

/** What headers are made with. */
export interface HeaderMeans {
  readonly openapi: JsonObject;
  readonly sampler: Sampler;
  /** Whether the server says itself whom browsers may hand a response to. */
  readonly hasOwnCors: boolean;
}

// A response is framed by this server, and its media type is that of its content (section 4.8.17).
const ownHeaders = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "keep-alive",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The headers that a response, or a part of a body, describes: their examples, as with Prism in dynamic responses too,
 * else what is made up.
 */
export function makeHeaders(
  described: unknown,
  { openapi, sampler, hasOwnCors }: HeaderMeans,
  asked: Asked,
): MadeHeaders {
  const lines = new Map<string, [name: string, value: string | readonly string[]]>();
  const sources: Record<string, Source> = {};
  for (const [written, entry] of Object.entries(isObject(described) ? described : {})) {
    const description = followed(openapi, entry);
    // Documents name a header that comes several times `\0Set-Cookie`, as a map has each name once.
    const name = written.replaceAll(/[^\x21-\x7e]/g, "");
    const key = name.toLowerCase();
    if (description === undefined || ownHeaders.has(key)) continue;
    if (hasOwnCors && key.startsWith("access-control-")) continue;
    const parameter = headerOf(name, description);
    const place = `${asked.place} header ${name}`;
    const { found, value, isWritten } = valueToSend(parameter, description, {
      openapi,
      sampler,
      asked: { ...asked, place },
    });
    const text = isWritten ? String(value) : writeHeader(value, parameter);
    if (text === undefined) continue;
    const before = key === "set-cookie" ? [lines.get(key)?.[1] ?? []].flat() : [];
    lines.set(key, [lines.get(key)?.[0] ?? name, before.length > 0 ? [...before, text].flat() : text]);
    sources[key] = found ? "example" : "made-up";
  }
  return { lines: [...lines.values()], sources };
}

/** What a header or a parameter that is sent has: its first example, else what is made up. */
export function valueToSend(
  parameter: Parameter,
  description: JsonObject,
  { openapi, sampler, asked }: Pick<HeaderMeans, "openapi" | "sampler"> & { readonly asked: Asked },
): Example {
  const example = exampleOf(description, openapi);
  if (example.found || !isDescribed(parameter)) return example;
  return { found: false, value: sampler.sample(parameter.schema, asked), isWritten: false };
}

function isDescribed({ schema, mediaType }: Parameter): boolean {
  return schema !== undefined || mediaType !== undefined;
}

/** A value, and what it was taken from. */
export interface Example {
  /** Whether the document has it. */
  readonly found: boolean;
  readonly value: unknown;
  /** Whether it is the text on the wire (`serializedValue` of OpenAPI 3.2). */
  readonly isWritten: boolean;
}

/** The first example of a header, or of the content that it has. */
function exampleOf(description: JsonObject, openapi: JsonObject): Example {
  const [content] = isObject(description["content"]) ? Object.values(description["content"]) : [];
  for (const holder of [description, content].filter(isObject)) {
    if (Object.hasOwn(holder, "example")) return { found: true, value: holder["example"], isWritten: false };
    const { examples } = holder;
    const [first] = isObject(examples) ? Object.values(examples) : listIn(holder, "examples");
    const example = followed(openapi, first);
    for (const member of ["value", "dataValue", "serializedValue"]) {
      const value = getOwn(example, member);
      if (value !== undefined) return { found: true, value, isWritten: member === "serializedValue" };
    }
  }
  return { found: false, value: undefined, isWritten: false };
}
