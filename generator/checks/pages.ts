import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { decidePages, isDecision } from "../model/decided-pages.ts";
import { namesOf, operationNamed } from "../model/operation-names.ts";
import { contentsById } from "../schema/references.ts";
import { Shapes } from "../schema/shapes.ts";
import { type Check, settingsFault } from "./check.ts";

/** Pages of the settings whose operation is not there, or does not have what they name. */
export const checkPages: Check = ({ model, settings: { client } }) => {
  const shapes = new Shapes(contentsById(model.schemas));
  return [...client.pages].flatMap(([key, decided]): Diagnostic[] => {
    const operation = operationNamed(key, model.operations);
    if (!operation) {
      const help = didYouMean(key, model.operations.flatMap(namesOf));
      return [settingsFault(decided.at, `there is no operation "${key}" for client.pages`, help)];
    }
    if (!isDecision(decided)) return [];
    return decidePages(operation, decided, shapes).faults.map(({ key: field, message, known }) => {
      const suggestion = didYouMean(String(decided[field as "items"] ?? field), known);
      const help = suggestion ?? (known.length > 0 ? `known: ${known.join(", ")}` : undefined);
      return settingsFault(decided.at, `client.pages.${key}.${field}: ${message}`, help);
    });
  });
};
