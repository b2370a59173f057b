import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { resolvePointer, schemaReference } from "../../generator/schema/references.ts";
import { Views } from "../../generator/schema/views.ts";

const viewsOf = new WeakMap<JsonObject, Views>();

/** The views of the named schemas of a document; the same as long as it lives. */
export function documentViews(openapi: JsonObject): Views {
  const known = viewsOf.get(openapi);
  if (known !== undefined) return known;
  const components = resolvePointer(openapi, "#/components/schemas");
  const ids = Object.keys(isObject(components) ? components : {});
  const named = ids.map((id) => ({ id, schema: resolvePointer(openapi, schemaReference(id)) }));
  const views = new Views(named);
  viewsOf.set(openapi, views);
  return views;
}
