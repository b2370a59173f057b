import type { Model } from "../model/model.ts";
import type { PackageSettings, ValueSettings } from "../model/package-settings.ts";
import { authModule } from "./auth-module.ts";
import { buildModules } from "./build.ts";
import { type FetchDefaults, fetchModule } from "./fetch-module.ts";
import { linksModule } from "./links-module.ts";
import { operationModule } from "./operation-module.ts";
import { packageJson } from "./package-json.ts";
import { packageModules } from "./package-modules.ts";
import { printFiles } from "./print.ts";
import { readme } from "./readme.ts";
import { runtimeModules } from "./runtime-modules.ts";
import { schemaModules } from "./schema-module.ts";
import { SchemaTypes } from "./schema-types.ts";
import { toolsModule } from "./tools-module.ts";
import type { TransportDefaults } from "./transport-module.ts";

/** What is emitted: a whole npm package, or TypeScript files for a tree that is there already. */
export type Target = { readonly kind: "package"; readonly package: PackageSettings } | { readonly kind: "source" };

/** How a model is emitted. */
export interface EmitSettings {
  readonly target: Target;
  readonly transport: TransportDefaults;
  readonly fetch: FetchDefaults;
  readonly values: ValueSettings;
  /** The folder of the hand-written runtime. */
  readonly runtimeFolder: string;
}

/** The files that a model becomes: their text by path, the same bytes for the same model on every machine. */
export function emit(
  model: Model,
  { target, transport, fetch, values, runtimeFolder }: EmitSettings,
): Map<string, string> {
  const types = new SchemaTypes(model.schemas, values, requestSchemas(model));
  const auth = authModule(model, transport.authPrefix);
  const links = linksModule(model);
  const modules = printFiles([
    ...model.schemas.flatMap((schema) => schemaModules(schema, types)),
    ...model.operations.map((operation) => operationModule(operation, types)),
    ...packageModules(model, types, transport),
    fetchModule(fetch),
    ...(auth ? [auth] : []),
    ...(links ? [links] : []),
    toolsModule(model, { stop: fetch.retry?.["stop"], values }),
  ]);
  for (const [path, text] of runtimeModules(runtimeFolder)) {
    const isNeeded = (auth || !path.startsWith("runtime/auth/")) && (links || path !== "runtime/links");
    if (isNeeded) modules.set(path, text);
  }
  if (target.kind === "source") return new Map([...modules].map(([path, text]) => [`${path}.ts`, text]));
  const files = buildModules(modules);
  files.set("package.json", packageJson(model, target.package));
  const { retry = {}, concurrency } = fetch;
  const { authPrefix = "Bearer" } = transport;
  files.set("README.md", readme({ model, package: target.package, values, authPrefix, retry, concurrency }));
  return files;
}

/** The schemas of everything that requests carry. */
function requestSchemas({ operations, parameters }: Model): unknown[] {
  const bodies = operations.flatMap(({ body }) => body?.content ?? []);
  const described = [...operations.flatMap((operation) => operation.parameters), ...parameters, ...bodies];
  return described.map(({ schema }) => schema);
}
