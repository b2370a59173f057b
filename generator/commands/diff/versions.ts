import type { Version } from "../../index.ts";
import { type Arguments, UsageError } from "../command.ts";
import { findProjects } from "../projects.ts";

/** Two versions of one API. */
export interface Versions {
  readonly name: string;
  readonly old: Version;
  readonly new: Version;
}

/** The versions that a command line names. */
export function versionsOf(args: Arguments): Versions[] {
  const [old, now, ...more] = args.positionals;
  if (old === undefined || now === undefined || more.length > 0) throw new UsageError("two versions have to be named");
  const version = (path: string): Version => {
    const [project] = findProjects({ positionals: [path], text: () => undefined });
    if (!project?.settings) throw new UsageError(`"${path}" has no settings that can be read`);
    return { settings: project.settings, options: { settingsDiagnostics: project.diagnostics }, shown: (file) => file };
  };
  return [{ name: now, old: version(old), new: version(now) }];
}
