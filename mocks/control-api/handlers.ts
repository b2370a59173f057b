import { ProblemJsonError } from "../http/problem.ts";
import type { Handlers } from "./handler.ts";
import { journalHandlers } from "./journal-handlers.ts";
import type { MountedApi } from "./mock-api.ts";
import { planHandlers } from "./plan-handlers.ts";
import { type ControlledApi, type StorageFigures, serverHandlers } from "./server-handlers.ts";
import { tokenHandlers } from "./token-handlers.ts";
import { toJson, wire } from "./wire-values.ts";

/** The handlers of the APIs on one port, which tell of all and serve one. */
export function createHandlers(
  apis: readonly ControlledApi[],
  served: ControlledApi | undefined,
  storeFigures: StorageFigures,
): Handlers {
  const api = (): MountedApi => {
    if (served !== undefined) return served.api;
    const places = apis.map(({ prefix }) => `${prefix}/__twinspec`).join(", ");
    const template = { type: "NO_API_MATCHED_ERROR", title: "No API at the root", status: 404 };
    throw new ProblemJsonError(template, `There is no API at the root; the others are controlled below ${places}.`);
  };
  return {
    ...serverHandlers(apis, api, storeFigures),
    ...journalHandlers(api),
    ...planHandlers(api),
    ...tokenHandlers(api),
    readState: async () => wire(await api().readState()) as { path: string; records: { [key: string]: unknown }[] }[],
    async seedState({ body }) {
      await api().seedState(body);
      return undefined;
    },
    async resetState() {
      await api().resetState();
      return undefined;
    },
    getViolations: () =>
      wire({
        unexpected: api().unexpectedViolations,
        notes: api().notes,
        unchecked: api().unchecked(),
        unsatisfied: api().unsatisfied(),
      }),
    allowViolations({ body: { operation } }) {
      api().allowViolations(operation);
      return undefined;
    },
    async sendWebhook({ body: { name, ...webhook } }) {
      const receipt = await api().sendWebhook(name, wire(webhook) as Parameters<MountedApi["sendWebhook"]>[1]);
      return wire({ ...receipt, body: await toJson(receipt.body) });
    },
  };
}
