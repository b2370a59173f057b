import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SettingsWithOutput } from "../settings/settings.ts";

/**
 * A warning where git ignores files of an output, so that no commit has them, with the rule that does. Nothing where
 * there is no git, or no repository.
 */
export function ignoredByGit({ output }: SettingsWithOutput, paths: Iterable<string>): Diagnostic[] {
  const written = [...paths];
  const rules = rulesFor(output, written);
  const [first] = rules;
  if (!first) return [];
  const shown = relative(resolve(), output) || ".";
  const isAll = rules.length === written.length;
  const count = isAll ? `all ${rules.length} files` : `${rules.length} of ${written.length} files`;
  const example = isAll ? "" : `, such as "${first.path}"`;
  const path = relative(dirname(first.source), output).replaceAll("\\", "/");
  const exception = `!/${path.startsWith("..") ? shown : path}/${isAll ? "" : "**"}`;
  return [
    {
      code: "output-ignored",
      severity: "warning",
      message: `git ignores ${count} of "${shown}"${example}: no commit will have them`,
      at: { file: relative(resolve(), first.source), line: first.line },
      help:
        `the rule is \`${first.pattern}\`; change it, or add \`${exception}\` below it. Where they are generated ` +
        "before each use, set `severity: { output-ignored: off }`",
    },
  ];
}

interface Rule {
  readonly path: string;
  readonly pattern: string;
  readonly source: string;
  readonly line: number;
}

/** The files that are ignored, each with the rule that decides. */
function rulesFor(output: string, paths: readonly string[]): Rule[] {
  const folder = existingFolder(dirname(output));
  const prefix = relative(folder, output).replaceAll("\\", "/") || basename(output);
  const input = paths.map((path) => `${prefix}/${path}`).join("\0");
  let found: string;
  try {
    found = execFileSync("git", ["check-ignore", "--verbose", "-z", "--stdin"], {
      cwd: folder,
      input,
      encoding: "utf8",
      maxBuffer: 1e8,
      stdio: ["pipe", "pipe", "ignore"],
    });
  } catch {
    // 1: none is ignored; 128: no repository; or there is no git
    return [];
  }
  const parts = found.split("\0");
  const rules: Rule[] = [];
  for (let index = 0; index + 3 < parts.length; index += 4) {
    const [source = "", line = "", pattern = "", path = ""] = parts.slice(index, index + 4);
    if (pattern.startsWith("!")) continue;
    rules.push({ path: path.slice(prefix.length + 1), pattern, source: resolve(folder, source), line: Number(line) });
  }
  return rules;
}

function existingFolder(folder: string): string {
  return existsSync(folder) ? folder : existingFolder(dirname(folder));
}
