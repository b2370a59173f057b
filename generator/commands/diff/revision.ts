import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { isSettingsFile } from "../../settings/find-settings.ts";
import { UsageError } from "../command.ts";

/** The files of a revision of a git repository, as far as an API may be made of them, in a folder of their own. */
export class Revision {
  readonly name: string;
  /** Where the files are: laid out as in the repository. */
  readonly folder: string;
  /** The repository's own folder. */
  readonly repository: string;
  /** What is not written yet: the ids of blobs by path. */
  private readonly files: Map<string, string>;

  /** @throws {UsageError} where there is no repository, or no such revision. */
  constructor(name: string) {
    this.name = name;
    this.repository = realpathSync(
      git(["rev-parse", "--show-toplevel"], "this is no folder of a git repository").trim(),
    );
    const commit = git(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`],
      `"${name}" is no revision of this repository`,
    ).trim();
    this.folder = mkdtempSync(join(realpathSync(tmpdir()), "twinspec-revision-"));
    // paths are read up to here, as in the repository itself
    mkdirSync(join(this.folder, ".git"));
    this.files = this.list(commit);
    this.extract((file) => /\.(?:ya?ml|json)$/.test(file));
  }

  /** The path in the folder of what is at a path of the working tree: with all that lies beside settings. */
  at(path: string): string {
    const inside = relative(this.repository, resolve(realpathSync(resolve()), path));
    if (inside === ".." || inside.startsWith(`..${sep}`))
      throw new UsageError(`"${path}" is outside of the repository "${this.repository}"`);
    const below = inside.split(sep).join("/");
    const folder = isSettingsFile(inside) ? posix.dirname(below) : below;
    this.extract((file) => folder === "" || folder === "." || file.startsWith(`${folder}/`));
    return join(this.folder, inside);
  }

  /** The same of a path on the command line, which git itself would read from the top of the repository. */
  named(path: string): string {
    const place = this.at(path);
    return existsSync(place) || /^\.{1,2}(?:[\\/]|$)/.test(path) ? place : this.at(join(this.repository, path));
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private list(commit: string): Map<string, string> {
    const listed = git(["ls-tree", "-r", "-z", "--full-tree", commit], `"${this.name}" cannot be read`);
    const files = listed.split("\0").flatMap((line) => {
      const [, mode = "", id = "", path = ""] = /^(\d+) blob ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
      // links could lead out of the folder
      return /^100/.test(mode) && !/(?:^|\/)node_modules\//.test(path) ? [[path, id] as const] : [];
    });
    return new Map(files);
  }

  /** Writes the files that are picked, each once. */
  private extract(isPicked: (file: string) => boolean): void {
    const picked = [...this.files].filter(([path]) => isPicked(path));
    const contents = batch(picked.map(([, id]) => id));
    for (const [index, [path]] of picked.entries()) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, contents[index] ?? "");
      this.files.delete(path);
    }
  }
}

/** The contents of blobs, in their order. */
function batch(ids: readonly string[]): Buffer[] {
  if (ids.length === 0) return [];
  const output = execFileSync("git", ["cat-file", "--batch"], { input: `${ids.join("\n")}\n`, maxBuffer: 2 ** 31 - 1 });
  const found: Buffer[] = [];
  for (let at = 0; at < output.length && found.length < ids.length; ) {
    const end = output.indexOf(10, at);
    const size = Number(output.toString("latin1", at, end).split(" ")[2]);
    found.push(output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return found;
}

function git(args: readonly string[], fault: string): string {
  try {
    return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 29 });
  } catch {
    throw new UsageError(fault);
  }
}
