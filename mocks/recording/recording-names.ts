import { createHash } from "node:crypto";
import type { ServedOperation } from "../document/operations.ts";

/** The folder of the recordings that belong to no operation. */
export const undescribedFolder = "undescribed";

/**
 * The folders of the operations' recordings: the client's name, else the operationId, else method and path. What a
 * store cannot have in a key, and what differs from another one in case alone, gets a digest behind it.
 */
export function recordingFolders(operations: readonly ServedOperation[]): ReadonlyMap<ServedOperation, string> {
  const names = operations.map((operation) => [operation, nameOf(operation)] as const);
  const count = new Map<string, number>();
  for (const name of [undescribedFolder, ...names.map(([, name]) => folderOf(name))]) {
    count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
  }
  return new Map(
    names.map(([operation, name]) => {
      const folder = folderOf(name);
      const isClear = folder === name && count.get(folder.toLowerCase()) === 1;
      // The path is what tells operations with one name apart.
      return [operation, isClear ? folder : `${folder}-${digestOf(`${operation.method} ${operation.path} ${name}`)}`];
    }),
  );
}

/** The number of a recording, by which it is sorted behind those before it: `0001`. */
export function recordingNumber(number: number): string {
  return String(number).padStart(4, "0");
}

/** Orders keys as people do: 9 before 10. */
export const byNumber = new Intl.Collator("en", { numeric: true }).compare;

function nameOf({ name, operationId, method, path }: ServedOperation): string {
  return name ?? operationId ?? `${method.toLowerCase()}${path}`;
}

function folderOf(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]+/g, "-").slice(0, 60);
  // Windows keeps these for devices.
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(safe);
  return isDevice || safe === "" ? `operation-${safe}` : safe;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
