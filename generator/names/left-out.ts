import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import type { Api, LostOperations } from "../document/api.ts";
import { argumentKeys, argumentsIn } from "./arguments.ts";
import type { Lock } from "./lock/lock.ts";
import { operationKey } from "./operation-key.ts";
import type { PublicNames } from "./public-names.ts";

/** What the lock names and the documents have, but cannot be read: an error for each. */
export function lockedLeftOut({ lost }: Api, names: PublicNames, before: Lock): Diagnostic[] {
  const removed = names.events.filter(({ kind, isNew }) => kind === "removed" && isNew);
  return [
    ...removed.flatMap(({ subject, keys: [key = ""], names: [name = ""] }): Diagnostic[] => {
      const position =
        subject === "operation"
          ? lost.operations.find((each) => isAmong(key, each))?.position
          : subject === "schema"
            ? sourcesAround(key).flatMap((source) => lost.missing.get(source) ?? lost.parts.get(source) ?? [])[0]
            : undefined;
      const message = `the ${subject} ${name} (${key}) was in the client before and is left out, as it cannot be read`;
      return position ? [{ ...error, message, at: placeOf(position) }] : [];
    }),
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

/** Whether the operation of a key of the lock may be one of those that are lost. */
function isAmong(key: string, { method, path }: LostOperations): boolean {
  if (path === undefined) return true;
  const [ofMethod = "", ofPath = ""] = key.split(" ");
  const [, lostPath] = operationKey("", path.startsWith("/") ? path : `/${path}`).split(" ");
  return ofPath === lostPath && (method === undefined || ofMethod === method);
}

/** A source, and the sources of what is around it. */
function sourcesAround(source: string): string[] {
  const [document = "", pointer = ""] = source.split("#");
  const keys = pointer.split("/");
  return keys.map((_, index) => `${document}#${keys.slice(0, keys.length - index).join("/")}`);
}
