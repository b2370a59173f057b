import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { stringify } from "yaml";
import { lockFileName, settingsFileNames } from "../settings/find-settings.ts";
import { lacksUnionLine, unionLine } from "../settings/git-attributes.ts";
import { isIgnored } from "../settings/git-files.ts";
import type { Answers } from "./answers.ts";
import { withScripts } from "./package-scripts.ts";
import { newVitestConfig, reporter, withReporter } from "./reporter.ts";
import type { Survey } from "./survey.ts";
import { taskRunnerTitles, withTasks } from "./task-runner.ts";
import { firstTestText, fixtureText, type TestedClient } from "./test-files.ts";
import { workflowOf, workflowPath } from "./workflow.ts";

/** What becomes of one file. */
export interface Step {
  /** Its absolute path. */
  readonly file: string;
  /** `kept`: it stays as it is, although something is missing in it. `settled`: it has everything already. */
  readonly kind: "created" | "extended" | "kept" | "settled";
  /** What is added, or why nothing is. */
  readonly note: string;
  /** Its text before, and after. */
  readonly old?: string;
  readonly text?: string;
}

/** What `init` does with each file. It writes nothing. `client` is what tests call, where there are some. */
export async function planOf(survey: Survey, answers: Answers, client?: TestedClient): Promise<Step[]> {
  return [
    settingsStep(survey, answers),
    scriptsStep(survey, answers),
    attributesStep(survey, answers),
    ...taskSteps(survey, answers),
    ...(answers.tests === "vitest" && client ? await vitestSteps(survey, client) : []),
    workflowStep(survey, answers),
  ];
}

function settingsStep({ folder, settingsFile, installedAt }: Survey, answers: Answers): Step {
  if (settingsFile !== undefined) return { file: settingsFile, kind: "settled", note: "the settings are there" };
  const { inputs, output, target, name } = answers;
  const schema = "node_modules/twinspec/generator/settings/settings.schema.json";
  const where = relative(folder, join(installedAt, schema)).split(sep).join("/");
  const settings = {
    input: inputs.length === 1 ? inputs[0] : inputs,
    output,
    ...(target === "source" ? { target } : { package: { name } }),
  };
  const text = `# yaml-language-server: $schema=${where}\n${stringify(settings, { lineWidth: 0 })}`;
  return { file: join(folder, settingsFileNames[0]!), kind: "created", note: "the settings", text };
}

function scriptsStep({ folder, project, tests: runner }: Survey, { tests }: Answers): Step {
  if (project === undefined) {
    const note = "there is none, so that no scripts are written; `npm init -y` makes one";
    return { file: join(folder, "package.json"), kind: "kept", note };
  }
  const file = join(project, "package.json");
  const old = readFileSync(file, "utf8");
  const { text, added, others } = withScripts(old, {
    folder: relative(project, folder).split(sep).join("/"),
    tests: tests === "none" ? undefined : runner?.name === tests ? runner : { name: tests },
  });
  const left =
    others.length === 0
      ? ""
      : `${others.join(", ")} ${others.length === 1 ? "is there and stays" : "are there and stay"}`;
  if (added.length === 0)
    return { file, kind: left === "" ? "settled" : "kept", note: left || "the scripts are there" };
  const note = [`the scripts ${added.join(", ")}`, left].filter(Boolean).join("; ");
  return { file, kind: "extended", note, old, text };
}

/**
 * A line for all locks of a repository, at its top, and one for the package, whose files are made anew and not merged;
 * where there is no repository yet, beside the project.
 */
function attributesStep(survey: Survey, answers: Answers): Step {
  const { folder, project, repository } = survey;
  const file = join(repository?.root ?? project ?? folder, ".gitattributes");
  const old = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const lines = old?.split(/\r?\n/).map((line) => line.trim()) ?? [];
  const isThere = repository ? !lacksUnionLine(join(folder, lockFileName)) : lines.includes(unionLine);
  const ofOutput = outputLine(dirname(file), survey, answers);
  const missing = [isThere ? undefined : unionLine, ofOutput].filter(
    (line) => line !== undefined && !lines.includes(line),
  );
  if (missing.length === 0) return { file, kind: "settled", note: "git knows how locks meet" };
  const note = [
    ...(isThere ? [] : ["branches keep the lines of both in locks"]),
    ...(missing.includes(ofOutput) ? ["generated files are not merged"] : []),
  ].join("; ");
  const end = old?.includes("\r\n") ? "\r\n" : "\n";
  const added = missing.map((line) => `${line}${end}`).join("");
  if (old === undefined) return { file, kind: "created", note, text: added };
  return { file, kind: "extended", note, old, text: `${old}${old === "" || old.endsWith("\n") ? "" : end}${added}` };
}

