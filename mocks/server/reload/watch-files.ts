import { existsSync, statSync } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import type { Sources } from "../read-spec.ts";

/** Sees changes of the files of one API. */
export interface FileWatcher {
  /**
   * Watches these from now on, at first once it resolves, later soon after. Says whether that took folders that were
   * not watched.
   */
  follow(sources: Sources): Promise<boolean>;
  close(): Promise<void>;
}

const documentName = /\.(?:json|ya?ml)$/i;

/**
 * Watches folders rather than files: editors write a new file and rename it, and a document that a reference names may
 * come later. `onChange` is called for every change that may concern the API, several times for one where it comes in
 * pieces.
 */
export function createFileWatcher(onChange: (path: string) => void, onError: (error: Error) => void): FileWatcher {
  let watcher: FSWatcher | undefined;
  let files: ReadonlyMap<string, unknown> = new Map();
  /** With all below them. */
  let trees: readonly string[] = [];
  /** Alone. */
  let folders: ReadonlySet<string> = new Set();
  const watched = new Set<string>();

  return {
    async follow({ texts, inputs }) {
      files = new Map([...texts, ...inputs.map((input) => [input, ""] as const)]);
      trees = (await Promise.all(inputs.map(treeOf))).filter((tree) => tree !== undefined);
      folders = new Set([...files.keys()].map(dirname));
      const added = [...trees, ...folders]
        .filter((folder) => !trees.some((tree) => isBelow(folder, tree) && folder !== tree))
        .map(nearestThatExists)
        .filter((folder) => !watched.has(folder));
      const fresh = [...new Set(added)];
      for (const folder of fresh) watched.add(folder);
      if (watcher !== undefined) watcher.add(fresh);
      else if (fresh.length > 0) await start(fresh);
      return fresh.length > 0;
    },
    async close() {
      await watcher?.close();
    },
  };

  function start(paths: string[]): Promise<void> {
    const started = watch(paths, {
      ignoreInitial: true,
      ignored: (path, stats) => {
        if (stats === undefined) return false;
        return stats.isDirectory() ? !isWatchedFolder(path) : !documentName.test(path) && !files.has(path);
      },
    });
    watcher = started;
    started.on("error", (error) => onError(error instanceof Error ? error : new Error(String(error))));
    started.on("all", (event, path) => {
      if (event === "unlinkDir") watched.delete(path);
      // Of a folder that holds other things too, only what the API is made of, or what comes and may belong to it.
      if (
        event.startsWith("add") ||
        event === "unlinkDir" ||
        files.has(path) ||
        trees.some((tree) => isBelow(path, tree))
      )
        onChange(path);
    });
    return new Promise((ready) => {
      started.once("ready", () => ready());
    });
  }

  function isWatchedFolder(path: string): boolean {
    // An input that is not there may come as a folder.
    if (folders.has(path) || watched.has(path) || files.has(path)) return true;
    const tree = trees.find((one) => isBelow(path, one));
    if (tree !== undefined)
      return !relative(tree, path)
        .split(sep)
        .some((part) => part === "node_modules" || part.startsWith("."));
    return [...folders, ...trees].some((folder) => isBelow(folder, path));
  }
}

/** The folder that an input means with all below it; undefined for a file. */
async function treeOf(input: string): Promise<string | undefined> {
  if (existsSync(input)) return statSync(input).isDirectory() ? input : undefined;
  // a file that may come, as the settings, has no character of a pattern
  if (!/[*?[{(!+@]/.test(input)) return undefined;
  const { isDynamicPattern } = await import("tinyglobby");
  if (!isDynamicPattern(input)) return undefined;
  let folder = input;
  while (isDynamicPattern(folder)) folder = dirname(folder);
  return folder;
}

function nearestThatExists(folder: string): string {
  let path = folder;
  while (!existsSync(path) && basename(path) !== "") path = dirname(path);
  return resolve(path);
}

/** Whether a path is a folder or below it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
