import type { Shapes } from "../schema/shapes.ts";
import type { PagesDecision, PagesSettings } from "../settings/settings.ts";
import type { Pages, Parameter } from "./model.ts";
import { findItems, firstOf, type ItemsList, jsonResponseOf, type PagedParts, sizeOf } from "./pages.ts";

/** The pages of an operation as the settings describe them, and what does not fit the operation. */
export interface DecidedPages {
  readonly pages?: Pages;
  readonly faults: readonly PagesFault[];
}

/** What is wrong in the settings of pages, and what could be meant instead. */
export interface PagesFault {
  readonly key: string;
  readonly message: string;
  readonly known: readonly string[];
}

/** The pages of an operation as the settings describe them; what they leave out is found by the rules. */
export function decidePages(
  operation: PagedParts & { readonly body?: { readonly argument: string } },
  settings: PagesDecision,
  shapes: Shapes,
): DecidedPages {
  const { style } = settings;
  const body = jsonResponseOf(operation.responses)?.media.schema;
  const faults: PagesFault[] = [];
  const known = operation.parameters.map(({ argument }) => argument);
  if (operation.body) known.push(operation.body.argument);
  const argument = (key: "offset" | "page" | "cursor" | "limit") => {
    const text = settings[key];
    if (text === undefined) return undefined;
    const onWire = operation.parameters.find(({ name }) => name === text)?.argument;
    const path = known.includes(text) ? [text] : onWire !== undefined ? [onWire] : text.split(".");
    if (!known.includes(path[0]!)) faults.push({ key, message: `there is no argument "${path[0]}"`, known });
    return path;
  };
  const inBody = (text: string | undefined) => (text === undefined ? undefined : pathIn(body, text, shapes));

  const position = style === "link" ? undefined : argument(style);
  if (style !== "link" && !position) faults.push({ key: style, message: "no argument is named", known });
  if (style === "cursor" && settings.next === undefined && settings.lastItem === undefined)
    faults.push({ key: "next", message: "name the member that has the next cursor here, or set lastItem", known: [] });
  const limit = argument("limit");
  const list = settings.items === undefined ? findItems(body, shapes) : listAt(body, inBody(settings.items)!, shapes);
  if (!list) {
    const lists = [...shapes.members(body)].filter(([, schema]) => shapes.isList(schema)).map(([name]) => name);
    faults.push({ key: "items", message: "it is not known which array of the response holds the items", known: lists });
  }
  if (faults.length > 0 || !list) return { faults };
  const first = settings.first ?? describedFirst(schemaAt(operation.parameters, position, shapes), shapes);
  const isCounted = style === "offset" || style === "page";
  const { size } = limit && isCounted ? sizeOf(schemaAt(operation.parameters, limit, shapes), shapes) : {};
  const fields = {
    position,
    limit,
    first: isCounted ? (first ?? (style === "page" ? 1 : 0)) : undefined,
    size,
    maximum: isCounted ? settings.maximum : undefined,
    next: inBody(settings.next),
    last: settings.lastItem?.split("."),
    more: inBody(settings.more),
    total: inBody(settings.total),
  };
  const set = Object.entries(fields).filter(([key, value]) => value !== undefined && !(key === "first" && value === 0));
  const sparse = list.isOptional && { sparse: true as const };
  const description = { style, items: list.path, ...sparse, ...Object.fromEntries(set) };
  return { pages: { description, item: list.item }, faults };
}

/** Whether the settings describe the pages, and do not leave them to the documents. */
export function isDecision(settings: PagesSettings | undefined): settings is PagesDecision {
  return settings !== undefined && settings.style !== "none" && settings.style !== "found";
}

/** A string as a path: one name if the body has such a member, else names separated by dots. */
function pathIn(body: unknown, text: string, shapes: Shapes): readonly string[] {
  if (text === "") return [];
  return shapes.members(body).has(text) ? [text] : text.split(".");
}

/** The array at a path, which the schema does not have to describe. */
function listAt(body: unknown, path: readonly string[], shapes: Shapes): ItemsList {
  let found = body;
  let isOptional = false;
  for (const name of path) {
    const parent = shapes.having(found, name);
    isOptional ||= !shapes.requires(parent, name);
    found = shapes.members(parent).get(name);
  }
  return { path, item: found === undefined ? true : shapes.itemOf(found), isOptional };
}

function describedFirst(schema: unknown, shapes: Shapes): number | undefined {
  const first = firstOf(schema, shapes);
  return first === 0 || first === 1 ? first : undefined;
}

function schemaAt(
  parameters: readonly Parameter[],
  [argument, ...rest]: readonly string[] = [],
  shapes: Shapes,
): unknown {
  let found = parameters.find((parameter) => parameter.argument === argument)?.schema;
  for (const name of rest) found = shapes.members(found).get(name);
  return found;
}
