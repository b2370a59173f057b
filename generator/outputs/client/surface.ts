import type { SourceFile } from "../../emit/source-file.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";
import type { Model } from "../../model/model.ts";
import { clientTypes } from "./client.ts";
import { operationModule } from "./operations/operation-module.ts";
import { enumConstants } from "./schemas/enum-values.ts";
import { schemaModules } from "./schemas/schema-module.ts";
import { transportModule } from "./transport-module.ts";
import { webhookModule } from "./webhooks/webhook-module.ts";

/** The module at a path of the client, such as `operations/getTicket`; undefined where it has none. */
export type ModuleAt = (path: string) => SourceFile | undefined;

/** The modules of a client whose types its consumers see, each made when it is asked for. */
export function clientModules(model: Model, settings: OutputSettings): ModuleAt {
  const types = clientTypes(model, settings);
  const constants = enumConstants(model, settings.values);
  const operations = new Map(model.operations.map((operation) => [operation.name, operation]));
  const webhooks = new Map(model.webhooks.map((webhook) => [webhook.name, webhook]));
  const schemas = new Map(
    model.schemas.flatMap((schema) => [schema.name, ...schema.aliases].map((name) => [name, schema] as const)),
  );
  return (path) => {
    if (path === "transport") return transportModule(model, types, settings);
    const [folder, name = ""] = path.split("/");
    const operation = folder === "operations" ? operations.get(name) : undefined;
    if (operation) return operationModule(operation, types);
    const webhook = folder === "webhooks" ? webhooks.get(name) : undefined;
    if (webhook) return webhookModule(webhook, types);
    const schema = folder === "schemas" ? schemas.get(name) : undefined;
    return schema && schemaModules(schema, types, constants).find((module) => module.path === path);
  };
}
