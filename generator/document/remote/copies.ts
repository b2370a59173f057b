import { createHash } from "node:crypto";
import { posix } from "node:path";
import { isObject } from "../json.ts";
import { byCodePoint } from "../order.ts";
import { parseYaml } from "../text/parse-yaml.ts";

/** The file beside the settings that lists the copies of remote documents. */
export const copiesFileName = "twinspec.vendor.yaml";

/** The folder beside the settings that holds them. */
export const copiesFolderName = "twinspec.vendor";

/** A copy of a remote document. */
export interface Copy {
  /** Its path below the folder of the settings, with forward slashes. */
  readonly file: string;
  /** The SHA-256 digest of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** Where the document really is, if its server redirected to there: what it refers to is relative to that. */
  readonly location?: string;
}

/** The copies that a file lists, by address; undefined where it is not such a list. */
export function parseCopies(text: string): Map<string, Copy> | undefined {
  const shown = copiesFileName;
  const { value, diagnostics } = parseYaml({ file: shown, path: shown, shown, text, format: "yaml" });
  if (diagnostics.length > 0) return undefined;
  const copies = new Map<string, Copy>();
  for (const [address, entry] of Object.entries(isObject(value) ? value : {})) {
    const { file, sha256, location } = isObject(entry) ? entry : {};
    if (typeof file !== "string" || typeof sha256 !== "string" || !isCopyPath(file)) return undefined;
    copies.set(address, { file, sha256, ...(typeof location === "string" && { location }) });
  }
  return value === undefined || value === null || isObject(value) ? copies : undefined;
}

/** The list of copies as its file has it. */
export function formatCopies(copies: ReadonlyMap<string, Copy>): string {
  const entries = [...copies]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([address, { file, sha256, location }]) =>
      [
        `${JSON.stringify(address)}:`,
        `  file: ${JSON.stringify(file)}`,
        `  sha256: ${sha256}`,
        ...(location === undefined ? [] : [`  location: ${JSON.stringify(location)}`]),
      ].join("\n"),
    );
  const about =
    "# Written by `twinspec vendor`: the copies of remote documents, with their SHA-256 digests. Commit both.";
  return `${[about, ...entries].join("\n")}\n`;
}

/** The digest of a copy: SHA-256 in hexadecimal, as `sha256sum` prints it. */
export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Where the copy of an address is kept: below a folder for its host, under its own name, which types may be called by.
 * What is already taken, also on disks that ignore case, gets a folder of its own.
 */
export function copyPath(address: string, taken: Iterable<string>): string {
  const url = new URL(address);
  const words = url.pathname
    .split("/")
    .filter((word) => word !== "")
    .map(slug);
  const name = words.pop() ?? "index";
  const plain = posix.join(copiesFolderName, slug(url.host), ...words, name);
  const isTaken = [...taken].some((other) => isInTheWay(other.toLowerCase(), plain.toLowerCase()));
  if (!isTaken && url.search === "") return plain;
  const hash = digestOf(Buffer.from(address)).slice(0, 10);
  return posix.join(copiesFolderName, slug(url.host), hash, name);
}

function isInTheWay(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** A segment as a file name on every system; the words that some systems keep for themselves get an underscore. */
function slug(segment: string): string {
  const word = segment
    .replace(/%[0-9a-f]{2}|[^\w.-]/gi, "_")
    .replace(/^\.+|\.+$/g, "_")
    .slice(0, 100);
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(word) ? `_${word}` : word;
}

function isCopyPath(file: string): boolean {
  return posix.normalize(file) === file && file.startsWith(`${copiesFolderName}/`) && !file.includes("\\");
}
