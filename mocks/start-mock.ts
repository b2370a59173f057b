import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Diagnostic } from "../generator/document/diagnostic.ts";
import { readApi } from "../generator/document/read-api.ts";
import { toOpenApi } from "../generator/document/to-openapi.ts";
import { emptyLock, type Lock } from "../generator/names/lock.ts";
import { nameApi } from "../generator/names/name-api.ts";
import { parseLock } from "../generator/names/parse-lock.ts";
import type { PublicOperation } from "../generator/names/public-names.ts";
import { applySeverity } from "../generator/settings/apply-severity.ts";
import { defaultSettings, readSettings } from "../generator/settings/read-settings.ts";
import { lockFileName, type Settings, settingsFileName } from "../generator/settings/settings.ts";
import type { Mock, MockOptions } from "./mock.ts";
import type { OperationNames } from "./operations.ts";
import { startServer } from "./server.ts";

/** Thrown by `startMock` when the documents cannot be read; `diagnostics` says why and where. */
export class UnreadableSpecError extends Error {
  override readonly name = "UnreadableSpecError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(inputs: readonly string[], diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    super(`cannot read ${inputs.join(", ")}${errors.map((error) => `\n${describe(error)}`).join("")}`);
    this.diagnostics = diagnostics;
  }
}

/**
 * Serves the API that the given documents describe on a port of this machine. Where a folder with a `twinspec.yaml` is given, or
 * that file, its settings hold: the documents, their names, scopes, access and faults; `options` win over them.
 *
 * @throws {UnreadableSpecError} when the settings or the documents cannot be read.
 */
export async function startMock<Package = unknown>(options: MockOptions): Promise<Mock<Package>> {
  const inputs = typeof options.spec === "string" ? [options.spec] : options.spec;
  const settings = settingsOf(inputs);
  const { folder, root, inputPlaces, authPrefix, scopes } = settings;
  const read = await readApi(settings.inputs, { workingFolder: folder, shownFrom: resolve(), root, inputPlaces });
  const diagnostics = applySeverity(read.diagnostics, settings, false);
  if (read.api === undefined) throw new UnreadableSpecError(inputs, diagnostics);

  const { api } = read;
  const named = nameApi(api, { lock: readLock(settings), overrides: settings.names, prune: false }).operations;
  const chosen = new Set(named.flatMap(({ isCanonicalTwin, operation }) => (isCanonicalTwin ? [operation] : [])));
  const openapi = toOpenApi(api, (twins) => twins.find((twin) => chosen.has(twin)) ?? twins[0]!);
  const { oauth, faults, invalidRequest } = settings.mock as MockSettings;
  const server = await startServer(openapi, {
    scopes,
    ...(faults && { faults }),
    ...(invalidRequest && { invalidRequest }),
    ...options,
    oauth: { prefixes: [authPrefix], ...oauth, ...options.oauth },
    names: namesByTemplate(named),
  });
  // The types of a package narrow what may be asked of a mock; they change nothing about it.
  return Object.assign(server, { diagnostics }) as Mock as Mock<Package>;
}

/** What the settings of an API hold under `mock`, as their schema has it. */
type MockSettings = Pick<MockOptions, "faults" | "invalidRequest" | "oauth">;

function settingsOf(inputs: readonly string[]): Settings {
  const [input = "", ...others] = inputs;
  const file = [input, join(input, settingsFileName)].find(
    (candidate) => basename(candidate) === settingsFileName && existsSync(candidate),
  );
  if (file === undefined || others.length > 0) return defaultSettings(inputs, undefined, resolve());
  const { settings, diagnostics } = readSettings(resolve(file), resolve());
  if (settings === undefined) throw new UnreadableSpecError(inputs, diagnostics.all);
  return settings;
}

/** The names by which a served operation goes: its own, its aliases, and those of twins that it answers for although they differ. */
function namesByTemplate(operations: readonly PublicOperation[]): OperationNames {
  const ofKey = new Map<string, string[]>();
  for (const { key, name, aliases, isCanonicalTwin } of operations) {
    const others = ofKey.get(key) ?? [];
    ofKey.set(key, isCanonicalTwin ? [name, ...aliases, ...others] : [...others, name, ...aliases]);
  }
  return new Map(
    operations
      .filter(({ isCanonicalTwin }) => isCanonicalTwin)
      .map(({ key, operation: { method, path } }) => [`${method} ${path}`, ofKey.get(key) ?? []]),
  );
}

/** The public names that lie beside the documents; without a lock, names are those of a first generation. */
function readLock({ lockFile, inputs, folder }: Settings): Lock {
  const candidates = [lockFile, ...inputs.map((input) => resolve(folder, input, lockFileName))];
  const file = candidates.find((candidate) => candidate !== undefined && existsSync(candidate));
  return file === undefined ? emptyLock : parseLock(readFileSync(file, "utf8"), file).lock;
}

function describe({ at, code, message }: Diagnostic): string {
  const place =
    at === undefined ? "" : `${[at.file, at.line, at.column].filter((part) => part !== undefined).join(":")} `;
  return `${place}${code}: ${message}`;
}
