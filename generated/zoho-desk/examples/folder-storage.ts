import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TokenStorage } from "zoho-desk-client/auth";
import { replaceFile } from "./checkpoint.ts";

/** Keeps texts in a folder, a file each. A text that is not there is undefined. */
export function folderStorage(folder: string): TokenStorage {
  const fileOf = (key: string) => join(folder, `${encodeURIComponent(key)}.json`);
  return {
    getItem: (key) => readFile(fileOf(key), "utf8").catch(() => undefined),
    setItem: (key, value) => replaceFile(fileOf(key), value),
  };
}
