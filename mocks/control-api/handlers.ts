import { twinspecVersion } from "../../generator/settings/package-root.ts";
import type { MockOperation } from "../document/operations.ts";

/** An API that is served, as its control API sees it. */
export interface ControlledApi {
  readonly prefix: string;
  readonly api: { readonly operations: readonly MockOperation[] };
}

/** What gives the result of an operation of the control API, by the operation's name. */
export interface Handlers {
  getHealth(args: Readonly<Record<string, unknown>>): unknown;
}

/** The handlers of the APIs on one port, or of one of them. */
export function createHandlers(apis: readonly ControlledApi[]): Handlers {
  return {
    getHealth: () => ({
      status: "ready",
      version: twinspecVersion(),
      apis: apis.map(({ prefix, api }) => ({ prefix, operations: api.operations.length })),
    }),
  };
}
