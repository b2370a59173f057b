import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { stringify } from "yaml";
import { lockFileName, settingsFileNames } from "../settings/find-settings.ts";
import { lacksUnionLine, unionLine } from "../settings/git-attributes.ts";
import { isIgnored } from "../settings/git-files.ts";
import type { Answers } from "./answers.ts";
import { withScripts } from "./package-scripts.ts";
import type { Survey } from "./survey.ts";
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

/** What `init` does with each file. It writes nothing. */
export function planOf(survey: Survey, answers: Answers): Step[] {
  return [
    settingsStep(survey, answers),
    scriptsStep(survey),
    attributesStep(survey, answers),
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

function scriptsStep({ folder, project }: Survey): Step {
  if (project === undefined) {
    const note = "there is none, so that no scripts are written; `npm init -y` makes one";
    return { file: join(folder, "package.json"), kind: "kept", note };
  }
  const file = join(project, "package.json");
  const old = readFileSync(file, "utf8");
  const { text, added, others } = withScripts(old, relative(project, folder).split(sep).join("/"));
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

function workflowStep(survey: Survey, { ci }: Answers): Step {
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
  return { file, kind: "created", note, text: workflowOf(survey, repository) };
}

/** Whether a path stands in a text as a word. */
function isNamedIn(text: string, path: string): boolean {
  const parts = text.split(path);
  const ends = parts.slice(1);
  return ends.some((after, index) => /(?:^|[\s"'[,/])$/.test(parts[index]!) && /^(?:$|[\s"'\],/])/.test(after));
}
