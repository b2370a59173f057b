import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { getOwn, isObject, type JsonObject } from "../../generator/document/json.ts";
import { keysOf, type Position, type SourceDocument } from "../../generator/document/source-document.ts";
import { valueAt } from "../../generator/schema/positions.ts";
import type { Change, Finding } from "../drift/finding.ts";
import type { Found } from "./item-places.ts";

/** An Overlay (Overlay Specification 1.0.0) for one document, as a file. */
export interface WrittenOverlay {
  readonly path: string;
  readonly text: string;
}

/** What drift is made into an overlay with. */
export interface OverlayParts {
  readonly title: string;
  /** The file that was asked for; of several documents each has its own beside it. */
  readonly path: string;
  findPosition(finding: Finding): Found | undefined;
}

interface Placed {
  readonly finding: Finding;
  readonly position: Position;
  readonly change: SingleChange;
}

type SingleChange = Exclude<Change, { readonly kind: "all" }>;

/** The findings that an overlay can say, by their documents, and those that a person must decide on. */
export function overlaysOf(
  findings: readonly Finding[],
  { title, path, findPosition }: OverlayParts,
): { readonly overlays: readonly WrittenOverlay[]; readonly left: readonly Finding[] } {
  const byDocument = new Map<SourceDocument, Placed[]>();
  const left: Finding[] = [];
  for (const finding of findings) {
    const found = finding.change && findPosition(finding);
    // What Swagger 2.0 says in other words, and what is in another file than it seems, is no place for an action.
    if (finding.change === undefined || found?.isExact !== true || found.position.document.swagger !== undefined) {
      left.push(finding);
      continue;
    }
    const { position } = found;
    const there = byDocument.get(position.document) ?? [];
    const changes = partsOf(finding.change).map((change) => ({ finding, position, change }));
    byDocument.set(position.document, [...there, ...changes]);
  }
  const overlays = [...byDocument].map(([document, placed]) => {
    const file = byDocument.size === 1 ? path : beside(path, document);
    const overlay = {
      overlay: "1.0.0",
      info: { title: `What traffic shows of ${title}`, version: "1.0.0" },
      ...(document.file.startsWith("<") ? {} : { extends: referenceTo(document, file) }),
      actions: actionsOf(placed),
    };
    return { path: file, text: stringify(overlay, { lineWidth: 0, aliasDuplicateObjects: false }) };
  });
  return { overlays, left };
}

function partsOf(change: Change): readonly SingleChange[] {
  return change.kind === "all" ? change.changes.flatMap(partsOf) : [change];
}

function beside(path: string, document: SourceDocument): string {
  const end = extname(path);
  const name = basename(document.path, extname(document.path)).replaceAll(/[^\w.-]+/g, "-");
  return join(dirname(path), `${basename(path, end)}.${name}${end}`);
}

function referenceTo(document: SourceDocument, overlay: string): string {
  if (document.address !== undefined) return document.address;
  const path = relative(dirname(resolve(overlay)), document.file).replaceAll("\\", "/");
  return path.split("/").map(encodeURIComponent).join("/");
}

function actionsOf(placed: readonly Placed[]): JsonObject[] {
  const removed = new Map<string, string[]>();
  for (const { position, change } of placed) {
    if (change.kind !== "remove-item") continue;
    const target = member(pathOf(position), change.key);
    removed.set(target, [...(removed.get(target) ?? []), change.item]);
  }
  const done = new Set<string>();
  // what several findings need is done once
  const isNew = (position: Position, change: SingleChange): boolean => {
    const key = JSON.stringify([pathOf(position), change]);
    const isKnown = done.has(key);
    done.add(key);
    return !isKnown;
  };
  return placed.flatMap(({ finding, position, change }): JsonObject[] => {
    if (!isNew(position, change)) return [];
    const target = pathOf(position);
    const often = finding.count === 1 ? "once" : `${finding.count} times`;
    const description = `${finding.subject} ${finding.message} (seen ${often})`;
    const there = valueAt(position);
    switch (change.kind) {
      case "merge":
        return [{ target, description, update: change.update }];
      case "replace":
        return [
          { target: member(target, change.key), description, remove: true },
          { target, update: change.update },
        ];
      case "append":
        return Array.isArray(getOwn(there, change.key))
          ? [{ target: member(target, change.key), description, update: change.item }]
          : [{ target, description, update: { [change.key]: [change.item] } }];
      default: {
        const list = member(target, change.key);
        const all = getOwn(there, change.key);
        // An array of none is not valid before OpenAPI 3.1.
        if (Array.isArray(all) && all.every((each) => removed.get(list)?.includes(String(each)))) {
          if (done.has(list)) return [];
          done.add(list);
          return [{ target: list, description, remove: true }];
        }
        return [{ target: `${list}[?@ == ${quoted(change.item)}]`, description, remove: true }];
      }
    }
  });
}

/** The JSONPath (RFC 9535) of a position. */
function pathOf(position: Position): string {
  let path = "$";
  let value: unknown = position.document.value;
  for (const key of keysOf(position)) {
    path = Array.isArray(value) ? `${path}[${key}]` : member(path, key);
    value = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
  }
  return path;
}

function member(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${quoted(key)}]`;
}

/** A name selector (RFC 9535, section 2.3.1). */
function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
