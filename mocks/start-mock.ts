import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../generator/document/diagnostic.ts";
import { readApi } from "../generator/document/read-api.ts";
import { toOpenApi } from "../generator/document/to-openapi.ts";
import { emptyLock, type Lock, lockFileName } from "../generator/names/lock.ts";
import { nameApi } from "../generator/names/name-api.ts";
import { parseLock } from "../generator/names/parse-lock.ts";
import type { Mock, MockOptions } from "./mock.ts";
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
 * Serves the API that the given documents describe on a port of this machine.
 *
 * Access is not checked yet: a request without a token is answered like one with it.
 *
 * @throws {UnreadableSpecError} when no API can be read from the documents.
 */
export async function startMock(options: MockOptions): Promise<Mock> {
  const inputs = typeof options.spec === "string" ? [options.spec] : options.spec;
  const { api, diagnostics } = await readApi(inputs);
  if (api === undefined) throw new UnreadableSpecError(inputs, diagnostics);
  const named = nameApi(api, { lock: readLock(inputs), overrides: new Map(), prune: false }).operations;
  const canonical = named.filter(({ isCanonicalTwin }) => isCanonicalTwin);
  const chosen = new Set(canonical.map(({ operation }) => operation));
  const openapi = toOpenApi(api, (twins) => twins.find((twin) => chosen.has(twin)) ?? twins[0]!);
  const names = new Map(canonical.map(({ operation: { method, path }, name }) => [`${method} ${path}`, name]));
  const server = await startServer(openapi, { ...options, names });
  return { ...server, diagnostics };
}

/** The public names that lie beside the documents; without a lock, names are those of a first generation. */
function readLock(inputs: readonly string[]): Lock {
  const file = inputs.map((input) => join(input, lockFileName)).find((candidate) => existsSync(candidate));
  return file === undefined ? emptyLock : parseLock(readFileSync(file, "utf8"), file).lock;
}

function describe({ at, code, message }: Diagnostic): string {
  const place =
    at === undefined ? "" : `${[at.file, at.line, at.column].filter((part) => part !== undefined).join(":")} `;
  return `${place}${code}: ${message}`;
}
