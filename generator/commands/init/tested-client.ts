import { basename, dirname, join, relative, sep } from "node:path";
import { type Answers, nameOfApi } from "../../init/answers.ts";
import type { Survey } from "../../init/survey.ts";
import type { TestedClient } from "../../init/test-files.ts";
import { withImportExtension } from "../../settings/import-extension.ts";

/** The client that the first test calls; undefined where there is nothing to test yet. */
export async function testedClient(survey: Survey, answers: Answers): Promise<TestedClient | undefined> {
  const { folder, project = folder, testFolder, isTyped, settingsFile } = survey;
  if (answers.tests !== "vitest") return undefined;
  const { analyze, defaultSettings, readSettings } = await import("../../entry.ts");
  const output = join(folder, answers.output);
  const read = settingsFile === undefined ? undefined : readSettings(settingsFile, folder).settings;
  const settings = read ?? {
    ...defaultSettings(
      answers.inputs.map((input) => (/^https?:\/\//.test(input) ? input : join(folder, input))),
      output,
      folder,
    ),
    target: answers.target,
  };
  if (settings.output === undefined) return undefined;
  const importEndingAt = (place: string) => {
    const placed = withImportExtension({ ...settings, target: "source", output: place }, { workingFolder: folder });
    const { importExtension } = placed.settings;
    return importExtension === undefined || importExtension === "none" ? "" : `.${importExtension}`;
  };
  const place = join(project, testFolder);
  // a document that cannot be read is what `generate` tells of; there is no call of it, then
  const { model } = await analyze(settings).catch(() => ({ model: undefined }));
  const operation = model?.operations.find(
    ({ method, parameters, body, server, isDeprecated, responses }) =>
      method === "GET" &&
      !body &&
      server === undefined &&
      !isDeprecated &&
      parameters.every(({ isRequired }) => !isRequired) &&
      responses.some(({ status }) => /^2/.test(String(status))),
  );
  const ofPackage = settings.target === "package";
  const module = relative(place, join(settings.output, "index")).split(sep).join("/");
  return {
    api: ofPackage || answers.inputs.length === 0 ? apiOf(settings.output) : nameOfApi(answers.inputs, survey),
    client: ofPackage ? settings.package.name : `${module}${importEndingAt(settings.output)}`,
    settings: settingsFile === undefined ? folder : dirname(settingsFile),
    ending: isTyped ? "ts" : "js",
    importEnding: isTyped ? importEndingAt(place) : ".js",
    options: (model?.parameters ?? []).map(
      ({ option, example }) => `${JSON.stringify(option)}: ${JSON.stringify(example ?? "1")}`,
    ),
    ...(operation && (model?.parameters ?? []).length === 0 && { operation: operation.name }),
  };
}

/** `pets-client` is the client of `pets`. */
function apiOf(output: string): string {
  return basename(output).replace(/-client$/, "") || "api";
}
