import { getOwn } from "../json.ts";
import { type FieldType, isPlain, type ObjectName, objects } from "../objects.ts";
import { keysOf, type Position } from "../source-document.ts";

/** Kinds of which one is read where the other stands, as they have most fields in common. */
const akin: readonly ReadonlySet<FieldType["of"]>[] = [
  new Set<ObjectName>(["Parameter Object", "Header Object"]),
  new Set<ObjectName>(["Request Body Object", "Response Object"]),
  // both are a map of path items by address
  new Set<ObjectName>(["Callback Object", "Path Item Object"]),
];

/** Whether an object of one kind can be read as one of another. */
export function isAkin(one: FieldType["of"], other: FieldType["of"]): boolean {
  return akin.some((kinds) => kinds.has(one) && kinds.has(other));
}

/**
 * What an OpenAPI document has at a place, by the keys that lead there; undefined where they do not say it: below
 * extensions and data, in files that are no document, and for whole lists and maps.
 */
export function kindAt(position: Position): FieldType["of"] | undefined {
  if (isNamedSchema(position)) return "Schema Object";
  if (typeof getOwn(position.document.value, "openapi") !== "string") return undefined;
  let type: FieldType | undefined = { shape: "one", of: "OpenAPI Object" };
  for (const key of keysOf(position)) {
    type = type && below(type, key);
    if (!type) return undefined;
  }
  return type?.shape === "one" && type.of !== "data" ? type.of : undefined;
}

/** Whether a place is that of nearly all references, which need no table. */
function isNamedSchema({ parent }: Position): boolean {
  const components = parent?.key === "schemas" ? parent.parent : undefined;
  return components?.key === "components" && components.parent?.key === undefined;
}

function below({ shape, of }: FieldType, key: string): FieldType | undefined {
  if (shape !== "one") return { shape: "one", of };
  const fields = isPlain(of) ? undefined : objects.get(of);
  return fields instanceof Map
    ? (fields as ReadonlyMap<string, FieldType>).get(key)
    : fields && below(fields as FieldType, key);
}
