import { buildModules } from "../emit/build.ts";
import { printFiles, runtimeModulesOf } from "../emit/print.ts";
import { Runtime } from "../emit/runtime.ts";
import { hasScopes } from "../model/features.ts";
import type { Model } from "../model/model.ts";
import type { PackageSettings, ValueSettings } from "../model/package-settings.ts";
import { authModule } from "./client/auth-module.ts";
import { type FetchDefaults, fetchModule } from "./client/fetch-module.ts";
import { operationModule } from "./client/operations/operation-module.ts";
import { packageJson } from "./client/package-json.ts";
import { packageModules } from "./client/package-modules.ts";
import { schemaModules } from "./client/schemas/schema-module.ts";
import { SchemaTypes } from "./client/schemas/schema-types.ts";
import type { TransportDefaults } from "./client/transport-module.ts";
import { linkSection } from "./links/link-section.ts";
import { linksModule } from "./links/links-module.ts";
import { readme } from "./readme/readme.ts";
import { scopesModule } from "./scopes/scopes-module.ts";
import { toolSection } from "./tools/tool-section.ts";
import { toolsModule } from "./tools/tools-module.ts";

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
  const runtime = new Runtime(runtimeFolder);
  const sources = [
    ...model.schemas.flatMap((schema) => schemaModules(schema, types)),
    ...model.operations.map((operation) => operationModule(operation, types)),
    ...packageModules(model, types, transport),
    ...(hasScopes(model) ? [scopesModule(model)] : []),
    fetchModule(fetch),
    ...(auth ? [auth] : []),
    ...(links ? [links] : []),
    toolsModule(model, { stop: fetch.retry?.["stop"], values }),
  ];
  const copied = runtime.reach(runtimeModulesOf(sources, runtime));
  const modules = new Map([...printFiles(sources, runtime), ...copied.texts]);
  if (target.kind === "source") return new Map([...modules].map(([path, text]) => [`${path}.ts`, text]));
  const files = buildModules(modules);
  files.set("package.json", packageJson(model, target.package, copied.packages));
  const { retry = {}, concurrency } = fetch;
  const { authPrefix = "Bearer" } = transport;
  files.set(
    "README.md",
    readme({ model, package: target.package, values, authPrefix, retry, concurrency }, [
      ["Links", linkSection],
      ["Assistants", toolSection],
    ]),
  );
  return files;
}

/** The schemas of everything that requests carry. */
function requestSchemas({ operations, parameters }: Model): unknown[] {
  const bodies = operations.flatMap(({ body }) => body?.content ?? []);
  const described = [...operations.flatMap((operation) => operation.parameters), ...parameters, ...bodies];
  return described.map(({ schema }) => schema);
}
