import type { Output } from "../../emit/output.ts";
import type { SourceFile } from "../../emit/source-file.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";
import { hasPages, hasScopes } from "../../model/features.ts";
import { bodyKind } from "../../model/media-type.ts";
import type { MediaType, Model } from "../../model/model.ts";
import { tagFolder } from "../../model/package-settings.ts";
import type { Reuse } from "../../reuse.ts";
import { authModule } from "./auth-module.ts";
import { clientModule } from "./client-module.ts";
import { fetchModule } from "./fetch-module.ts";
import { gatheringModules } from "./gathering-modules.ts";
import { modulesOfParts, type Part } from "./kept-modules.ts";
import { operationModule } from "./operations/operation-module.ts";
import { enumConstants } from "./schemas/enum-values.ts";
import { schemaModules } from "./schemas/schema-module.ts";
import { schemaSection } from "./schemas/schema-section.ts";
import { SchemaTypes } from "./schemas/schema-types.ts";
import { scopeRulesModule } from "./scope-rules-module.ts";
import { transportModule } from "./transport-module.ts";
import { webhookModule } from "./webhooks/webhook-module.ts";
import { webhookSection, webhooksEntry } from "./webhooks/webhook-section.ts";

/** The typed client: a module for each schema and each operation, and what they are called with. */
export const client: Output = {
  name: "client",
  emit: (model, { settings, reuse }) => ({
    modules: modulesOf(model, settings, reuse),
    exports: {
      ".": "index",
      ...(model.oauth && { "./auth": "auth" }),
      "./client": "client",
      "./fetch": "fetch",
      ...(hasPages(model) && { "./pages": "pages" }),
      "./streams": "streams",
      "./transport": "transport",
      ...(model.webhooks.length > 0 && { [webhooksEntry(model)]: "webhooks", "./webhooks/*": "webhooks/*" }),
      "./operations/*": "operations/*",
      "./schemas/*": "schemas/*",
      "./*": `${tagFolder}/*`,
    },
  }),
  describe: (model, { settings }) => [...schemaSection(model, settings), ...webhookSection(model, settings)],
};

/** The types of the schemas of a client. */
export function clientTypes(model: Model, settings: OutputSettings): SchemaTypes {
  return new SchemaTypes(model.schemas, settings.values, {
    requests: requestSchemas(model),
    ...schemasByFiles(model),
  });
}

function modulesOf(model: Model, settings: OutputSettings, reuse: Reuse | undefined): SourceFile[] {
  const types = clientTypes(model, settings);
  const constants = enumConstants(model, settings.values);
  const auth = authModule(model, settings.authPrefix);
  const parts: Part[] = [
    ...model.schemas.map((schema) => ({
      key: `schemas/${schema.name}`,
      of: schema,
      id: schema.id,
      make: () => schemaModules(schema, types, constants),
    })),
    ...model.operations.map((operation) => ({
      key: `operations/${operation.name}`,
      of: operation,
      make: () => [operationModule(operation, types)],
    })),
    ...model.webhooks.map((webhook) => ({
      key: `webhooks/${webhook.name}`,
      of: webhook,
      make: () => [webhookModule(webhook, types)],
    })),
  ];
  return [
    ...modulesOfParts(parts, { types, settings: settings.values, reuse }),
    ...gatheringModules(model, constants),
    transportModule(model, types, settings),
    clientModule(model, settings),
    ...(hasScopes(model) ? [scopeRulesModule(model)] : []),
    fetchModule(settings),
    ...(auth ? [auth] : []),
  ];
}

/** The schemas of uploads, which hold files, and of all else. */
function schemasByFiles({ operations, parameters, webhooks }: Model): { files: unknown[]; texts: unknown[] } {
  const bodies = operations.flatMap(({ body }) => body?.content ?? []);
  const isUpload = (media: MediaType) => /^(?:multipart|parts)$/.test(bodyKind(media));
  const received = [...operations, ...webhooks].flatMap(({ responses }) => responses.flatMap(({ content }) => content));
  const rest = [
    ...operations.flatMap((each) => each.parameters),
    ...parameters,
    ...bodies.filter((each) => !isUpload(each)),
  ];
  return {
    files: bodies.filter(isUpload).map(({ schema }) => schema),
    texts: [...rest.map(({ schema }) => schema), ...received.flatMap(({ schema, itemSchema }) => [schema, itemSchema])],
  };
}

/** The schemas of everything that requests carry, and responses to webhooks. */
function requestSchemas({ operations, parameters, webhooks }: Model): unknown[] {
  const bodies = operations.flatMap(({ body }) => body?.content ?? []);
  const replies = webhooks.flatMap(({ responses }) => responses.flatMap(({ content }) => content));
  const described = [...operations.flatMap((operation) => operation.parameters), ...parameters, ...bodies, ...replies];
  return described.map(({ schema }) => schema);
}
