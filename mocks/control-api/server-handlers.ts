import { twinspecVersion } from "../../generator/settings/package-root.ts";
import type { Handlers } from "./handler.ts";
import type { MountedApi } from "./mock-api.ts";
import { type ApiFigures, mockMetrics, type ServerFigures } from "./mock-metrics.ts";
import { wire } from "./wire-values.ts";

type ServerNames =
  | "clearCoverage"
  | "describeOperation"
  | "getAccess"
  | "getCoverage"
  | "getHealth"
  | "getMetrics"
  | "getSampleRequest"
  | "listDiagnostics"
  | "listOperations"
  | "reloadDocuments"
  | "resetMock";

/** An API that is served, as its control API sees it. */
export interface ControlledApi {
  /** Below which it is served. */
  readonly prefix: string;
  readonly api: MountedApi;
  readonly figures: ApiFigures;
}

/** Tells what the storage that all APIs have did so far. */
export type StorageFigures = () => Pick<ServerFigures, "forgotten" | "store">;

/** Serves what is asked of the mock as a whole. */
export function serverHandlers(
  apis: readonly ControlledApi[],
  api: () => MountedApi,
  storeFigures: StorageFigures,
): Handlers<ServerNames> {
  return {
    getMetrics: () =>
      mockMetrics({ ...storeFigures(), apis: apis.map(({ prefix, figures }) => [prefix, figures] as const) }),
    getHealth: () => ({
      status: "ready",
      version: twinspecVersion(),
      apis: apis.map((each) => ({ prefix: each.prefix, operations: each.api.operations.length })),
    }),
    describeOperation: ({ operationName }) => wire(api().describeOperation(operationName)),
    listOperations: async () => wire(await api().placedOperations()),
    getAccess() {
      const { names, implies, isCaseSensitive } = api().scopes();
      return wire({
        ...{ mode: api().auth, endpoints: api().endpoints, prefixes: api().prefixes, scopes: names },
        ...{ implies: Object.fromEntries(implies), isCaseSensitive },
      });
    },
    getCoverage: (which = {}) => wire(api().coverage(which)),
    clearCoverage() {
      api().clearCoverage();
      return undefined;
    },
    listDiagnostics: () => wire(api().diagnostics),
    getSampleRequest: () => wire(api().sampleRequest()),
    async reloadDocuments() {
      const reload = await api().reload();
      if (reload.kind === "reloaded") return wire(reload);
      const { error, ...kept } = reload;
      return wire({ ...kept, error: error.message, operations: api().operations, added: [], removed: [] });
    },
    async resetMock() {
      api().reset();
      // Waits for what is reset in the storage.
      await Promise.all([api().listResponses(), api().listFaults()]);
      return undefined;
    },
  };
}
