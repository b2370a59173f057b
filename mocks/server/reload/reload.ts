import type { Reload } from "../../control-api/mock-api.ts";

/** Whether and how a mock follows changes. */
export interface ReloadOptions {
  /** Reads documents, settings and lock again when they change; tokens and state survive. Default: false. */
  readonly watch?: boolean;
  /** Called after each change, with the prefix of the API. */
  readonly onReload?: (reload: Reload, prefix: string) => void;
}
