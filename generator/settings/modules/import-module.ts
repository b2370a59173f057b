import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { lineAndColumn } from "../../diagnostics/places.ts";
import { isObject, type JsonObject } from "../../document/json.ts";

/** Thrown for a module whose text is none of its language; it is loaded nowhere, so its stack has no line of it. */
export class ModuleSyntaxError extends Error {
  override readonly name = "ModuleSyntaxError";
  /** From 1; left out where they cannot be found. */
  readonly place: { readonly line: number; readonly column: number } | undefined;

  constructor(message: string, place: ModuleSyntaxError["place"]) {
    super(message);
    this.place = place;
  }
}

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
    // V8 says what, and not where; of what the module imports itself, the stack says it
    const fault = error instanceof SyntaxError ? (await transformed(file, text)).fault : undefined;
    if (fault) throw new ModuleSyntaxError((error as SyntaxError).message.split("\n", 1)[0]!, fault.place);
    if (!isObject(error) || error["code"] !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
  }
  const { code, fault } = await transformed(file, text);
  if (fault) throw fault;
  // beside the module, so that what it imports is found
  const built = join(dirname(file), `.${basename(file)}.${randomUUID()}.mjs`);
  try {
    writeFileSync(built, code);
    return (await import(pathToFileURL(built).href)) as JsonObject;
  } finally {
    rmSync(built, { force: true });
  }
}

/** A module as JavaScript, or what is wrong with its syntax. */
async function transformed(file: string, text: string) {
  const { transformSync } = await import("oxc-transform");
  const { code, errors } = transformSync(basename(file), text);
  const [first] = errors;
  if (!first) return { code };
  const [label] = first.labels;
  // its offsets count bytes
  const offset = label && Buffer.from(text).subarray(0, label.start).toString().length;
  const place = offset === undefined ? undefined : lineAndColumn({ text }, offset);
  return { code, fault: new ModuleSyntaxError(first.message, place) };
}
