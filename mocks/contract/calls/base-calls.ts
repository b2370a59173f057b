import { isContentCoding, noCoding } from "../../http/content-coding.ts";
import { isJson } from "../../http/media-type.ts";
import type { Collection } from "../../state/collections/collection.ts";
import { hasInvalidBody } from "../cases/is-invalid.ts";
import type { Placement } from "../records/placement.ts";
import { withReferences } from "../records/references.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedContent, TestedOperation, TestedParameter } from "../tested/tested-operation.ts";
import type { Call, CallBody } from "./call.ts";
import { currentTag, isMatch } from "./entity-tags.ts";
import type { Values } from "./values.ts";

/** What calls are made with. */
export interface CallMeans {
  readonly api: TestedApi;
  readonly values: Values;
  /** The ids of some records that exist. */
  readonly idsOf: (collection: Collection) => Promise<readonly string[]>;
}

/** Builds the least call of an operation that the documents allow: what is required, examples first. */
export function createBaseCalls(means: CallMeans) {
  const { api, values } = means;

  /** A value for a parameter: an example or the default where it is valid, else one that is made up. */
  function argumentFor(parameter: TestedParameter, salt: string): unknown {
    const { schema, examples, name, fixed } = parameter;
    if (fixed) return fixed.value;
    if (isMatch(parameter) && values.isValid(schema, currentTag)) return currentTag;
    if (isContentCoding(parameter) && values.isValid(schema, noCoding)) return noCoding;
    const view = api.views.resolved(schema ?? true);
    const suggested = [...examples, ...view.notes.examples, view.notes.default];
    const isFresh = /idempoten|request-?id|nonce/i.test(name);
    const known = isFresh ? undefined : suggested.find((value) => value !== undefined && values.isValid(schema, value));
    return known ?? values.make(schema ?? true, "least", `${parameter.key} ${salt}`);
  }

  async function bodyFor(
    content: TestedContent,
    extent: "all" | "example" | "least",
    salt: string,
  ): Promise<{ readonly body: CallBody; readonly isPlaced: boolean }> {
    const { mediaType, schema, examples } = content;
    const isBytes = !isJson(mediaType) && api.views.resolved(schema).kind === "any";
    if (isBytes) return { body: { mediaType, bytes: bytesOf(mediaType) }, isPlaced: true };
    const example = extent === "example" ? examples.find((one) => values.isValid(schema, one)) : undefined;
    const value = example ?? values.make(schema, extent === "all" ? "all" : "least", salt);
    const referring = await withReferences(value, schema, means);
    return { body: { mediaType, value: referring.value }, isPlaced: referring.isPlaced };
  }

  async function at(operation: TestedOperation, placement: Placement, salt: string): Promise<Call> {
    const given = new Map(placement.arguments);
    for (const parameter of operation.parameters)
      if ((parameter.isRequired || parameter.fixed) && !given.has(parameter.key))
        given.set(parameter.key, argumentFor(parameter, salt));
    const call: Call = { operation, arguments: given, holder: { kind: "valid" }, isPlaced: placement.isPlaced };
    const content = preferredContent(operation);
    if (content === undefined) return call;
    const withBodyOf = async (extent: "all" | "example"): Promise<Call> => {
      const { body, isPlaced } = await bodyFor(content, extent, salt);
      return { ...call, body, isPlaced: call.isPlaced && isPlaced };
    };
    const least = await withBodyOf("example");
    // a form has no objects without members: where one must be there, it has some
    const isSaid = isJson(content.mediaType) || !(await hasInvalidBody(least, api));
    return isSaid ? least : withBodyOf("all");
  }

  return { at, argumentFor, bodyFor };
}

/** The media type of a body that is written first: JSON, where there is some. */
export function preferredContent({ body }: TestedOperation): TestedContent | undefined {
  return body?.contents.find(({ mediaType }) => isJson(mediaType)) ?? body?.contents[0];
}

/** The smallest picture, for servers that look at what they are sent. */
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Bytes that are no text, so that whoever takes them for some changes them. */
function bytesOf(mediaType: string): Uint8Array {
  if (/^text\//i.test(mediaType)) return new TextEncoder().encode("twinspec, Zoë\n");
  if (/^image\/png/i.test(mediaType)) return Buffer.from(png, "base64");
  return Uint8Array.from({ length: 256 }, (_, index) => (index * 7) % 256);
}
