import type { Model } from "../model/model.ts";
import type { PackageSettings } from "../model/package-settings.ts";
import { authModule } from "./auth-module.ts";
import { buildModules } from "./build.ts";
import { type FetchDefaults, fetchModule } from "./fetch-module.ts";
import { operationModule } from "./operation-module.ts";
import { packageJson } from "./package-json.ts";
import { packageModules } from "./package-modules.ts";
import { printFiles } from "./print.ts";
import { readme } from "./readme.ts";
import { runtimeModules } from "./runtime-modules.ts";
import { schemaModules } from "./schema-module.ts";
import { SchemaTypes } from "./schema-types.ts";
import type { TransportDefaults } from "./transport-module.ts";

/** What is emitted: a whole npm package, or TypeScript files for a tree that is there already. */
export type Target = { readonly kind: "package"; readonly package: PackageSettings } | { readonly kind: "source" };

/** How a model is emitted. */
export interface EmitSettings {
  readonly target: Target;
  readonly transport: TransportDefaults;
  readonly fetch: FetchDefaults;
  /** The folder of the hand-written runtime. */
  readonly runtimeFolder: string;
}

/** The files that a model becomes: their text by path, the same bytes for the same model on every machine. */
export function emit(model: Model, { target, transport, fetch, runtimeFolder }: EmitSettings): Map<string, string> {
  const types = new SchemaTypes(model.schemas);
  const auth = authModule(model, transport.authPrefix);
  const modules = printFiles([
    ...model.schemas.flatMap((schema) => schemaModules(schema, types)),
    ...model.operations.map((operation) => operationModule(operation, types)),
    ...packageModules(model, types, transport),
    fetchModule(fetch),
    ...(auth ? [auth] : []),
  ]);
  for (const [path, text] of runtimeModules(runtimeFolder)) {
    if (auth || !path.startsWith("runtime/auth/")) modules.set(path, text);
  }
  if (target.kind === "source") return new Map([...modules].map(([path, text]) => [`${path}.ts`, text]));
  const files = buildModules(modules);
  files.set("package.json", packageJson(model, target.package));
  files.set("README.md", readme(model, target.package));
  return files;
}
