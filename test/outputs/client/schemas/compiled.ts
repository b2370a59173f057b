import { documentWith, emitted } from "../../../emit/emitted.ts";
import { typeCheck } from "../../../emit/type-check.ts";

/** A reference to a schema. */
export const refer = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** An object of which no member is required. */
export const objectOf = (properties: object, required: readonly string[] = []): object => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

const text = { type: "string" };

/** Members that are called by a letter, and hold strings. */
export const texts = (names: string): object => Object.fromEntries([...names].map((name) => [name, text]));

/** A document with schemas that responses have, and the settings that it is generated with. */
interface Given {
  readonly schemas: object;
  readonly version?: string;
  readonly client?: object;
  readonly paths?: object;
  readonly nullableReferences?: boolean;
}

/**
 * What TypeScript has to say against code that uses the types of schemas, by their names; empty when nothing. A line that
 * must not compile follows a `@ts-expect-error`.
 */
export async function faultsOf(given: Given, code: string): Promise<string[]> {
  const files = await typesOf(given);
  const names = Object.keys(given.schemas).filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  const imports = names.map((name) => `import type { ${name} } from "./schemas/${name}.js";`);
  return typeCheck(new Map(files), { "use.ts": [...imports, code].join("\n") });
}

/** The declaration of a schema, in one line. */
export async function typeOf(given: Given, name: string): Promise<string> {
  const module = (await typesOf(given)).get(`schemas/${name}.ts`) ?? "";
  return module
    .slice(module.indexOf("export "))
    .replace(/\/\*\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/([=(]) \| /g, "$1 ")
    .replace(/\( (.*?) \)/g, "($1)")
    .replace(/\( /g, "(")
    .trim();
}

async function typesOf({
  schemas,
  version = "3.1.0",
  client = {},
  paths = {},
  ...settings
}: Given): Promise<ReadonlyMap<string, string>> {
  const { defaultSettings } = await import("../../../../generator/entry.ts");
  const defaults = defaultSettings(["-"], "client", import.meta.dirname).client;
  const values = { ...defaults.values, ...client };
  return emitted(
    { ...documentWith({ schemas, paths }), openapi: version },
    { ...settings, client: { ...defaults, values } },
  );
}
