import type { KeptResponse } from "../../generated/twinspec-control/schemas/KeptResponse.ts";
import type { ResponseRule } from "../control/response-rule.ts";
import type { KeptResponse as Kept } from "../control/scripts.ts";
import type { FaultRule } from "../faults/kept-fault.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { Handlers } from "./handler.ts";
import type { MockApi } from "./mock-api.ts";
import { toJson, wire } from "./wire-values.ts";

type PlanNames =
  | "createFault"
  | "createResponse"
  | "deleteFault"
  | "deleteFaults"
  | "deleteResponse"
  | "deleteResponses"
  | "getResponse"
  | "listFaults"
  | "listResponses";

/** Serves scripted responses and faults. */
export function planHandlers(api: () => MockApi): Handlers<PlanNames> {
  return {
    listResponses: async () => Promise.all((await api().listResponses()).map(shown)),
    createResponse: async ({ body }) => ({ id: await api().addResponse(body as ResponseRule) }),
    async deleteResponses() {
      for (const { id } of await api().listResponses()) await api().removeResponse(id);
      return undefined;
    },
    async getResponse({ responseId }) {
      const kept = (await api().listResponses()).find(({ id }) => id === responseId);
      return kept === undefined ? missing("scripted response", responseId) : shown(kept);
    },
    async deleteResponse({ responseId }) {
      return (await api().removeResponse(responseId)) ? undefined : missing("scripted response", responseId);
    },
    listFaults: async () => (await api().listFaults()).map((fault) => wire(fault)),
    createFault: async ({ body }) => ({ id: await api().addFault(body as FaultRule) }),
    async deleteFaults() {
      for (const { id } of await api().listFaults()) await api().removeFault(id);
      return undefined;
    },
    async deleteFault({ faultId }) {
      return (await api().removeFault(faultId)) ? undefined : missing("fault", faultId);
    },
  };
}

async function shown(kept: Kept): Promise<KeptResponse> {
  const { body, ...rest } = kept;
  return { ...(wire(rest) as Omit<KeptResponse, "body">), ...(body !== undefined && { body: await toJson(body) }) };
}

function missing(what: string, id: string): never {
  const template = { type: "NOT_FOUND", title: `No such ${what}`, status: 404 };
  throw new ProblemJsonError(template, `There is no ${what} "${id.slice(0, 100)}", or not any more.`);
}
