import { resolve } from "node:path";
import { readDocuments } from "./document/read-api.ts";
import type { Amend } from "./document/text/amend.ts";
import type { Run, RunOptions } from "./settings/run.ts";
import type { Settings } from "./settings/settings.ts";

/** Reads the documents as the settings change them: there is no API where they cannot be changed. */
export async function readAmended(run: Run): ReturnType<typeof readDocuments> {
  const { settings, options } = run;
  const amend = await amendFor(settings, options);
  const kept = options.reuse && (await import("./document/copies/kept-documents.ts")).keptIn(options.reuse);
  if (!amend) return readDocuments({ ...run, options: { ...options, kept } });
  if (amend.hasFailed()) {
    run.diagnostics.add(amend.diagnostics);
    return { root: settings.folder, texts: amend.texts, absent: new Set(amend.absent) };
  }
  const { api, ...read } = await readDocuments({ ...run, options: { ...options, amend } });
  return { ...read, ...(api && !amend.hasFailed() && { api }) };
}

/** What changes the documents before they are read, where the settings say so. */
export async function amendFor(settings: Settings, { workingFolder }: RunOptions): Promise<Amend | undefined> {
  const { amendments, folder } = settings;
  if (!amendments) return undefined;
  const { readAmendments } = await import("./amendments/amendments.ts");
  return readAmendments(amendments, { folder, shownFrom: workingFolder ?? resolve() });
}
