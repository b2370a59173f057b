import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, extname, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Code } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import { suggestionFor } from "../diagnostics/suggestion.ts";
import type { Dialect } from "../schema/dialect.ts";
import type { KeptDocuments } from "./copies/kept-documents.ts";
import { readText, textOf } from "./find-documents.ts";
import { identifiersOf, type Resource } from "./identifiers.ts";
import { getOwn, isObject, type JsonObject } from "./json.ts";
import { addressOf, isWithin } from "./remote/addresses.ts";
import { RemoteDocuments, type RemoteSettings } from "./remote/remote-documents.ts";
import { below, type Position, type SourceDocument } from "./source-document.ts";
import type { Amend } from "./text/amend.ts";
import type { ReadLongInteger } from "./text/example-integers.ts";
import { indentYaml } from "./text/indent-yaml.ts";
import { parseJson } from "./text/parse-json.ts";
import { parseYaml } from "./text/parse-yaml.ts";
import { ParsedText, type UnparsedDocument } from "./text/parsed-text.ts";
import { decodeReference, isInBody, partAt } from "./text/swagger-parts.ts";
import { mendSwagger } from "./text/swagger-shapes.ts";
import { isSwaggerDocument, upgradeSwagger } from "./text/upgrade-swagger.ts";

/** The largest file that is read, in bytes. */
const maxBytes = 100 * 2 ** 20;

/** Why a file cannot be read. */
export interface ReadFault {
  readonly code: Code;
  readonly message: string;
  readonly help?: string | undefined;
}

/** The target of a `$ref`. */
export interface Target {
  readonly position: Position;
  readonly value: unknown;
}

/** Why a `$ref` cannot be resolved. */
export interface BrokenReference extends ReadFault {
  /** What it refers to, as losses name it: a part of a document, or a whole one that is not there. */
  readonly missing?: string | undefined;
  /** Whether it is an address on the web, for which the settings say where it is read. */
  readonly isOfSettings?: boolean | undefined;
}

/** Where documents are read, and where not. */
export interface Places {
  /** What the paths of documents are relative to: the same on every machine. */
  readonly root: string;
  /** No file outside of this folder is read, but those that settings name. Default: the root. */
  readonly limit?: string;
  /** Messages show paths relative to this folder. */
  readonly shownFrom: string;
  readonly remote?: RemoteSettings | undefined;
  readonly amend?: Amend | undefined;
  readonly kept?: KeptDocuments | undefined;
}

/** Where a reference stands. */
type Referring = Pick<SourceDocument, "address" | "file" | "self">;

/** Reads files, each once, and only below a folder that limits it. */
export class Library {
  /** The folder that paths are relative to, with symbolic links resolved. */
  readonly root: string;
  readonly remote: RemoteDocuments;
  /** The files outside of the root that were read, because they are below the limit. */
  readonly outside: Set<string> = new Set();
  readonly diagnostics: Diagnostic[] = [];
  /** The text of every file that was read, by its path below the root. */
  readonly texts: Map<string, string> = new Map();
  /** The requested files below the root that do not exist, by their absolute paths. */
  readonly absent: Set<string> = new Set();
  /** What the upgrade of Swagger 2.0 documents left out. */
  readonly leftOut: Position[] = [];
  /** Whether one of the documents is Swagger 2.0. */
  hasSwagger = false;
  /** Whether `nullable` beside a `$ref` of OpenAPI 3.0 allows null. */
  nullableReferences = true;
  /** Where chains of references end, by each that is nothing but one. */
  readonly ends: WeakMap<object, Target | BrokenReference> = new WeakMap();
  /** The references that are being followed as a part of a pointer. */
  readonly onTheWay: Set<object> = new Set();
  private readonly documents = new Map<string, SourceDocument | ReadFault>();
  /** The documents that call schemas by `$id` or by anchors, which few do. */
  private readonly identified: SourceDocument[] = [];
  /** The Swagger 2.0 documents that are not done yet: parts of them may refer back. */
  private readonly upgrading = new Set<string>();
  /** The documents that give themselves an address, by it. */
  private readonly selves = new Map<string, SourceDocument>();
  private readonly amend: Amend | undefined;
  private readonly kept: KeptDocuments | undefined;
  private readonly limit: string;
  private readonly workingFolder: string;
  private readonly readLongInteger: ReadLongInteger | undefined;

