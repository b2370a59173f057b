import { isDeclared, printFile } from "../emit/printing/print.ts";
import type { Runtime } from "../emit/runtime.ts";
import { operationTypes } from "../emit/symbols.ts";
import type { Model } from "../model/model.ts";
import type { Settings } from "../settings/settings.ts";
import { clientModules } from "./client/surface.ts";
import { loadRuntime, outputSettings } from "./emit.ts";

/** The declarations of a client as its consumers compile them. */
export interface Declarations {
  /** Those of a module by its path, such as `operations/getTicket`, printed when asked for; undefined for none. */
  module(path: string): string | undefined;
  /** The names of the types of an operation's arguments and results. */
  typesOf(operation: string): { readonly arguments: string; readonly data: string; readonly error: string };
}

/** The declarations of the client of a model. */
export function declarationsOf(model: Model, settings: Settings): Declarations {
  const moduleAt = clientModules(model, outputSettings(settings));
  let runtime: Runtime | undefined;
  return {
    module: (path) => {
      const module = moduleAt(path);
      if (!module) return undefined;
      runtime ??= loadRuntime();
      return printFile(module, { form: isDeclared(module) ? "declaration" : "source", extension: ".js" }, runtime);
    },
    typesOf: clientTypesOf,
  };
}

/** The names of the types of an operation of a client. */
export const clientTypesOf: Declarations["typesOf"] = (operation) => {
  const { arguments: args, data, error } = operationTypes(operation);
  return { arguments: args.name, data: data.name, error: error.name };
};
