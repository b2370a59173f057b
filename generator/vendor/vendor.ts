import type { Code } from "../diagnostics/codes.ts";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { byCodePoint } from "../document/order.ts";
import { type Copy, copyPath, digestOf } from "../document/remote/copies.ts";
import { type Asked, RemoteDocuments, type RemoteSettings } from "../document/remote/remote-documents.ts";
import { fetchDocument } from "./fetch-document.ts";
import { type Environment, headersFor, MissingVariableError, type WrittenHeaders } from "./headers.ts";
import { writeCopies } from "./write-copies.ts";

/** What `vendor` is asked to do. */
export interface VendorOptions {
  /** What is fetched. `fetch`: what has no copy; `update` and `check`: everything; `list`: nothing. Two write. */
  readonly mode: "check" | "fetch" | "list" | "update";
  /** The variables that headers are filled in with. */
  readonly environment?: Environment;
}

/** What the settings say of fetching. */
interface VendorSettings extends RemoteSettings {
  readonly vendorHeaders?: WrittenHeaders;
  readonly placeOf?: (keys: readonly string[]) => Place;
}

/** A remote document, and what became of it. */
export interface VendoredDocument {
  readonly address: string;
  readonly file: string;
  readonly status: "changed" | "failed" | "fetched" | "kept" | "missing" | "removed" | "updated";
  readonly sha256?: string;
  /** Of one that changed: the text of the copy, and that which was fetched. */
  readonly texts?: { readonly old: string; readonly new: string };
}

/** What `vendor` did. */
export interface Vendored {
  readonly documents: readonly VendoredDocument[];
  readonly diagnostics: readonly Diagnostic[];
  readonly hasChanged: boolean;
}

/** What is said of a document that cannot be read as it is meant: it may ask for more than is known. */
const unread: ReadonlySet<Code> = new Set(["syntax", "overlay-invalid", "transform-failed"]);

type FetchedCopies = NonNullable<RemoteSettings["fetched"]>;

/** Reads the documents with what was fetched so far, and says which addresses were asked for. */
export type ReadAsked = (
  fetched: FetchedCopies,
) => Promise<{ readonly asked: ReadonlyMap<string, Asked>; readonly diagnostics: readonly Diagnostic[] }>;

/**
 * Fetches the remote documents that documents refer to, and what those refer to in turn, as far as the settings allow,
 * and keeps copies of them. Where one cannot be fetched, nothing is written.
 */
