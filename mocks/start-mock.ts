import type { Diagnostic } from "../generator/document/diagnostic.ts";
import { readApi } from "../generator/document/read-api.ts";
import { toOpenApi } from "../generator/document/to-openapi.ts";
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
  const server = await startServer(toOpenApi(api), options);
  return { ...server, diagnostics };
}

function describe({ at, code, message }: Diagnostic): string {
  const place =
    at === undefined ? "" : `${[at.file, at.line, at.column].filter((part) => part !== undefined).join(":")} `;
  return `${place}${code}: ${message}`;
}
