import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import { builtFolder, tagFolder } from "../model/package-settings.ts";
import { manifestName } from "../settings/find-settings.ts";
import { readIfThere } from "./manifest.ts";

/** What the files of a generated client declare. */
export interface GeneratedPackage {
  /** The declarations of a module by its path, such as `operations/getTicket`; undefined for none. */
  readonly module: (path: string) => string | undefined;
  readonly operations: readonly string[];
  readonly schemas: readonly string[];
  /** The modules of tags, with the operations in each. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly entries: readonly string[];
  /** Of its package.json; undefined for source files. */
  readonly version?: string;
}

/** Whether a folder holds a generated client, and no settings of one. */
export function isGeneratedPackage(folder: string): boolean {
  return existsSync(join(folder, manifestName));
}

/** Reads what a generated client declares: a package, or source files. */
export function readPackage(folder: string): GeneratedPackage {
  const built = join(folder, builtFolder);
  const isBuilt = existsSync(built);
  const root = isBuilt ? built : folder;
  const ending = isBuilt ? ".d.ts" : ".ts";
  const module = (path: string) => readIfThere(join(root, `${path}${ending}`));
  const named = (below: string) =>
    existsSync(join(root, below))
      ? readdirSync(join(root, below))
          .filter((file) => file.endsWith(ending))
          .map((file) => file.slice(0, -ending.length))
          .sort(byCodePoint)
      : [];
  const described = manifestOf(readIfThere(join(folder, "package.json")));
  const { exports: entries, version } = described;
  return {
    module,
    operations: named("operations"),
    schemas: named("schemas"),
    tags: new Map(
      named(tagFolder).map((tag) => [
        tag,
        [...(module(`${tagFolder}/${tag}`) ?? "").matchAll(/^export \* from "\.\.\/operations\/([^".]+)/gm)].map(
          ([, name = ""]) => name,
        ),
      ]),
    ),
    entries: isObject(entries) ? Object.keys(entries) : [],
    ...(typeof version === "string" && { version }),
  };
}

function manifestOf(text: string | undefined): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
