import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { withImportExtension } from "../settings/import-extension.ts";
import type { RunOptions } from "../settings/run.ts";
import type { Settings } from "../settings/settings.ts";
import { readManifest } from "./manifest.ts";

/** The settings, with what they leave open decided by the project that the output is for, or as it was before. */
export function settled<Given extends Settings>(
  given: Given,
  { settingsDiagnostics = [], workingFolder }: RunOptions,
): { readonly settings: Given; readonly settingsDiagnostics: readonly Diagnostic[] } {
  const written = given.output === undefined ? undefined : readManifest(given.output)?.importExtension;
  const { settings, diagnostics } = withImportExtension(given, { written, ...(workingFolder && { workingFolder }) });
  return { settings, settingsDiagnostics: [...settingsDiagnostics, ...diagnostics] };
}
