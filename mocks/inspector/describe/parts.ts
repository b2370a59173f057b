import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import type { Member, View } from "../../../generator/schema/view.ts";
import { documentViews } from "../../document/document-views.ts";
import type { DescribedPart } from "./described-operation.ts";
import { fieldOf } from "./field.ts";

/**
 * The parts of a form with files (OpenAPI Specification 3.1.1, section 4.8.15); undefined where a media type is none,
 * or its schema names none.
 */
export function partsOf(
  mediaType: string,
  { schema, encoding }: JsonObject,
  openapi: JsonObject,
): readonly DescribedPart[] | undefined {
  if (!/^multipart\/form-data/i.test(mediaType)) return undefined;
  const views = documentViews(openapi);
  const members = membersOf(views.resolved(schema ?? true), (each) => views.resolved(each));
  const parts = [...members].flatMap(([name, member]): DescribedPart[] => {
    if (member.isReadOnly) return [];
    const whole = views.resolved(member.schema);
    const isMany = whole.kind === "array";
    const item = isMany ? views.resolved(whole.items ?? true) : whole;
    const declared = isObject(encoding) && Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    const own = item.kind === "string" && item.contentEncoding === undefined ? item.contentMediaType : undefined;
    const type = isObject(declared) && typeof declared["contentType"] === "string" ? declared["contentType"] : own;
    const isFile = isBytes(item, type);
    return [
      {
        ...{ name, isRequired: member.isRequired, isFile, isMany, ...fieldOf(whole) },
        ...(type !== undefined && { mediaType: type }),
        ...(whole.notes.description !== undefined && { description: whole.notes.description }),
      },
    ];
  });
  return parts.length === 0 ? undefined : parts;
}

function membersOf(view: View, resolved: (schema: unknown) => View): ReadonlyMap<string, Member> {
  if (view.kind === "object") return view.members;
  if (view.kind !== "intersection") return new Map();
  return new Map(view.parts.flatMap((part) => [...membersOf(resolved(part), resolved)]));
}

/** Whether a part is a file: where neither a schema nor an encoding says anything of it, it is bytes. */
function isBytes(view: View, mediaType: string | undefined): boolean {
  if (mediaType !== undefined && !/\b(?:json|xml|yaml)\b|^text\//i.test(mediaType)) return true;
  return view.kind === "string" ? view.format === "binary" : view.kind === "any" && mediaType === undefined;
}
