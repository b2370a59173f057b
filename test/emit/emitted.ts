import { build, defaultSettings, type Settings } from "../../generator/entry.ts";

/** Every output, those included that are emitted only where the settings list them. */
export const everyOutput = ["client", "readme", "scopes", "links", "tools"].map((name) => ({ name, options: {} }));

/** The files that one document becomes, by path. Rejects with the errors where there are any. */
export async function emitted(
  document: object | string,
  settings: Partial<Settings> = {},
): Promise<ReadonlyMap<string, string>> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const defaults = defaultSettings(["-"], "client", import.meta.dirname);
  const { files, diagnostics } = await build(
    { ...defaults, importExtension: "js", target: "source", ...settings },
    { standardInput: text },
  );
  if (!files) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return files;
}

/** A document with the given paths and schemas, and everything else that one must have. */
export function documentWith(parts: { paths?: object; schemas?: object; [field: string]: unknown }): object {
  const { paths = {}, schemas = {}, ...rest } = parts;
  return { openapi: "3.1.0", info: { title: "Things", version: "1.0.0" }, paths, components: { schemas }, ...rest };
}

/** A document with one operation, `GET /things` unless the operation says otherwise. */
export function documentWithOperation(
  operation: object,
  { method = "get", path = "/things", ...parts }: { method?: string; path?: string; [field: string]: unknown } = {},
): object {
  const described = { operationId: "doThing", responses: { 204: { description: "Done" } }, ...operation };
  return documentWith({ paths: { [path]: { [method]: described } }, ...parts });
}

/** A JSON response. */
export function answers(schema: unknown, mediaType = "application/json"): object {
  return { 200: { description: "Good", content: { [mediaType]: { schema } } } };
}

/** Code without the line ends that its width brings, and without what stands there because of them. */
export function inOneLine(code: string): string {
  return code
    .replace(/\s+/g, " ")
    .replace(/([([<]) /g, "$1")
    .replace(/,? ([)\]>])/g, "$1")
    .replace(/, \}/g, " }")
    .replace(/([=:]) \| /g, "$1 ")
    .replace(/([([<])\| /g, "$1");
}