  constructor({ root, limit = root, shownFrom, remote, amend, kept }: Places, readLongInteger?: ReadLongInteger) {
    this.amend = amend;
    this.kept = kept;
    this.readLongInteger = readLongInteger;
    this.root = realPath(root);
    this.limit = realPath(limit);
    this.remote = new RemoteDocuments(remote && { ...remote, folder: realPath(remote.folder) });
    this.workingFolder = shownFrom;
    for (const [file, text] of amend?.texts ?? []) this.texts.set(this.pathOf(realPath(file)), text);
    for (const file of amend?.absent ?? []) this.absent.add(file);
  }

  /** The document that a reference leads to, without its fragment: one that was read and calls itself so, or a file. */
  refer(reference: string, from: Referring, by?: Position): SourceDocument | ReadFault {
    const named = this.selves.get(addressOf(reference, from.self ?? from.address) ?? "");
    if (named) return named;
    const located = this.locate(reference, from, by);
    return typeof located === "string" ? this.open(located) : located;
  }

  /**
   * The document in a file that is an input or that one refers to, or why it cannot be read. One with syntax errors is
   * reported once, and its value is undefined.
   */
  open(file: string, isInput = false): SourceDocument | ReadFault {
    const real = realPath(file);
    const copyOf = this.remote.addressOf(file) ?? this.remote.addressOf(real);
    if (copyOf === undefined && !existsSync(real)) return this.missing(file);
    const known = this.documents.get(real);
    if (known) return known;
    const read = copyOf === undefined ? this.read(real, file) : this.readCopy(real, copyOf);
    this.documents.set(real, read);
    if ("text" in read && copyOf === undefined && !isInput && !isWithin(real, this.root) && !this.remote.isNamed(real))
      this.outside.add(real);
    return read;
  }

  /** The document at an address on the web, if it was read. */
  remoteDocument(address: string): SourceDocument | undefined {
    const located = this.remote.locate(address);
    const known = "file" in located ? this.documents.get(realPath(located.file)) : undefined;
    return known && "text" in known ? known : undefined;
  }

  /** A document whose text is not in a file, but from standard input or a URL. */
  add(file: string, text: string): SourceDocument {
    const document = this.parse({ file, path: file, shown: file, text, ...withAddress(addressOf(file)) });
    this.documents.set(file, document);
    return document;
  }

  /** The dialect of a document's schemas; files that name no version are of the older ones. */
  dialectOf(document: SourceDocument): Dialect {
    const { value } = document;
    const isFrom31 = isObject(value) && /^3\.[1-9]/.test(String(value["openapi"]));
    const nulls = isFrom31 ? "nothing" : this.nullableReferences ? "meant" : "letter";
    return { isSwagger: this.isSwagger(document), nulls };
  }

  /** Whether a document is Swagger 2.0. A file without a version has that of the documents that refer to it. */
  isSwagger({ swagger, value }: SourceDocument): boolean {
    return swagger !== undefined || (this.hasSwagger && isObject(value) && value["openapi"] === undefined);
  }

