import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { Api } from "../../generator/document/api.ts";
import { type ReadOptions, readApi } from "../../generator/document/read-api.ts";

/** What reading gave, with the diagnostics as text. */
export interface Read {
  readonly api: Api;
  /** `file:line:column severity code: message`, in the order in which they were reported. */
  readonly said: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes files into a folder of their own, reads the inputs as one API, and removes the folder. */
export async function read(
  files: Readonly<Record<string, string | Uint8Array | object>>,
  inputs: readonly string[] = ["."],
  options: ReadOptions = {},
): Promise<Read> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "twinspec-document-")));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const isPlain = typeof content === "string" || content instanceof Uint8Array;
      writeFileSync(join(folder, path), isPlain ? content : JSON.stringify(content));
    }
    const { api, diagnostics } = await readApi(inputs, { workingFolder: folder, ...options });
    const said = diagnostics.map(lineOf); // looks every place up while the files are there
    return { api: api ?? nothing, said, diagnostics };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineOf({ at, severity, code, message }: Diagnostic): string {
  const place = at === undefined ? "" : [at.file, at.line, at.column].filter((part) => part !== undefined).join(":");
  return `${place} ${severity} ${code}: ${message}`;
}

const nothing: Api = {
  openapi: "",
  info: {},
  servers: [],
  tags: [],
  operations: [],
  webhooks: [],
  schemas: [],
  securitySchemes: new Map(),
  lost: { parts: new Map(), missing: new Map(), operations: [], elsewhere: new Set() },
};

/** The API as plain data, without where it was read. */
export function withoutPlaces(api: Api): unknown {
  const { operations, webhooks: _, schemas, securitySchemes, lost: __, paths: ___, ...plain } = api;
  return {
    ...plain,
    operations: operations.map(({ position: _, ...operation }) => operation),
    schemas: schemas.map(({ position: _, ...schema }) => schema),
    securitySchemes: [...securitySchemes],
  };
}

/** A document with these paths. */
export function openApi(paths: object, components: object = {}, version = "3.1.0"): object {
  return { openapi: version, info: { title: "API", version: "1" }, paths, components };
}

/** An operation that answers with a schema. */
export function answers(schema: object, more: object = {}): object {
  return { responses: { "200": { description: "ok", content: { "application/json": { schema } } } }, ...more };
}

/** The schema that the only operation of an API answers with. */
export function answered({ operations }: Api, index = 0): unknown {
  const operation = operations[index]!.operation as {
    responses: Record<string, { content: Record<string, { schema: unknown }> }>;
  };
  return operation.responses["200"]!.content["application/json"]!.schema;
}
