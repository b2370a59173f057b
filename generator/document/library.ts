import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Code } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import { suggestionFor } from "../diagnostics/suggestion.ts";
import { readText } from "./find-documents.ts";
import { identifiersOf, type Resource } from "./identifiers.ts";
import { getOwn, isObject } from "./json.ts";
import { below, type Position, type SourceDocument } from "./source-document.ts";
import type { ReadLongInteger } from "./text/example-integers.ts";
import { parseJson } from "./text/parse-json.ts";
import { parseYaml } from "./text/parse-yaml.ts";
import { ParsedText, type UnparsedDocument } from "./text/parsed-text.ts";
import { faultsOfSwagger } from "./text/swagger-faults.ts";
import { decodeReference, isInBody, partAt } from "./text/swagger-parts.ts";
import { isSwaggerDocument, upgradeSwagger } from "./text/upgrade-swagger.ts";

/** The largest file that is read, in bytes. */
const maxBytes = 100 * 2 ** 20;

/** Why a file cannot be read. */
export interface ReadFault {
  readonly code: Code;
  readonly message: string;
  readonly help?: string | undefined;
}

/** Reads files, each once, and only below the API's root folder. */
export class Library {
  /** The API's root folder, with symbolic links resolved. */
  readonly root: string;
  readonly diagnostics: Diagnostic[] = [];
  /** The text of every file that was read, by its path below the root. */
  readonly texts: Map<string, string> = new Map();
  /** The requested files below the root that do not exist, by their absolute paths. */
  readonly absent: Set<string> = new Set();
  /** Whether one of the documents is Swagger 2.0. */
  hasSwagger = false;
  /** Whether `nullable` beside a `$ref` of OpenAPI 3.0 allows null. */
  nullableReferences = true;
  private readonly documents = new Map<string, SourceDocument | ReadFault>();
  /** The documents that call schemas by `$id` or by anchors, which few do. */
  private readonly identified: SourceDocument[] = [];
  /** The Swagger 2.0 documents that are not done yet: parts of them may refer back. */
  private readonly upgrading = new Set<string>();
  private readonly workingFolder: string;
  private readonly readLongInteger: ReadLongInteger | undefined;

  constructor(root: string, workingFolder: string, readLongInteger?: ReadLongInteger) {
    this.readLongInteger = readLongInteger;
    this.root = realPath(root);
    this.workingFolder = workingFolder;
  }

  /**
   * The document in a file, or why it cannot be read. One with syntax errors is reported once, and its value is
   * undefined.
   */
  open(file: string): SourceDocument | ReadFault {
    let real: string;
    try {
      real = realpathSync(file);
    } catch {
      return this.missing(file);
    }
    const known = this.documents.get(real);
    if (known) return known;
    const read = this.read(real, file);
    this.documents.set(real, read);
    return read;
  }

  /** A document whose text is not in a file, but from standard input or a URL. */
  add(file: string, text: string): SourceDocument {
    const document = this.parse(file, file, file, text);
    this.documents.set(file, document);
    return document;
  }

  /** The schema with an `$id`, in the document that refers to it or else in any that was read. */
  resource(uri: string, referring: SourceDocument): Resource | undefined {
    if (this.identified.length === 0) return undefined;
    for (const document of [referring, ...this.identified])
      for (const resource of identifiersOf(document).resources.values()) if (resource.uri === uri) return resource;
    return undefined;
  }

  /** The schemas with a dynamic anchor of that name, in all documents that were read. */
  dynamicAnchors(name: string): Position[] {
    const anchors = this.identified.flatMap((document) => identifiersOf(document).dynamicAnchors);
    return anchors.filter((anchor) => anchor.name === name).map(({ position }) => position);
  }

  private read(real: string, requested: string): SourceDocument | ReadFault {
    if (this.isOutside(real)) return this.outside(requested);
    const stats = statSync(real);
    if (!stats.isFile()) return { code: "file-not-found", message: `"${this.show(requested)}" is not a file` };
    if (stats.size > maxBytes)
      return { code: "file-too-large", message: `"${this.show(requested)}" is larger than ${maxBytes / 2 ** 20} MiB` };
    return this.parse(real, relative(this.root, real).split(sep).join("/"), this.show(real), readText(real));
  }

  private isOutside(file: string): boolean {
    const below = relative(this.root, file);
    return below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  }

  private outside(requested: string): ReadFault {
    return {
      code: "ref-outside-root",
      message: `"${this.show(requested)}" is outside the API's root folder "${this.show(this.root)}"`,
      help: "set `root` in the settings to a folder that contains all documents",
    };
  }

