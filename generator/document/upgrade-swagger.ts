import { upgradeFromTwoToThree } from "@scalar/openapi-upgrader/2.0-to-3.0";
import { isObject } from "./json.ts";
import { ParsedText } from "./parsed-text.ts";

/** Brings a Swagger 2.0 document to OpenAPI 3.0; any other document is given back as it is. */
export function upgradeSwagger(parsed: ParsedText): ParsedText {
  const { value } = parsed;
  if (!isObject(value) || typeof value["swagger"] !== "string" || !value["swagger"].startsWith("2.")) return parsed;
  const upgraded = new ParsedText(upgrade(value));
  const { paths } = value;
  const { paths: newPaths } = upgraded.value as { paths?: Record<string, object> };
  if (!isObject(paths) || !newPaths) return upgraded;
  for (const entry of parsed.repeated.get(paths) ?? []) {
    upgraded.repeat(newPaths, { ...entry, value: upgradePath(value, entry.key, entry.value) });
  }
  for (const [path, item] of Object.entries(paths)) {
    for (const entry of isObject(item) ? (parsed.repeated.get(item) ?? []) : []) {
      const alone = upgradePath(value, path, { ...(item as object), [entry.key]: entry.value });
      upgraded.repeat(newPaths[path]!, { ...entry, value: (alone as Record<string, unknown>)[entry.key] });
    }
  }
  return upgraded;
}

function upgrade(swagger: object): unknown {
  return upgradeFromTwoToThree(structuredClone(swagger) as Parameters<typeof upgradeFromTwoToThree>[0]);
}

function upgradePath(swagger: object, path: string, item: unknown): unknown {
  return (upgrade({ ...swagger, paths: { [path]: item } }) as { paths: Record<string, unknown> }).paths[path];
}
