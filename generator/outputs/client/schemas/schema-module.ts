import { SourceFile } from "../../../emit/source-file.ts";
import { schemaSymbol } from "../../../emit/symbols.ts";
import type { Schema } from "../../../model/model.ts";
import { docComment, schemaDoc } from "./schema-doc.ts";
import type { SchemaTypes } from "./schema-types.ts";

/** The modules of one schema: one type, which imports the types it refers to, and one for each further name. */
export function schemaModules(schema: Schema, types: SchemaTypes): SourceFile[] {
  return [schemaModule(schema, types), ...schema.aliases.map((alias) => aliasModule(alias, schema))];
}

function aliasModule(alias: string, { name }: Schema): SourceFile {
  const file = new SourceFile(`schemas/${alias}`, { declares: [alias], isTypesOnly: true });
  file.use(schemaSymbol(name));
  file.statements.push(`/** @deprecated Use {@link ${name}}. */\nexport type ${alias} = ${name};`);
  return file;
}

function schemaModule(schema: Schema, types: SchemaTypes): SourceFile {
  const file = new SourceFile(`schemas/${schema.name}`, { declares: [schema.name], isTypesOnly: true });
  const type = types.printNamed(schema.id, file);
  const isObjectType = type.startsWith("{") && endOfBraces(type) === type.length;
  const declaration = isObjectType
    ? `export interface ${schema.name} ${type}`
    : `export type ${schema.name} = ${type};`;
  file.statements.push(`${docOf(schema)}${declaration}`);
  return file;
}

function docOf({ schema }: Schema): string {
  const text = schemaDoc(schema);
  return text === "" ? "" : `/*${docComment(text)}*/\n`;
}

/** Where the braces that open a type close again. */
function endOfBraces(type: string): number {
  let depth = 0;
  const tokens = /"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\/|[{}]/g;
  for (const match of type.matchAll(tokens)) {
    if (match[0] === "{") depth += 1;
    else if (match[0] === "}") depth -= 1;
    if (depth === 0 && (match[0] === "}" || match[0] === "{")) return match.index + 1;
  }
  return -1;
}
