import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isObject, type JsonObject } from "../../document/json.ts";

/**
 * Imports a module of the user, as its file is now. TypeScript is made JavaScript for it where Node does not read it.
 *
 * @throws what the module throws, and where there is none.
 */
export async function importModule(file: string): Promise<JsonObject> {
  if (!existsSync(file)) throw new Error("the file does not exist");
  const text = readFileSync(file, "utf8");
  // a process that goes on sees what the file becomes
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  try {
    return (await import(`${pathToFileURL(file).href}?${digest}`)) as JsonObject;
  } catch (error) {
    if (!isObject(error) || error["code"] !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
  }
  const { transformSync } = await import("oxc-transform");
  const { code, errors } = transformSync(basename(file), text);
  const [fault] = errors;
  if (fault) throw new Error(fault.message);
  // beside the module, so that what it imports is found
  const built = join(dirname(file), `.${basename(file)}.${randomUUID()}.mjs`);
  try {
    writeFileSync(built, code);
    return (await import(pathToFileURL(built).href)) as JsonObject;
  } finally {
    rmSync(built, { force: true });
  }
}
