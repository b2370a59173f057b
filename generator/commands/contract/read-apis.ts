import { readPartPlaces } from "../../../mocks/server/part-places.ts";
import { readSpec, UnreadableSpecError } from "../../../mocks/server/read-spec.ts";
import type { Arguments } from "../command.ts";
import { printableLine, printDiagnostics } from "../print.ts";
import { type Project, standardInputFor } from "../projects.ts";
import type { ApiToTest } from "./test-api.ts";

/** Reads the documents of all APIs; undefined, with the reasons printed, where those of one cannot be used. */
export async function readApis(
  args: Arguments,
  projects: readonly Project[],
  addresses: ReadonlyMap<string, string>,
): Promise<ApiToTest[] | undefined> {
  const isAll = args.is("verbose");
  const root = args.text("root");
  const choice = { include: args.texts("include"), exclude: args.texts("exclude") };
  const reading = { ...choice, ...standardInputFor(args), ...(root !== undefined && { root }) };
  const apis: ApiToTest[] = [];
  for (const { name, settings, diagnostics } of projects) {
    if (!settings) {
      printDiagnostics(diagnostics, "pretty", { all: isAll });
      continue;
    }
    const inputs = settings.file === undefined ? settings.inputs : [settings.file];
    try {
      const spec = await readSpec(inputs, reading);
      printDiagnostics(spec.diagnostics, "pretty", { all: isAll });
      const placeOf = await readPartPlaces(inputs, reading);
      apis.push({ name, settings, reading, spec, placeOf, address: addresses.get(name) });
    } catch (error) {
      if (!(error instanceof UnreadableSpecError)) throw error;
      printDiagnostics(error.diagnostics, "pretty", { all: isAll });
      process.stderr.write(`${printableLine(name)}: cannot be tested\n`);
    }
  }
  return apis.length === projects.length ? apis : undefined;
}
