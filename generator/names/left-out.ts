import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import type { Api, Lost, LostOperations } from "../document/api.ts";
import { keysOf, type Position } from "../document/source-document.ts";
import { argumentKeys, argumentsIn } from "./arguments.ts";
import type { Lock } from "./lock/lock.ts";
import { operationKey } from "./operation-key.ts";
import type { PublicNames } from "./public-names.ts";

/** What the lock names and the documents have, but cannot be read: an error for each. */
export function lockedLeftOut(api: Api, names: PublicNames, before: Lock): Diagnostic[] {
  const { lost } = api;
  const removed = names.events.filter(({ kind, isNew }) => kind === "removed" && isNew);
  return [
    ...removed.flatMap(({ subject, keys: [key = ""], names: [name = ""] }): Diagnostic[] => {
      const position =
        subject === "operation"
          ? lost.operations.find((each) => isAmong(key, each))?.position
          : subject === "webhook"
            ? webhookLost(key, lost, names)
            : undefined;
      return position ? [wasThere(`the ${subject} ${name} (${key}) was`, position)] : [];
    }),
    ...schemasLost(api, before),
    ...names.operations.flatMap(({ key, name, operation }): Diagnostic[] => {
      const locked = operation.isLacking ? before.operations.get(key)?.arguments : undefined;
      const present = new Set(argumentKeys(argumentsIn(operation)));
      const gone = [...(locked ?? [])].filter(([each]) => !present.has(each)).map(([, argument]) => argument);
      const [which, were] =
        gone.length === 1 ? [`argument ${gone[0]}`, "was"] : [`arguments ${gone.join(", ")}`, "were"];
      const message = `the ${which} of ${name} (${key}) ${were} in the client before and cannot be read`;
      return gone.length > 0 ? [{ ...error, message, at: placeOf(operation.position, "key") }] : [];
    }),
  ];
}

const error = {
  code: "locked-left-out",
  severity: "error",
  help: "correct what the warnings of the documents name",
} as const satisfies Partial<Diagnostic>;

function wasThere(what: string, position: Position): Diagnostic {
  const message = `${what} in the client before and is left out, as it cannot be read`;
  return { ...error, message, at: placeOf(position) };
}

/** The schemas of the lock that cannot be read where they were; another place may still give their name. */
function schemasLost({ lost, schemas }: Api, before: Lock): Diagnostic[] {
  if (lost.missing.size === 0 && lost.parts.size === 0) return [];
  const present = new Set(schemas.flatMap(({ sources }) => sources));
  const read = new Set([...present].map(documentOf));
  return [...before.schemas].flatMap(([source, { name, isRemoved }]) => {
    if (isRemoved || present.has(source)) return [];
    const [position] = [
      ...sourcesAround(source).flatMap((each) => lost.missing.get(each) ?? lost.parts.get(each) ?? []),
      ...(read.has(documentOf(source)) ? [] : addressedAs(source, lost)),
    ];
    return position ? [wasThere(`the schema ${name} (${source}) was`, position)] : [];
  });
}

/** Whether the operation of a key of the lock may be one of those that are lost. */
function isAmong(key: string, { method, path }: LostOperations): boolean {
  if (path === undefined) return true;
  const [ofMethod = "", ofPath = ""] = key.split(" ");
  const [, lostPath] = operationKey("", path.startsWith("/") ? path : `/${path}`).split(" ");
  return ofPath === lostPath && (method === undefined || ofMethod === method);
}

/** Where a webhook of the lock may be that cannot be read; of a callback, where its operation is. */
function webhookLost(key: string, lost: Lost, names: PublicNames): Position | undefined {
  const [operation] = /^[A-Z]+ \/\S*/.exec(key) ?? [];
  if (operation !== undefined)
    return (
      lost.operations.find((each) => isAmong(operation, each))?.position ??
      names.operations.find((each) => each.key === operation && each.operation.isLacking)?.operation.position
    );
  const name = key.slice(0, key.lastIndexOf(" "));
  return [...lost.parts.values()].find((position) => {
    const [field = "", of = "$ref"] = keysOf(position);
    return /^(?:x-)?webhooks$/.test(field) && (of === "$ref" || of === name);
  });
}

/** The path of the document of a source. */
function documentOf(source: string): string {
  return source.slice(0, source.indexOf("#"));
}

/**
 * Where the documents refer to an address that a source may have stood for: one with the same file name, or with a
 * schema at the same place. Settings that named the file do not any more.
 */
function addressedAs(source: string, { missing }: Lost): Position[] {
  const fileOf = (document: string) => document.slice(document.lastIndexOf("/") + 1);
  const [file, pointer] = [fileOf(documentOf(source)), source.slice(source.indexOf("#"))];
  return [...missing].flatMap(([address, position]) => {
    const isAlike = address.endsWith(pointer) || fileOf(documentOf(address)) === file;
    return isAlike && /^https?:/.test(address) ? [position] : [];
  });
}

/** A source, and the sources of what is around it. */
function sourcesAround(source: string): string[] {
  const [document = "", pointer = ""] = source.split("#");
  const keys = pointer.split("/");
  return keys.map((_, index) => `${document}#${keys.slice(0, keys.length - index).join("/")}`);
}
