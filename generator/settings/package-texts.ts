import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { byCodePoint } from "../document/order.ts";
import type { PackageSettings } from "./settings.ts";
import type * as written from "./written-settings.ts";

/** The folder of a package that has its examples. */
const examplesFolder = "examples";

/** What a person wrote for a package: the start of its README, and its examples. What cannot be read is reported. */
export function readPackageTexts(
  { readme, examples }: written.PackageSettings,
  folder: string,
  report: (key: "readme" | "examples", message: string) => void,
): Pick<PackageSettings, "readme" | "examples"> {
  const attempt = <Result>(key: "readme" | "examples", path: string | undefined, read: (path: string) => Result) => {
    if (path === undefined) return {};
    try {
      return { [key]: read(resolve(folder, path)) };
    } catch {
      report(key, `"${path}" is not a ${key === "readme" ? "file" : "folder"} that can be read`);
      return {};
    }
  };
  return {
    ...attempt("readme", readme, textOf),
    ...attempt("examples", examples, (path) => Object.fromEntries(filesBelow(path, examplesFolder))),
  };
}

/** The files that the texts of a package were read from, as paths from the folder of the settings. */
export function filesOfTexts(
  { readme, examples = "" }: written.PackageSettings,
  texts: Pick<PackageSettings, "examples">,
): string[] {
  const paths = Object.keys(texts.examples ?? {}).map((path) => path.slice(examplesFolder.length + 1));
  return [...(readme === undefined ? [] : [readme]), ...paths.map((path) => join(examples, path))];
}

/** Text with line feeds, whatever ends lines on this machine. */
function textOf(file: string): string {
  return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
}

function filesBelow(folder: string, shown: string): [path: string, text: string][] {
  const isMeant = ({ name }: Dirent) => !name.startsWith(".") && name !== "node_modules";
  return readdirSync(folder, { withFileTypes: true })
    .filter(isMeant)
    .sort((a, b) => byCodePoint(a.name, b.name))
    .flatMap((entry): [path: string, text: string][] => {
      const [file, path] = [join(folder, entry.name), `${shown}/${entry.name}`];
      if (entry.isDirectory()) return filesBelow(file, path);
      return entry.isFile() ? [[path, textOf(file)]] : [];
    });
}
