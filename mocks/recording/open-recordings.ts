import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ApiOptions } from "../pipeline/api-options.ts";
import { createMemoryStore } from "../storage/memory-store.ts";
import { openStore } from "../storage/open-store.ts";
import { type Store, storeBelow } from "../storage/store.ts";
import { recordingStages } from "./recording-stages.ts";
import { RecordingOptionError, type Recordings } from "./recordings.ts";
import { openRecordingsFolder } from "./recordings-folder.ts";

/** Where recordings are unless the options say something else: a folder in the working folder. */
const defaultRecording = "recordings";

/**
 * Opens the place of the recordings of an API, of which `prefix` is that below which it is served. Rejects with a
 * `RecordingOptionError` where there is no folder to replay, and with a `StorageError` where the place cannot be used.
 */
export async function openRecordings(options: ApiOptions, prefix = ""): Promise<Recordings> {
  const { replay = false, recording = defaultRecording } = options;
  if (recording === false) {
    if (replay) throw new RecordingOptionError("there is no recording to replay where none is to be written");
    return createRecordings(createMemoryStore());
  }
  const below = prefix.split("/").filter((part) => part !== "");
  if (recording !== "memory" && !/^(?!file:)[a-z][a-z\d+.-]+:/i.test(recording)) {
    const folder = resolve(/^file:/i.test(recording) ? fileURLToPath(recording) : recording);
    const isThere = existsSync(folder);
    if (isThere && !statSync(folder).isDirectory())
      throw new RecordingOptionError(`${folder} is a file, not a folder for recordings`);
    if (replay && !isThere) {
      throw new RecordingOptionError(
        `there is no folder ${folder} to replay; make it with --record, or name another one with --recording`,
      );
    }
    return createRecordings(at(openRecordingsFolder(folder), below));
  }
  const store = await openStore(recording);
  // A Redis server may have the tokens and the state too.
  return createRecordings(at(store, ["recordings", ...below]), () => store.close());
}

/** The recordings that a store has. */
export function createRecordings(store: Store, close: () => Promise<void> = async () => undefined): Recordings {
  const flowing = new Set<Promise<void>>();
  return {
    stages: (stages, options, api) => recordingStages(stages, options, { ...api, store, flowing }),
    async close() {
      await Promise.all(flowing);
      await close();
    },
  };
}

function at(store: Store, below: readonly string[]): Store {
  return below.length === 0 ? store : storeBelow(store, `${below.join("/")}/`);
}