  /** Whether a document calls schemas by `$id` or by anchors. */
  get hasIdentifiers(): boolean {
    return this.identified.length > 0;
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

  /** The path of the file that a reference leads to. */
  private locate(reference: string, { file, address, self }: Referring, by?: Position): string | ReadFault {
    const ofSelf = self === undefined ? undefined : addressOf(reference, self);
    // beside a file that gives itself an address, others lie as they do at that address
    const isElsewhere = ofSelf !== undefined && (this.remote.knows(ofSelf) || addressOf(reference) !== undefined);
    const absolute = isElsewhere
      ? ofSelf
      : addressOf(reference, address ?? (reference.startsWith("//") ? "https://localhost" : undefined));
    if (absolute !== undefined) {
      const located = this.remote.locate(absolute, by);
      return "file" in located ? located.file : located;
    }
    if (!/^[a-z][a-z0-9+.-]+:/i.test(reference)) return resolve(dirname(file), decodeReference(reference));
    try {
      return fileURLToPath(reference);
    } catch {
      const message = `"${reference}" is no address of a file, nor of a document on the web`;
      return { code: "ref-remote", message, help: "download the document and refer to the file" };
    }
  }

  private readCopy(file: string, address: string): SourceDocument | ReadFault {
    const bytes = this.remote.bytesOf(file);
    if (!(bytes instanceof Uint8Array)) return bytes;
    return this.parse({ file, path: this.pathOf(file), shown: this.show(file), text: textOf(bytes), address });
  }

  private pathOf(file: string): string {
    return relative(this.root, file).split(sep).join("/");
  }

  private read(real: string, requested: string): SourceDocument | ReadFault {
    if (this.isOutside(real)) return this.beyond(requested);
    const stats = statSync(real);
    if (!stats.isFile()) return { code: "file-not-found", message: `"${this.show(requested)}" is not a file` };
    if (stats.size > maxBytes)
      return { code: "file-too-large", message: `"${this.show(requested)}" is larger than ${maxBytes / 2 ** 20} MiB` };
    return this.parse({ file: real, path: this.pathOf(real), shown: this.show(real), text: readText(real) });
  }

  /** Whether a file is not to be read: outside of the root, only what is named as documents are is taken for one. */
  private isOutside(file: string): boolean {
    if (isWithin(file, this.root) || this.remote.isNamed(file)) return false;
    return !isWithin(file, this.limit) || !/\.(?:json|ya?ml)$/i.test(file);
  }

  private beyond(requested: string): BrokenReference {
    return {
      code: "ref-outside-root",
      message: `"${this.show(requested)}" is outside the API's root folder "${this.show(this.limit)}"`,
      help: "pass `--root`, or set `root` in the settings, with a folder that contains all documents",
      missing: `${this.pathOf(realPath(requested))}#`,
    };
  }

  private parse(given: Omit<UnparsedDocument, "format">): SourceDocument {
    const { file, path, text } = given;
    this.texts.set(path, text);
    const format = looksLikeJson(file, text) ? "json" : "yaml";
    let unparsed: UnparsedDocument = { ...given, format };
    const parse = format === "json" ? parseJson : parseYaml;
    let parsed = parse(unparsed, this.readLongInteger);
    const indented = format === "yaml" && parsed.diagnostics.length > 0 ? indentYaml(text) : text;
    if (indented !== text) {
      const again = parse({ ...unparsed, text: indented }, this.readLongInteger);
      if (again.diagnostics.length === 0) unparsed = { ...unparsed, text: indented };
      if (again.diagnostics.length === 0) parsed = again;
    }
    this.diagnostics.push(...parsed.diagnostics);
    const amended = parsed.diagnostics.length === 0 ? this.amend?.amend(parsed, unparsed) : undefined;
    this.diagnostics.push(...(amended?.diagnostics ?? []));
    const root = withVersionAsText(parsed.value);
    const isSwagger = isSwaggerDocument(root) && parsed.diagnostics.length === 0;
    this.hasSwagger ||= isSwagger;
    const mended = isSwagger ? mendSwagger(root, parsed) : undefined;
    if (mended) parsed.value = mended.swagger;
    parsed = parsed.diagnostics.length > 0 ? new ParsedText(undefined) : this.upgrade(parsed, unparsed);
    const { repeated } = parsed;
    const isPlain = format === "json" && !isSwagger && !this.amend && repeated.size === 0;
    const isKept = isPlain && isObject(parsed.value) && typeof parsed.value["openapi"] === "string";
    const kept = isKept ? this.kept?.share(file, parsed.value as JsonObject, this.nullableReferences) : undefined;
    const { value, copies } = kept ?? { value: parsed.value };
    const self = mended ? undefined : addressOf(String(getOwn(value, "$self") ?? ""), given.address);
    const document = {
      ...unparsed,
      value,
      ...(mended && { swagger: mended.swagger }),
      ...(self !== undefined && { self }),
      ...(amended?.originOf && { originOf: amended.originOf }),
      ...(copies && { copies }),
      repeated,
    };
    if (self !== undefined && !this.selves.has(self)) this.selves.set(self, document);
    for (const { keys, code, message, isLost, help } of mended?.faults ?? []) {
      const position = keys.reduce<Position>(below, { document, isPublished: true });
      const more = help === undefined ? {} : { help };
      this.diagnostics.push({ severity: "warning", code, message, at: placeOf(position), ...more });
      if (isLost) this.leftOut.push(position);
    }
    if (identifiersOf(document).resources.size > 0) this.identified.push(document);
    return document;
  }

  /** Upgrades Swagger 2.0 to OpenAPI 3. The library that does it throws on what it does not expect. */
  private upgrade(parsed: ParsedText, unparsed: UnparsedDocument): ParsedText {
    const { file, shown } = unparsed;
    this.upgrading.add(file);
    try {
      return upgradeSwagger(parsed, (reference) => this.part(reference, unparsed));
    } catch (error) {
      const message = `the Swagger 2.0 document cannot be converted to OpenAPI 3: ${String(error)}`;
      const failed = ParsedText.failed(message, { file: shown, line: 1, column: 1 });
      this.diagnostics.push(...failed.diagnostics);
      return failed;
    } finally {
      this.upgrading.delete(file);
    }
  }

  /** What a Swagger 2.0 document refers to in a file without a version, or of bodies in another document. */
  private part(reference: string, from: Referring): unknown {
    const [path = "", pointer = ""] = reference.split("#", 2);
    const located = path === "" ? undefined : this.locate(path, from);
    if (typeof located !== "string") return undefined;
    const folder = dirname(from.file);
    const target = realPath(located);
    const opened = this.upgrading.has(target) ? undefined : this.open(target);
    if (!opened || !("text" in opened)) return undefined;
    const { file, value, swagger, address } = opened;
    const rebase = (inner: string): string => {
      const [innerPath = "", ...fragment] = inner.split("#");
      if (/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(innerPath)) return inner;
      if (address !== undefined || from.address !== undefined) {
        const base = address ?? pathToFileURL(file).href;
        return [innerPath === "" ? base : new URL(innerPath, base).href, ...fragment].join("#");
      }
      const leads = innerPath === "" ? file : resolve(dirname(file), decodeReference(innerPath));
      return [encodeURI(relative(folder, leads).split(sep).join("/")), ...fragment].join("#");
    };
    const found = partAt(swagger ?? value, decodeReference(pointer), rebase);
    const isDocument = isObject(value) && value["openapi"] !== undefined;
    return isDocument && !isInBody(found) ? undefined : found;
  }

  private missing(file: string): BrokenReference {
    // a document must not learn which files exist outside of the root
    if (this.isOutside(realPath(file))) return this.beyond(file);
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
      missing: `${this.pathOf(file)}#`,
    };
  }

  private show(file: string): string {
    const shown = relative(this.workingFolder, file);
    return shown === "" ? "." : shown.startsWith(`..${sep}..${sep}..`) ? file : shown;
  }
}

function withAddress(address: string | undefined): Pick<SourceDocument, "address"> {
  return address === undefined ? {} : { address };
}

/** The path with symbolic links resolved, as far as it exists. */
export function realPath(file: string): string {
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
