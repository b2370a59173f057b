import type { ConstDeclaration } from "../../../emit/printing/declarations.ts";
import { SourceFile } from "../../../emit/source-file.ts";
import { schemaSymbol } from "../../../emit/symbols.ts";
import type { Schema } from "../../../model/model.ts";
import { schemaDoc } from "./schema-doc.ts";
import type { SchemaTypes } from "./schema-types.ts";

/** The modules of one schema: one type, which imports the types it refers to, and one for each further name. */
export function schemaModules(
  schema: Schema,
  types: SchemaTypes,
  constants: ReadonlyMap<string, ConstDeclaration> = new Map(),
): SourceFile[] {
  return [
    schemaModule(schema, types, constants.get(schema.name)),
    ...schema.aliases.map((alias) => aliasModule(alias, schema)),
  ];
}

function aliasModule(alias: string, { name }: Schema): SourceFile {
  const file = new SourceFile(`schemas/${alias}`, { declares: [alias], isTypesOnly: true });
  const type = file.use(schemaSymbol(name));
  file.statements.push({ kind: "type", name: alias, type, doc: `@deprecated Use {@link ${name}}.` });
  return file;
}

function schemaModule(
  { id, name, schema, inputOf }: Schema,
  types: SchemaTypes,
  constant: ConstDeclaration | undefined,
): SourceFile {
  const file = new SourceFile(`schemas/${name}`, { declares: [name], isTypesOnly: constant === undefined });
  const type = types.ofNamed(id, file);
  const own = inputOf === undefined ? "" : `What requests hold in place of \`${inputOf}\`.`;
  const doc = [schemaDoc(schema), own].filter((text) => text !== "").join("\n\n");
  if (typeof type === "object" && type.kind === "object")
    file.statements.push({ kind: "interface", name, members: type.members, doc });
  else file.statements.push({ kind: "type", name, type, doc });
  if (constant) file.statements.push(constant);
  return file;
}
