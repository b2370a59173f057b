import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Code } from "../../diagnostics/codes.ts";
import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Position } from "../source-document.ts";
import { fileFor, isAllowed, isLoopback, isWithin } from "./addresses.ts";
import { type Copy, copiesFileName, digestOf, parseCopies } from "./copies.ts";

/** What settings say of documents at other places. */
export interface RemoteSettings {
  /** The files of addresses, or the folders of addresses that end with a slash; relative to `folder`. */
  readonly references: ReadonlyMap<string, string>;
  /** The hosts and the starts of addresses that may be fetched, and the networks that they may be in. */
  readonly vendor: readonly string[];
  /** The folder of the settings: the copies are below it. */
  readonly folder: string;
  /** Copies that take precedence over those on disk, by address: what is fetched and not written yet. */
  readonly fetched?: ReadonlyMap<string, { readonly copy: Copy; readonly bytes: Uint8Array }>;
}

/** What is known of an address on the web. */
export interface Asked {
  /** Where it is asked for: an input of the settings, or a reference. */
  readonly at?: Place;
  /** What messages call its copy, where that was read. */
  readonly file?: string;
  /** Why its copy is of no use, as a clause; left out where it is of use, and where there is none. */
  readonly fault?: string;
}

/** Why a remote document cannot be read. */
export interface RemoteFault {
  readonly code: Code;
  readonly message: string;
  readonly help: string;
  /** What is not fetched, as losses name it: an address, with a fragment. */
  readonly missing?: string;
}

/** A file that stands for a remote document. */
export interface LocalFile {
  readonly file: string;
  /** Of a copy: where the document really is, to which its references are relative. */
  readonly address?: string;
}

/** Knows which file stands for a remote document. Nothing is fetched. */
export class RemoteDocuments {
  /**
   * The allowed addresses that were asked for, whether they have a copy or not, each with the first reference that
   * asked; those of inputs have none.
   */
  readonly asked: Map<string, Position | undefined> = new Map();
  private readonly settings: RemoteSettings;
  private readonly table: ReadonlyMap<string, string>;
  private known: Map<string, Copy> | "unreadable" | undefined;

  constructor(settings: RemoteSettings = { references: new Map(), vendor: [], folder: "." }) {
    this.settings = settings;
    this.table = new Map([...settings.references].map(([address, file]) => [address, resolve(settings.folder, file)]));
  }

  /** Whether the settings say where the document at an address is. */
  knows(address: string): boolean {
    return fileFor(address, this.table) !== undefined || isAllowed(address, this.settings.vendor);
  }

  /** The file that stands for the document at an address, which a reference asks for. */
  locate(address: string, by?: Position): LocalFile | RemoteFault {
    const file = fileFor(address, this.table);
    if (file !== undefined) return { file };
    if (!isAllowed(address, this.settings.vendor)) return notFetched(address);
    if (!this.asked.has(address)) this.asked.set(address, by);
    const copies = this.copies();
    const copy = this.settings.fetched?.get(address)?.copy ?? (copies instanceof Map ? copies.get(address) : undefined);
    if (copy) return { file: this.fileOf(copy), address: copy.location ?? address };
    if (copies === "unreadable")
      return fault(`"${copiesFileName}" cannot be read, which lists the copies of remote documents`);
    return fault(`there is no copy of "${address}"`, "run `twinspec vendor`, which fetches it");
  }

  /** The address of a file that is a copy; undefined for any other. */
  addressOf(file: string): string | undefined {
    for (const [address, copy] of this.all()) if (this.fileOf(copy) === file) return copy.location ?? address;
    return undefined;
  }

  /** Whether a file may be read wherever it is: the settings name it, or its folder. */
  isNamed(file: string): boolean {
    return [...this.table].some(([address, named]) => (address.endsWith("/") ? isWithin(file, named) : file === named));
  }

  /** The bytes of a copy, or why they are not those that were fetched. */
  bytesOf(file: string): Uint8Array | RemoteFault {
    const found = this.all().find(([, copy]) => this.fileOf(copy) === file);
    if (!found) return readFileSync(file);
    const [address, copy] = found;
    const fetched = this.settings.fetched?.get(address);
    if (fetched) return fetched.bytes;
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file);
    } catch {
      return fault(`the copy of "${address}" is missing: "${copy.file}"`);
    }
    if (digestOf(bytes) === copy.sha256) return bytes;
    const message = `the copy of "${address}" was changed: "${copy.file}" has not the digest in "${copiesFileName}"`;
    return fault(message);
  }

  /** Whether there is a copy of an address, as it was fetched. */
  hasCopy(address: string): boolean {
    return this.copyOf(address) !== undefined;
  }

  /** The bytes of the copy of an address; undefined where there is none, or another. */
  copyOf(address: string): Uint8Array | undefined {
    const copies = this.copies();
    const copy = copies instanceof Map ? (copies.get(address) as Copy | undefined) : undefined;
    const bytes = copy && this.bytesOf(this.fileOf(copy));
    return bytes instanceof Uint8Array ? bytes : undefined;
  }

  /** The copies that are listed, by address. */
  copies(): ReadonlyMap<string, Copy> | "unreadable" {
    this.known ??= this.readCopies();
    return this.known;
  }

  private all(): (readonly [address: string, copy: Copy])[] {
    const copies = this.copies();
    const fetched = [...(this.settings.fetched ?? [])].map(([address, { copy }]) => [address, copy] as const);
    return [...fetched, ...(copies instanceof Map ? copies : [])];
  }

  private readCopies(): Map<string, Copy> | "unreadable" {
    if (this.settings.vendor.length === 0) return new Map();
    try {
      return parseCopies(readFileSync(resolve(this.settings.folder, copiesFileName), "utf8")) ?? "unreadable";
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ENOENT" ? new Map() : "unreadable";
    }
  }

  private fileOf(copy: Copy): string {
    return resolve(this.settings.folder, copy.file);
  }
}

function notFetched(address: string): RemoteFault {
  const { protocol, host, hostname, port } = new URL(address);
  const isFetchable = protocol === "https:" || isLoopback(hostname);
  const listed = port === "" ? "its host" : `"${host}"`;
  return {
    code: "ref-remote",
    missing: `${address}#`,
    message: `"${address}" is a remote reference, which is not fetched`,
    help:
      "name the file that it is in `references` of the settings" +
      (isFetchable
        ? `, or list ${listed} in \`vendor\``
        : "; `vendor` fetches over https: only, except from this machine"),
  };
}

function fault(message: string, help = "restore it, or run `twinspec vendor`, which fetches it again"): RemoteFault {
  return { code: "ref-vendored", message, help };
}
