import { amendFor, readAmended } from "./amended.ts";
import { hasErrors } from "./diagnostics/diagnostics.ts";
import { readApi } from "./document/read-api.ts";
import { type ImportedNames, type ImportOptions, readNames } from "./import-names/import-names.ts";
import { takeNames } from "./import-names/take-names.ts";
import { readLock } from "./names/find-lock.ts";
import { nameApi } from "./names/name-api.ts";
import { writeAtOnce } from "./output/write-at-once.ts";
import { diagnosticsOf, type RunOptions, reasonsOf, shownPath, startRun } from "./settings/run.ts";
import type { Settings } from "./settings/settings.ts";
import type { Usage, UsageOptions } from "./usage/usage.ts";
import { type Vendored, type VendorOptions, vendorDocuments } from "./vendor/vendor.ts";

/** Read, fetch, read again: copies of the remote documents that documents refer to. Nothing else fetches any. */
export async function vendor(settings: Settings, options: RunOptions & VendorOptions): Promise<Vendored> {
  const amend = await amendFor(settings, options);
  if (amend && hasErrors(amend.diagnostics))
    return { documents: [], diagnostics: amend.diagnostics, hasChanged: false };
  return vendorDocuments(settings, options, async (fetched) => {
    const { workingFolder: shownFrom, standardInput } = options;
    const places = { workingFolder: settings.folder, shownFrom, standardInput };
    return readApi(settings.inputs, { ...settings, ...places, amend, remote: { ...settings, fetched } });
  });
}

/**
 * What the code of a tsconfig file does with each generated client in it, and the least scopes that it needs.
 *
 * @throws {CodeError} where the code cannot be read.
 */
export async function usage(tsconfig: string, options: UsageOptions = {}): Promise<Usage[]> {
  const { usageOf } = await import("./usage/usage.ts");
  return usageOf(tsconfig, options);
}

/**
 * Read, find, name: the lock names operations as another client does. Nothing else is written.
 *
 * @throws {ImportError} where there is nothing to take names from.
 */
export async function importNames(settings: Settings, options: RunOptions & ImportOptions): Promise<ImportedNames> {
  const run = startRun(settings, options);
  const { api } = await readAmended(run);
  const lock = await readLock(run);
  const { lockFile = lock.file } = settings;
  if (!api || !lock.isReadable || lockFile === undefined || run.diagnostics.hasErrors)
    return { diagnostics: reasonsOf(run) };
  const found = await readNames(options, api, options.workingFolder);
  const hasNamedServers = settings.client.servers.size > 0;
  const naming = { lock: lock.names, prune: false, hasNamedServers };
  const { result, lock: text } = takeNames(found, settings.names, (overrides) =>
    nameApi(api, { ...naming, overrides }),
  );
  const file = lock.file ?? lockFile;
  const hasChanged = text !== lock.text;
  const { refused, unmatched, unread } = result;
  const isRefused = options.strict === true && refused.length + unmatched.length + unread.length > 0;
  if (hasChanged && !options.isDryRun && !isRefused) writeAtOnce(file, text);
  return { diagnostics: diagnosticsOf(run), names: result, lock: { file: shownPath(file, options), hasChanged } };
}
