import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { byCodePoint } from "../document/order.ts";
import { type Copy, copyPath, digestOf } from "../document/remote/copies.ts";
import { RemoteDocuments, type RemoteSettings } from "../document/remote/remote-documents.ts";
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

type FetchedCopies = NonNullable<RemoteSettings["fetched"]>;

/** Reads the documents with what was fetched so far, and says which addresses were asked for. */
export type ReadAsked = (
  fetched: FetchedCopies,
) => Promise<{ readonly asked: ReadonlySet<string>; readonly diagnostics: readonly Diagnostic[] }>;

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
  while (mode !== "list") {
    const open = [...asked]
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
        const found = failure(`cannot fetch "${address}": ${error.message}`, `set ${error.variable}`);
        failed.set(address, { ...found, ...(at && { at }) });
        continue;
      }
      if (!("bytes" in result)) {
        failed.set(address, failure(`cannot fetch "${address}": ${result.reason}`, result.help));
        continue;
      }
      const known = before.get(address);
      const sha256 = digestOf(result.bytes);
      if (mode === "fetch" && known && known.sha256 !== sha256) {
        const message = `"${address}" is another document now than the one that was copied`;
        failed.set(address, failure(message, "`twinspec vendor --update` takes it over"));
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

  const documents = [...new Set([...asked, ...before.keys()])]
    .sort(byCodePoint)
    .map((address) => describe(address, { mode, asked, before, fetched, failed, remote }));
  // what is missing is said by the list, and what may not be fetched with its place
  const refused = diagnostics
    .filter(({ code }) => code === "ref-remote" || code === "syntax")
    .map((each): Diagnostic => ({ ...each, severity: "error" }));
  const findings = [...failed.values(), ...refused];
  const after = new Map<string, Copy>();
  for (const address of asked) {
    const copy = fetched.get(address)?.copy ?? before.get(address);
    if (copy) after.set(address, copy);
  }
  const isWritten = (mode === "fetch" || mode === "update") && failed.size === 0;
  const hasChanged = isWritten && writeCopies(settings.folder, { before, after, fetched });
  return { documents, diagnostics: findings, hasChanged };
}

function describe(
  address: string,
  given: {
    readonly mode: VendorOptions["mode"];
    readonly asked: ReadonlySet<string>;
    readonly before: ReadonlyMap<string, Copy>;
    readonly fetched: ReadonlyMap<string, { readonly copy: Copy; readonly bytes: Uint8Array }>;
    readonly failed: ReadonlyMap<string, Diagnostic>;
    readonly remote: RemoteDocuments;
  },
): VendoredDocument {
  const { mode, asked, before, fetched, failed, remote } = given;
  const old = before.get(address);
  const found = fetched.get(address);
  const file = found?.copy.file ?? old?.file ?? copyPath(address, []);
  if (failed.has(address)) return { address, file, status: "failed" };
  // nothing is removed where nothing is written
  if (!asked.has(address)) return { address, file, status: failed.size > 0 ? "kept" : "removed" };
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

function failure(message: string, help?: string): Diagnostic {
  return { code: "vendor-failed", severity: "error", message, ...(help !== undefined && { help }) };
}
