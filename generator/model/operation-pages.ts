import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import type { PagesDecision, PagesSettings } from "../settings/settings.ts";
import { decidePages } from "./decided-pages.ts";
import type { Model, Operation } from "./model.ts";
import { findPages } from "./pages.ts";
import { SchemaView } from "./schema-view.ts";

type PagesByOperation = ReadonlyMap<string, PagesSettings>;

/** An operation with how it gives its items page by page: what the settings say, else what the documents do. */
export function withPages(operation: Operation, settings: PagesByOperation, view: SchemaView): Operation {
  const decided = settingsOf(operation, settings);
  if (decided?.style === "none") return operation;
  const pages = isDecision(decided) ? decidePages(operation, decided, view).pages : findPages(operation, view);
  return pages ? { ...operation, pages } : operation;
}

/** What the settings say of pages that no operation has. */
export function checkPages(model: Model, settings: PagesByOperation): Diagnostic[] {
  const view = new SchemaView(new Map(model.schemas.map(({ id, schema }) => [id, schema])));
  const report = (at: PagesSettings["at"], message: string, help: string | undefined): Diagnostic => ({
    code: "settings",
    severity: "error",
    message,
    ...(at && { at }),
    ...(help !== undefined && { help }),
  });
  return [...settings].flatMap(([key, decided]) => {
    const operation = model.operations.find((each) => namesOf(each).includes(key));
    if (!operation) {
      const help = didYouMean(key, model.operations.flatMap(namesOf));
      return [report(decided.at, `there is no operation "${key}" for client.pages`, help)];
    }
    if (!isDecision(decided)) return [];
    return decidePages(operation, decided, view).faults.map(({ key: field, message, known }) => {
      const help = didYouMean(String(decided[field as "items"] ?? field), known);
      return report(
        decided.at,
        `client.pages.${key}.${field}: ${message}`,
        help ?? (known.length > 0 ? `known: ${known.join(", ")}` : undefined),
      );
    });
  });
}

function isDecision(settings: PagesSettings | undefined): settings is PagesDecision {
  return settings !== undefined && settings.style !== "none" && settings.style !== "found";
}

function settingsOf(operation: Operation, settings: PagesByOperation): PagesSettings | undefined {
  const name = namesOf(operation).find((each) => settings.has(each));
  return name === undefined ? undefined : settings.get(name);
}

function namesOf({ name, aliases, key }: Operation): string[] {
  return [name, ...aliases, key];
}
