import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Api, ApiOperation } from "../document/api.ts";
import { type FoundNames, ImportError, type KnownOperation, type Origin } from "./found-name.ts";
import type { TakenNames } from "./take-names.ts";

/** What names are taken from. */
export interface ImportOptions {
  readonly from: Origin;
  /** A file or a folder. */
  readonly path: string;
  /** Only tells what would become of the lock. */
  readonly isDryRun?: boolean;
}

/** What became of the names and of the lock. */
export interface ImportedNames {
  readonly diagnostics: readonly Diagnostic[];
  /** Left out where the documents or the lock cannot be used. */
  readonly names?: TakenNames;
  /** The lock, relative to the working folder, and whether it is another now, or would be. */
  readonly lock?: { readonly file: string; readonly hasChanged: boolean };
}

/**
 * Reads the names of somebody's client.
 *
 * @throws {ImportError} where nothing can be taken from it.
 */
export async function readNames(
  { from, path }: ImportOptions,
  api: Api,
  workingFolder = resolve(),
): Promise<FoundNames> {
  const place = resolve(workingFolder, path);
  if (!existsSync(place)) throw new ImportError(`"${relative(workingFolder, place)}" does not exist`);
  if (from === "stainless") {
    const { readStainless } = await import("./stainless.ts");
    return readStainless(place, workingFolder);
  }
  if (from === "speakeasy") {
    const { readSpeakeasy } = await import("./speakeasy.ts");
    return readSpeakeasy(place, workingFolder, api.operations.map(known));
  }
  const { readClientSource } = await import("./client-source.ts");
  return readClientSource(place, workingFolder);
}

function known({ method, path, operation }: ApiOperation): KnownOperation {
  const { operationId, tags } = operation;
  return {
    method,
    path,
    ...(typeof operationId === "string" && { operationId }),
    operation,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
  };
}
