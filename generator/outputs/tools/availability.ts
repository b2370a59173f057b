import { bodyKind, isBinaryString, mediaKind } from "../../model/media-type.ts";
import type { Body, MediaType, Model, Operation } from "../../model/model.ts";
import { referredId } from "../../schema/references.ts";
import { schemasIn } from "../../schema/walk.ts";

/** The media type under which a tool sends a body: the first one, where JSON or text becomes it. */
export function mediaOf({ content: [media] }: Body): MediaType | undefined {
  return media && ["json", "form", "multipart", "text"].includes(bodyKind(media)) ? media : undefined;
}

/** Tells why an assistant cannot call an operation with JSON or be given its response; undefined where it can. */
export function reasonsAgainst({ schemas }: Model): (operation: Operation) => string | undefined {
  const holding = schemasWithBytes(schemas);
  /** Whether a schema has a string of bytes, at whatever depth. */
  const holdsBytes = (schema: unknown): boolean => {
    for (const each of schemasIn([schema])) {
      const id = referredId(each);
      if (isBinaryString(each) || (id !== undefined && holding.has(id))) return true;
    }
    return false;
  };
  return ({ body, responses }) => {
    const media = body && mediaOf(body);
    const isText = media && mediaKind(media.type) === "text";
    if (body && !isText && (!media || holdsBytes(media.schema))) return "it takes a file";
    const good = responses.filter(({ status, content }) => status.startsWith("2") && content.length > 0);
    const kinds = new Set(good.flatMap(({ content }) => content.map(({ type }) => mediaKind(type))));
    if (kinds.has("stream")) return "it responds with a stream";
    if (kinds.has("binary") && !kinds.has("json")) return "it responds with a file";
    return undefined;
  };
}

/**
 * The ids of the named schemas that have a string of bytes, or refer to one that has: each schema is looked at once,
 * however many operations lead to it.
 */
function schemasWithBytes(schemas: Model["schemas"]): ReadonlySet<string> {
  const referring = new Map<string, string[]>();
  const open: string[] = [];
  for (const { id, schema } of schemas) {
    for (const each of schemasIn([schema])) {
      if (isBinaryString(each)) open.push(id);
      const to = referredId(each);
      if (to === undefined) continue;
      const known = referring.get(to);
      if (known === undefined) referring.set(to, [id]);
      else known.push(id);
    }
  }
  const found = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(referring.get(id) ?? []));
  }
  return found;
}
