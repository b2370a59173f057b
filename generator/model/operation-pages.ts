import type { Shapes } from "../schema/shapes.ts";
import type { PagesSettings } from "../settings/settings.ts";
import { decidePages, isDecision } from "./decided-pages.ts";
import type { Operation } from "./model.ts";
import { namesOf } from "./operation-names.ts";
import { findPages } from "./pages.ts";

type PagesByOperation = ReadonlyMap<string, PagesSettings>;

/** An operation with its pages: as the settings describe them, else as the documents do. */
export function withPages(operation: Operation, settings: PagesByOperation, shapes: Shapes): Operation {
  const decided = settingsOf(operation, settings);
  if (decided?.style === "none") return operation;
  const pages = isDecision(decided) ? decidePages(operation, decided, shapes).pages : findPages(operation, shapes);
  return pages ? { ...operation, pages } : operation;
}

function settingsOf(operation: Operation, settings: PagesByOperation): PagesSettings | undefined {
  const name = namesOf(operation).find((each) => settings.has(each));
  return name === undefined ? undefined : settings.get(name);
}
