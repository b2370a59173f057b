import type { Place } from "../../generator/diagnostics/diagnostic.ts";
import { placeOf } from "../../generator/diagnostics/places.ts";
import { isObject } from "../../generator/document/json.ts";
import { listOperations } from "../document/operations.ts";
import { findDrift } from "../drift/find-drift.ts";
import type { Finding } from "../drift/finding.ts";
import { createAuthorization } from "../oauth/authorization.ts";
import { readRecording, type StoredRecording } from "../recording/recording.ts";
import { openRecordingsFolder } from "../recording/recordings-folder.ts";
import { overlaysOf, type WrittenOverlay } from "./drift-overlay.ts";
import { createPositions, type Found } from "./item-places.ts";
import { type ReadingOptions, readNamed } from "./read-spec.ts";

/** What recordings show that the documents do not say. */
export interface DriftReport {
  readonly title: string;
  readonly findings: readonly (Finding & { readonly at: Place | undefined })[];
  /** How many recordings were held against the documents. */
  readonly recordings: number;
  /** The overlays that make documents say it, and the findings that are in none; `path` is the file that is wanted. */
  overlays(path: string): { readonly overlays: readonly WrittenOverlay[]; readonly left: readonly Finding[] };
}

/**
 * The recordings of a folder, by name. Rejects with a `TypeError` for a file that is none, and with a `StorageError`
 * for one that is not JSON.
 */
export async function readRecordings(folder: string): Promise<readonly StoredRecording[]> {
  const store = openRecordingsFolder(folder);
  const keys = await store.list("");
  return Promise.all(keys.map(async (key) => readRecording(key, await store.get(key))));
}

/**
 * Holds recordings against documents.
 *
 * @throws {UnreadableSpecError} when the settings or the documents cannot be read.
 */
export async function reportDrift(
  inputs: readonly string[],
  recordings: readonly StoredRecording[],
  reading: ReadingOptions = {},
): Promise<DriftReport> {
  const { settings, api, openapi, named, names } = await readNamed(inputs, { ...reading, isWhole: true });
  const operations = listOperations(openapi, names);
  const positions = createPositions(api, named);
  // Schemas of operations are known once something of the operation was looked for.
  for (const operation of operations) positions.find(operation, { keys: [], schema: {} });
  const findPosition = ({ place: { operation, keys, schema } }: Finding): Found | undefined => {
    if (operation !== undefined) return positions.find(operation, { keys, schema });
    return api.paths && { position: api.paths, isExact: true };
  };
  const isBefore31 = (owner: unknown): boolean => {
    const [first] = operations;
    const operation = operations.find((each) => each === owner) ?? first;
    const found = operation && positions.find(operation, { keys: [], ...(isObject(owner) && { schema: owner }) });
    const value = found?.position.document.value;
    return isObject(value) && String(value["openapi"]).startsWith("3.0");
  };
  const { endpoints } = createAuthorization(openapi, settings.mock.oauth);
  const described = { openapi, operations, endpoints, isBefore31, isPlaced: positions.has };
  const findings = await findDrift(recordings, described);
  const title = settings.title ?? String(api.info["title"] ?? "");
  return {
    title,
    recordings: recordings.length,
    findings: findings.map((finding) => {
      const found = findPosition(finding);
      return { ...finding, at: found && { ...placeOf(found.position, "key") } };
    }),
    overlays: (path) => overlaysOf(findings, { title, path, findPosition }),
  };
}