export async function vendorDocuments(
  settings: VendorSettings,
  { mode, environment = {} }: VendorOptions,
  read: ReadAsked,
): Promise<Vendored> {
  const remote = new RemoteDocuments(settings);
  const listed = remote.copies();
  const before: ReadonlyMap<string, Copy> = listed instanceof Map ? listed : new Map<string, Copy>();
  const fetched = new Map<string, { copy: Copy; bytes: Uint8Array }>();
  const failed = new Map<string, Diagnostic>();
  const isAnew = mode === "update" || mode === "check";
  let { asked, diagnostics } = await read(fetched);
  const fail = (address: string, message: string, { help, at = asked.get(address)?.at }: Reason = {}) =>
    failed.set(address, { code: "vendor-failed", severity: "error", message, ...hinted(help), ...(at && { at }) });
  while (mode !== "list") {
    const open = [...asked.keys()]
      .filter((address) => !fetched.has(address) && !failed.has(address) && (isAnew || !remote.hasCopy(address)))
      .sort(byCodePoint);
    if (open.length === 0) break;
    for (const address of open) {
      let result: Awaited<ReturnType<typeof fetchDocument>>;
      try {
        const filled = (to: string) => headersFor(to, settings.vendorHeaders ?? new Map(), environment);
        // before anybody is asked
        filled(address);
        result = await fetchDocument(address, settings.vendor, { headersFor: filled });
      } catch (error) {
        if (!(error instanceof MissingVariableError)) throw error;
        const at = settings.placeOf?.(error.keys);
        fail(address, `cannot fetch "${address}": ${error.message}`, { help: `set ${error.variable}`, at });
        continue;
      }
      if (!("bytes" in result)) {
        fail(address, `cannot fetch "${address}": ${result.reason}`, { help: result.help });
        continue;
      }
      const known = before.get(address);
      const sha256 = digestOf(result.bytes);
      if (mode === "fetch" && known && known.sha256 !== sha256) {
        const help = "`twinspec vendor --update` takes it over";
        fail(address, `"${address}" is another document now than the one that was copied`, { help });
        continue;
      }
      const taken = [...before, ...[...fetched].map(([each, { copy }]) => [each, copy] as const)];
      const others = taken.filter(([each]) => each !== address).map(([, { file }]) => file);
      const { location } = result;
      const copy = {
        file: known?.file ?? copyPath(address, others),
        sha256,
        ...(location !== undefined && { location }),
      };
      fetched.set(address, { copy, bytes: result.bytes });
    }
    ({ asked, diagnostics } = await read(fetched));
  }
  const useless = new Set<string | undefined>();
  for (const [address, { fault, file }] of asked) {
    if (fault === undefined || !fetched.has(address)) continue;
    useless.add(file);
    const help = "look at the address in a browser: a page where one signs in is no document";
    fail(address, `what "${address}" responds with is not an OpenAPI document: ${fault}`, { help });
  }

  const isWhole = failed.size === 0 && !diagnostics.some(({ code }) => unread.has(code));
  const documents = [...new Set([...asked.keys(), ...before.keys()])]
    .sort(byCodePoint)
    .map((address) => describe(address, { mode, asked, before, fetched, failed, remote, isWhole }));
  // what is missing is said by the list, and what may not be fetched with its place
  const refused = diagnostics
    .filter(({ code, at }) => code === "ref-remote" || (unread.has(code) && !useless.has(at?.file)))
    .map((each): Diagnostic => ({ ...each, severity: "error" }));
  const findings = [...failed.values(), ...refused];
  const after = new Map<string, Copy>();
  for (const address of asked.keys()) {
    const copy = fetched.get(address)?.copy ?? before.get(address);
    if (copy) after.set(address, copy);
  }
  const isWritten = (mode === "fetch" || mode === "update") && isWhole;
  const hasChanged = isWritten && writeCopies(settings.folder, { before, after, fetched });
  return { documents, diagnostics: findings, hasChanged };
}

function describe(
  address: string,
  given: {
    readonly mode: VendorOptions["mode"];
    readonly asked: ReadonlyMap<string, Asked>;
    readonly before: ReadonlyMap<string, Copy>;
    readonly fetched: ReadonlyMap<string, { readonly copy: Copy; readonly bytes: Uint8Array }>;
    readonly failed: ReadonlyMap<string, Diagnostic>;
    readonly remote: RemoteDocuments;
    readonly isWhole: boolean;
  },
): VendoredDocument {
  const { mode, asked, before, fetched, failed, remote, isWhole } = given;
  const old = before.get(address);
  const found = fetched.get(address);
  const file = found?.copy.file ?? old?.file ?? copyPath(address, []);
  if (failed.has(address)) return { address, file, status: "failed" };
  // nothing is removed where nothing is written
  if (!asked.has(address)) return { address, file, status: isWhole ? "removed" : "kept" };
  if (!found)
    return old && remote.hasCopy(address)
      ? { address, file, status: "kept", sha256: old.sha256 }
      : { address, file, status: "missing" };
  const { sha256 } = found.copy;
  const bytes = remote.copyOf(address);
  if (old?.sha256 === sha256) return { address, file, status: bytes ? "kept" : "fetched", sha256 };
  if (mode !== "check") return { address, file, status: old ? "updated" : "fetched", sha256 };
  if (!old) return { address, file, status: "missing", sha256 };
  const texts = { old: Buffer.from(bytes ?? []).toString("utf8"), new: Buffer.from(found.bytes).toString("utf8") };
  return { address, file, status: "changed", sha256, ...(bytes && { texts }) };
}

/** What is said of a failure beside what failed. */
interface Reason {
  readonly help?: string | undefined;
  /** Default: where the address is asked for. */
  readonly at?: Place | undefined;
}

function hinted(help: string | undefined): { readonly help?: string } {
  return help === undefined ? {} : { help };
}
