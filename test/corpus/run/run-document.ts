import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, defaultSettings } from "../../../generator/entry.ts";
import { exampleModules } from "../../outputs/readme/example-modules.ts";
import { type DocumentRecord, noSeconds, type Seconds } from "./record.ts";
import { loadClient, roundTrips } from "./round-trip.ts";
import { serveDocument } from "./served.ts";

/** What a run of one document finds out, all but its types. */
export type Run = Omit<DocumentRecord, "commit" | "date" | "types" | "memory">;

/** A document to be run. */
export interface Task {
  readonly document: string;
  /** Its absolute path. */
  readonly file: string;
  /** Where its client is written, whose declarations stay there to be checked. */
  readonly folder: string;
}

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** Generates the client of one document, and calls each of its operations at the document's mock. */
export async function runDocument({ document, file, folder }: Task): Promise<Run> {
  const cpu: { -readonly [Step in keyof Seconds]: number } = { ...noSeconds };
  const base = { document, ...sizeOf(readFileSync(file, "utf8")) };
  const nothing = { ...base, operations: 0, round: 0, failures: [], notes: [], diagnostics: {}, cpu };
  try {
    const { model, diagnostics, reasons, modules } = await generated();
    if (model === undefined) return { ...nothing, diagnostics, outcome: "refused", reasons };
    const createClient = await timed("load", () => loadClient(folder, modules));
    const served = await timed("mock", () => serveDocument(file));
    try {
      const trips = await timed("calls", () => roundTrips(model, createClient, served));
      return { ...nothing, ...trips, outcome: "done", reasons: [], operations: model.operations.length, diagnostics };
    } finally {
      await served.close();
    }
  } catch (error) {
    const { stack } = error as { stack?: string };
    return { ...nothing, outcome: "crashed", reasons: [(stack ?? String(error)).slice(0, 2_000)] };
  }

  /** Writes the client. Its texts are not kept while it is called. */
  async function generated() {
    const {
      model,
      files,
      diagnostics: all,
    } = await timed("generate", () => build(defaultSettings([file], folder, dirname(file))));
    const diagnostics: Record<string, number> = {};
    for (const { code } of all) diagnostics[code] = (diagnostics[code] ?? 0) + 1;
    const errors = all.filter(({ severity }) => severity === "error");
    const reasons = errors.slice(0, 10).map(({ code, message }) => `${code}: ${message}`);
    if (!model || !files || errors.length > 0) return { model: undefined, diagnostics, reasons, modules: 0 };
    await timed("load", async () => writeFiles(folder, files));
    return { model, diagnostics, reasons: [], modules: files.size };
  }

  async function timed<Result>(step: keyof Seconds, act: () => Promise<Result>): Promise<Result> {
    const before = process.cpuUsage();
    try {
      return await act();
    } finally {
      const { user, system } = process.cpuUsage(before);
      cpu[step] += (user + system) / 1e6;
    }
  }
}

/** What a compiler or a call looks at: everything but the documentation, of which the examples alone. */
function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  const made = new Set<string>();
  for (const [path, text] of [...files, ...exampleModules(files.get("README.md") ?? "")]) {
    if (!/^(?:esm\/|package\.json$|readme-|node\.d\.ts$)/.test(path)) continue;
    const place = join(folder, path);
    const parent = dirname(place);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(place, text);
  }
}

function sizeOf(text: string): Pick<DocumentRecord, "bytes" | "registered"> {
  const { paths = {} } = parsed(text) as { paths?: Record<string, object | null> };
  const registered = Object.values(paths).reduce(
    (sum, item) => sum + Object.keys(item ?? {}).filter((key) => methods.has(key)).length,
    0,
  );
  return { bytes: Buffer.byteLength(text), registered };
}

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}
