import type { IHttpResponse } from "@stoplight/prism-http";
import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { dispatchedEvent } from "../../generator/schema/streamed-events.ts";
import type { ServedOperation } from "../document/operations.ts";
import { describedResponse, followed } from "../document/response-object.ts";
import { streamKindOf } from "../http/media-type.ts";
import { schemaOfParts } from "../http/multipart.ts";
import { ProblemJsonError } from "../http/problem.ts";
import { hasNoContent, type MockResponse, type Origin } from "../http/response.ts";
import type { Asked } from "../samples/sampler.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { type StreamItems, streamItems } from "../validation/stream.ts";
import type { Content, WrittenBody } from "../writing/content.ts";
import { writeBody } from "../writing/write-body.ts";
import { streamPieces } from "../writing/write-stream.ts";
import { type HeaderMeans, makeHeaders } from "./make-headers.ts";
import { chosenContent } from "./media-ranges.ts";

/** What Prism chose for a request. */
export interface Chosen {
  readonly operation: ServedOperation;
  readonly output: IHttpResponse;
  /** What its body is to be made up by; else it is an example. */
  readonly made: { readonly schema: unknown; readonly asked: Asked } | undefined;
  /** The key of the example that the request asked for. */
  readonly example: string | undefined;
  /** What the client accepts in place of the media type that Prism chose. */
  readonly mediaType: string | undefined;
  readonly isDynamic: boolean;
  readonly seed: string | undefined;
  readonly pacing: Pacing;
}

/** How many items a stream has, and the milliseconds between them. */
export interface Pacing {
  readonly count: number | undefined;
  readonly interval: number | undefined;
}

/**
 * Writes what Prism chose as it goes on the wire: headers by their style, the body by its media type; a status or a
 * method that has no content gets none. Throws where the status cannot be sent.
 */
export function createResponseWriter(means: HeaderMeans): (chosen: Chosen) => MockResponse {
  const { openapi } = means;
  const schemas = documentSchemas(openapi, "response");

  return ({ operation, output, made, example, mediaType: accepted, isDynamic, seed, pacing }) => {
    const { statusCode: status } = output;
    if (status === 101) throw upgradeRequired();
    if (!isFinalStatus(status)) throw new Error(`The document gives no final status code (${status}) to respond with.`);
    const { method, path } = operation;
    const response = describedResponse(openapi, operation, status);
    const asked = { place: `${method} ${path} ${status}`, isDynamic, seed };
    const { lines, sources } = makeHeaders(response?.["headers"], means, asked);
    const chosen = output.headers?.["Content-type"];
    const found = chosen && chosenContent(openapi, response, { mediaType: chosen, shapes: schemas.shapes });
    const content = found || undefined;
    const isEmpty = hasNoContent(status) || method === "HEAD" || content === undefined;
    const { mediaType, body, transmission } = isEmpty
      ? { mediaType: undefined, body: undefined, transmission: undefined }
      : writtenBody(
          output.body,
          { made, pacing },
          {
            mediaType: accepted ?? chosen ?? "",
            schema: schemaOfParts(content, chosen ?? ""),
            itemSchema: content["itemSchema"],
            encoding: content["encoding"],
            prefixEncoding: content["prefixEncoding"],
            itemEncoding: content["itemEncoding"],
            isWritten: made === undefined && typeof output.body === "string",
            headersOf: (described, name) => makeHeaders(described, means, { ...asked, place: name }).lines,
          },
        );
    return {
      status,
      headers: [
        ...lines,
        ...(mediaType === undefined ? [] : [["Content-type", mediaType] as const]),
        ...(output.headers?.["deprecation"] === undefined ? [] : [["deprecation", "true"] as const]),
      ],
      body,
      origin: { ...bodyOrigin(content, { isMade: made !== undefined, example }), headers: sources },
      ...(transmission !== undefined && { transmission }),
    };
  };

  function bodyOrigin(
    content: JsonObject | undefined,
    { isMade, example }: Pick<Chosen, "example"> & { readonly isMade: boolean },
  ): Pick<Origin, "example" | "source"> {
    if (isMade || content === undefined) return { source: "made-up" };
    const examples = followed(openapi, content["examples"]);
    const [first] = Object.hasOwn(content, "example") || !isObject(examples) ? [] : Object.keys(examples);
    const key = example ?? first;
    return { source: "example", ...(key !== undefined && { example: key }) };
  }

  function writtenBody(
    example: unknown,
    { made, pacing: { count, interval } }: Pick<Chosen, "made" | "pacing">,
    content: Content,
  ): WrittenBody & { readonly transmission?: MockResponse["transmission"] | undefined } {
    const kind = streamKindOf(content.mediaType);
    if (kind === undefined) return writeBody(made === undefined ? example : sampled(made), content, schemas);
    const { shapes } = schemas;
    if (made === undefined && example === undefined) return { mediaType: content.mediaType, body: "" };
    const value = made === undefined ? example : sampledItems(made.asked, streamItems(content, shapes), count ?? 1);
    const pieces = streamPieces(value, content, { kind, shapes, count });
    return {
      mediaType: content.mediaType,
      body: pieces.join(""),
      transmission: interval === undefined ? undefined : { kind: "paced", pieces, milliseconds: interval },
    };
  }

  function sampled({ schema, asked }: NonNullable<Chosen["made"]>): unknown {
    return means.sampler.sample(schema, asked);
  }

  /** Items by the same seed differ from one another, and are the same ones each time. */
  function sampledItems({ seed, ...asked }: Asked, { schema, areEvents }: StreamItems, count: number): unknown[] {
    const item = areEvents && isObject(schema) ? dispatchedEvent(schema) : (schema ?? true);
    return Array.from({ length: count }, (_, index) =>
      means.sampler.sample(item, { ...asked, seed: seed && index > 0 ? `${seed} ${index}` : seed }),
    );
  }
}

/** Whether a response may have a status (RFC 9110, section 15): those below 200 announce one. */
export function isFinalStatus(status: number): boolean {
  return status >= 200 && status <= 599;
}

/** Of a request that asks for another protocol than HTTP there is no other response (RFC 9110, section 15.5.22). */
function upgradeRequired(): ProblemJsonError {
  const template = { type: "UPGRADE_REQUIRED", title: "Upgrade Required", status: 426 };
  const detail = "The document describes that the protocol is switched (101), to one that the mock does not speak.";
  return new ProblemJsonError(template, detail, { headers: { upgrade: "websocket", connection: "Upgrade" } });
}
