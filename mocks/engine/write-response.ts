import type { IHttpResponse } from "@stoplight/prism-http";
import { isObject, type JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { describedResponse, followed } from "../document/response-object.ts";
import { hasNoContent, type MockResponse, type Origin } from "../http/response.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { writeBody } from "../writing/write-body.ts";
import { type HeaderMeans, makeHeaders } from "./make-headers.ts";
import { chosenContent } from "./media-ranges.ts";

/** What Prism chose for a request. */
export interface Chosen {
  readonly operation: ServedOperation;
  readonly output: IHttpResponse;
  /** Whether its body was made up; else it is an example. */
  readonly isMade: boolean;
  /** The key of the example that the request asked for. */
  readonly example: string | undefined;
  /** What the client accepts in place of the media type that Prism chose. */
  readonly mediaType: string | undefined;
  readonly isDynamic: boolean;
  readonly seed: string | undefined;
}

/**
 * Writes what Prism chose as it goes on the wire: headers by their style, the body by its media type; a status or a
 * method that has no content gets none. Throws where the status cannot be sent.
 */
export function createResponseWriter(means: HeaderMeans): (chosen: Chosen) => MockResponse {
  const { openapi } = means;
  const schemas = documentSchemas(openapi, "response");

  return ({ operation, output, isMade, example, mediaType: accepted, isDynamic, seed }) => {
    const { statusCode: status } = output;
    if (!(status >= 200 && status <= 599))
      throw new Error(`The document gives no final status code (${status}) to respond with.`);
    const { method, path } = operation;
    const response = describedResponse(openapi, operation, status);
    const asked = { place: `${method} ${path} ${status}`, isDynamic, seed };
    const { lines, sources } = makeHeaders(response?.["headers"], means, asked);
    const chosen = output.headers?.["Content-type"];
    const content = chosen && chosenContent(openapi, response, { mediaType: chosen, shapes: schemas.shapes });
    const isEmpty = hasNoContent(status) || method === "HEAD" || !content;
    const { mediaType, body } = isEmpty
      ? { mediaType: undefined, body: undefined }
      : writeBody(
          output.body,
          {
            mediaType: accepted ?? chosen ?? "",
            schema: content["schema"],
            encoding: content["encoding"],
            isWritten: !isMade && typeof output.body === "string",
            headersOf: (described, name) => makeHeaders(described, means, { ...asked, place: name }).lines,
          },
          schemas,
        );
    return {
      status,
      headers: [
        ...lines,
        ...(mediaType === undefined ? [] : [["Content-type", mediaType] as const]),
        ...(output.headers?.["deprecation"] === undefined ? [] : [["deprecation", "true"] as const]),
      ],
      body,
      origin: { ...bodyOrigin(content || undefined, { isMade, example }), headers: sources },
    };
  };

  function bodyOrigin(
    content: JsonObject | undefined,
    { isMade, example }: Pick<Chosen, "example" | "isMade">,
  ): Pick<Origin, "example" | "source"> {
    if (isMade || content === undefined) return { source: "made-up" };
    const examples = followed(openapi, content["examples"]);
    const [first] = Object.hasOwn(content, "example") || !isObject(examples) ? [] : Object.keys(examples);
    const key = example ?? first;
    return { source: "example", ...(key !== undefined && { example: key }) };
  }
}