/** The line by which git does not merge the files of a package; none for source files, which lie among others. */
function outputLine(root: string, { folder, settingsFile }: Survey, answers: Answers): string | undefined {
  if (settingsFile !== undefined || answers.target === "source") return undefined;
  const output = join(folder, answers.output);
  const path = relative(root, output).split(sep).join("/");
  // a pattern of git has signs of its own
  return /^(?!\.\.)[\w@.][\w@./-]*$/.test(path) && !isIgnored(`${output}${sep}`) ? `${path}/** -merge` : undefined;
}

/** A task runner runs again only what changed: all that an API is made of lies in its package, then. */
function taskSteps({ folder, project, workspace }: Survey, { inputs, output }: Answers): Step[] {
  const { taskRunner: runner, root } = workspace ?? {};
  if (runner === undefined || project === undefined || inputs.length === 0) return [];
  const { file } = runner;
  const title = taskRunnerTitles[runner.name];
  const isInside = (path: string) => !/^\.\.(?:\/|$)/.test(relative(project, join(folder, path)).split(sep).join("/"));
  if (!inputs.every((path) => !/^https?:\/\//.test(path) && isInside(path)))
    return [{ file, kind: "kept", note: `has no tasks for ${title}, as the documents are not in the package` }];
  const fromProject = (path: string) => relative(project, join(folder, path)).split(sep).join("/");
  const outputs = { ...(isInside(output) && { folder: fromProject(output) }), lock: fromProject(lockFileName) };
  const made = withTasks(runner, { isTop: project === root, outputs });
  if (made === undefined) return [{ file, kind: "kept", note: "is not as expected, and gets no tasks" }];
  const { old, text, added, extended } = made;
  if (text === old) return [{ file, kind: "settled", note: "the tasks are there" }];
  const note = [
    ...(added.length > 0 ? [`the tasks ${added.join(", ")} for ${title}`] : []),
    ...extended.map((task) => `the outputs of ${task}`),
  ].join("; ");
  return [{ file, kind: "extended", note, old, text }];
}

/** The reporter, a fixture with a mock and a client, and a first test. */
async function vitestSteps({ folder, project, testFolder, tests }: Survey, client: TestedClient): Promise<Step[]> {
  const config = tests?.configFile ?? join(project ?? folder, "vitest.config.ts");
  const old = existsSync(config) ? readFileSync(config, "utf8") : undefined;
  const place = join(project ?? folder, testFolder);
  const source = { ...client, settings: `${relative(place, client.settings).split(sep).join("/") || "."}/` };
  const fixture = join(place, `${client.api}-mock.${client.ending}`);
  const test = join(place, `${client.api}.test.${client.ending}`);
  return [
    await configStep(config, old),
    newFile(fixture, fixtureText(source), "a mock and a client for tests"),
    newFile(test, firstTestText(source), "a first test"),
  ];
}

async function configStep(file: string, old: string | undefined): Promise<Step> {
  const note = "the reporter that tells what tests exercise";
  if (old === undefined) return { file, kind: "created", note, text: newVitestConfig };
  if (old.includes(reporter)) return { file, kind: "settled", note: "the reporter is there" };
  const text = await withReporter(old);
  return text === undefined
    ? { file, kind: "kept", note: `stays; add "${reporter}" to test.reporters, which tells what tests exercise` }
    : { file, kind: "extended", note, old, text };
}

function newFile(file: string, text: string, note: string): Step {
  return existsSync(file) ? { file, kind: "settled", note: "is there" } : { file, kind: "created", note, text };
}

function workflowStep(survey: Survey, answers: Answers): Step {
  const { ci } = answers;
  const { repository, project, folder } = survey;
  const file = join(repository?.root ?? folder, workflowPath);
  if (existsSync(file)) {
    const own = relative(repository?.root ?? folder, project ?? folder)
      .split(sep)
      .join("/");
    if (own === "" || isNamedIn(readFileSync(file, "utf8"), own))
      return { file, kind: "settled", note: "the workflow is there" };
    return {
      file,
      kind: "kept",
      note: `is there and stays; it does not name ${own}, so that nothing is checked in it`,
    };
  }
  if (repository === undefined)
    return { file, kind: "kept", note: "not written, as this is no git repository; `git init` makes one" };
  if (ci === "none") return { file, kind: "kept", note: "not written; `--ci github` writes it" };
  if (project === undefined) return { file, kind: "kept", note: "not written, as there is no package.json" };
  const note = "checks the client on pushes and pull requests";
  return { file, kind: "created", note, text: workflowOf(survey, repository, answers) };
}

/** Whether a path stands in a text as a word. */
function isNamedIn(text: string, path: string): boolean {
  const parts = text.split(path);
  const ends = parts.slice(1);
  return ends.some((after, index) => /(?:^|[\s"'[,/])$/.test(parts[index]!) && /^(?:$|[\s"'\],/])/.test(after));
}
