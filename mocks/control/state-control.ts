import type { State } from "../state/create-state.ts";
import { StateError, type StoredRecords } from "../state/stored-state.ts";

/** What a test does with the records of a stateful mock. */
export interface StateControl {
  /**
   * The records at the path of each collection, as clients would get them one after the other.
   *
   * @throws {StateError} when the mock keeps no state.
   */
  readState(): Promise<readonly StoredRecords[]>;
  /**
   * Puts these records in the place of those at their paths, parents first:
   * `{ path: "/pets", records: [{ id: "1" }] }`.
   *
   * @throws {StateError} when they cannot be kept.
   */
  seedState(collections: readonly StoredRecords[]): Promise<void>;
  /**
   * Forgets what clients created, changed and deleted, and what was seeded.
   *
   * @throws {StateError} when the mock keeps no state.
   */
  resetState(): Promise<void>;
}

/** The state of a mock that has one. */
export function createStateControl(state: State | undefined): StateControl {
  const kept = (): State => {
    if (state !== undefined) return state;
    throw new StateError("the mock keeps no state; start it with --stateful, or stateful: true");
  };
  return {
    readState: async () => kept().read(),
    seedState: async (collections) => kept().seed(collections),
    async resetState() {
      kept().reset();
      // Waits for it.
      await kept().read();
    },
  };
}
