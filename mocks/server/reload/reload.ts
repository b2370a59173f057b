import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import type { MockOperation } from "../../document/operations.ts";

/** What became of a change of the documents, the settings or the lock. */
export type Reload =
  | {
      /** The API is another one from the next request on. */
      readonly kind: "reloaded";
      /** All that there are now. */
      readonly operations: readonly MockOperation[];
      readonly added: readonly MockOperation[];
      readonly removed: readonly MockOperation[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      /** What was read is faulty, so the API stays as it was; or it cannot be seen any more whether files change. */
      readonly kind: "kept";
      readonly error: Error;
      /** The errors that the API did not have before. */
      readonly diagnostics: readonly Diagnostic[];
    };

/** Whether and how a mock follows changes. */
export interface ReloadOptions {
  /** Reads documents, settings and lock again when they change; tokens and state survive. Default: false. */
  readonly watch?: boolean;
  /** Called after each change, with the prefix of the API. */
  readonly onReload?: (reload: Reload, prefix: string) => void;
}
