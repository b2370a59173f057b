import type { Arguments } from "../command.ts";
import { type Project, standardInputFor } from "../projects.ts";
import { type PerApi, type Told, told } from "./told.ts";

/** Runs a command over one API. */
export async function runOne(run: PerApi, args: Arguments, project: Project): Promise<Told> {
  const options = {
    strict: args.is("strict"),
    ...standardInputFor(args),
    settingsDiagnostics: project.diagnostics,
  };
  return told(project.name, await run(args, project, options), args);
}