  private parse(file: string, path: string, shown: string, text: string): SourceDocument {
    this.texts.set(path, text);
    const format = looksLikeJson(file, text) ? "json" : "yaml";
    const unparsed = { file, path, shown, text, format } as const;
    let parsed = (format === "json" ? parseJson : parseYaml)(unparsed, this.readLongInteger);
    this.diagnostics.push(...parsed.diagnostics);
    const published = withVersionAsText(parsed.value);
    const isSwagger = isSwaggerDocument(published);
    this.hasSwagger ||= isSwagger;
    const faults = isSwagger ? faultsOfSwagger(published) : [];
    const isTold = faults.some(({ severity }) => severity === "error");
    parsed = parsed.diagnostics.length > 0 ? new ParsedText(undefined) : this.upgrade(parsed, unparsed, isTold);
    const { value, repeated } = parsed;
    const document = { ...unparsed, value, ...(isSwagger && { swagger: published }), repeated };
    for (const { keys, ...fault } of faults)
      this.diagnostics.push({ ...fault, at: placeOf(keys.reduce<Position>(below, { document })) });
    if (identifiersOf(document).resources.size > 0) this.identified.push(document);
    return document;
  }

  /** Upgrades Swagger 2.0 to OpenAPI 3. The library that does it throws on malformed documents, told of or not. */
  private upgrade(parsed: ParsedText, { file, shown }: UnparsedDocument, isTold: boolean): ParsedText {
    this.upgrading.add(file);
    try {
      return upgradeSwagger(parsed, (reference) => this.part(reference, file));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      if (isTold) return new ParsedText(undefined);
      const message =
        "the Swagger 2.0 document cannot be converted to OpenAPI 3: a value is missing or has the wrong type";
      const failed = ParsedText.failed(message, { file: shown, line: 1, column: 1 });
      this.diagnostics.push(...failed.diagnostics);
      return failed;
    } finally {
      this.upgrading.delete(file);
    }
  }

  /** What a Swagger 2.0 document refers to in a file without a version, or of bodies in another document. */
  private part(reference: string, from: string): unknown {
    const [path = "", pointer = ""] = reference.split("#", 2);
    if (path === "" || /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(path)) return undefined;
    const folder = dirname(from);
    const target = realPath(resolve(folder, decodeReference(path)));
    const opened = this.upgrading.has(target) ? undefined : this.open(target);
    if (!opened || !("text" in opened)) return undefined;
    const { file, value, swagger } = opened;
    const rebase = (inner: string): string => {
      const [innerPath = "", ...fragment] = inner.split("#");
      if (/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(innerPath)) return inner;
      const leads = innerPath === "" ? file : resolve(dirname(file), decodeReference(innerPath));
      return [encodeURI(relative(folder, leads).split(sep).join("/")), ...fragment].join("#");
    };
    const found = partAt(swagger ?? value, decodeReference(pointer), rebase);
    const isDocument = isObject(value) && value["openapi"] !== undefined;
    return isDocument && !isInBody(found) ? undefined : found;
  }

  private missing(file: string): ReadFault {
    // a document must not learn which files exist outside of the root
    if (this.isOutside(realPath(file))) return this.outside(file);
    this.absent.add(resolve(file));
    let siblings: string[] = [];
    try {
      siblings = readdirSync(dirname(file));
    } catch {
      // the folder does not exist either: there is nothing to suggest
    }
    const suggestion = suggestionFor(basename(file), siblings);
    return {
      code: "file-not-found",
      message: `the file "${this.show(file)}" does not exist`,
      help: suggestion === undefined ? undefined : `did you mean "${this.show(resolve(dirname(file), suggestion))}"?`,
    };
  }

  private show(file: string): string {
    const shown = relative(this.workingFolder, file);
    return shown === "" ? "." : shown.startsWith(`..${sep}..${sep}..`) ? file : shown;
  }
}

/** The path with symbolic links resolved, as far as it exists. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const parent = dirname(file);
    return parent === file ? file : resolve(realPath(parent), basename(file));
  }
}

/** The root of a document whose version is a number because it is not quoted: `swagger: 2.0`, `openapi: 3.0`. */
function withVersionAsText(root: unknown): unknown {
  for (const field of isObject(root) ? ["openapi", "swagger"] : []) {
    const version = getOwn(root, field);
    if (typeof version === "number" && version < 4)
      Object.assign(root as object, { [field]: Number.isInteger(version) ? `${version}.0` : String(version) });
  }
  return root;
}

function looksLikeJson(file: string, text: string): boolean {
  const extension = extname(file).toLowerCase();
  if (extension === ".yaml" || extension === ".yml") return false;
  return extension === ".json" || /^\s*[{[]/.test(text);
}
