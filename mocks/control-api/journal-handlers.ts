import type { JournalCleared } from "../../generated/twinspec-control/schemas/JournalCleared.ts";
import type { RequestEntry } from "../../generated/twinspec-control/schemas/RequestEntry.ts";
import type { RequestFilter } from "../control/journal-control.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import type { Handlers } from "./handler.ts";
import type { MockApi } from "./mock-api.ts";
import { toJson, wire } from "./wire-values.ts";

type JournalNames =
  | "clearRequests"
  | "countRequests"
  | "findNearMisses"
  | "getRequest"
  | "listNearMisses"
  | "listRequests"
  | "streamRequests"
  | "waitForRequests";

/** Serves what is asked of the journal. */
export function journalHandlers(api: () => MockApi): Handlers<JournalNames> {
  const found = async (requests: readonly RequestLogEntry[]) => ({
    requests: await Promise.all(requests.map(entryOf)),
    dropped: api().droppedRequests,
  });
  const requestOf = (id: number): RequestLogEntry => {
    const request = api().requests.find((entry) => entry.id === id);
    if (request !== undefined) return request;
    const template = { type: "NOT_FOUND", title: "No such request", status: 404 };
    throw new ProblemJsonError(template, `There is no request ${id} in the journal, or not any more.`);
  };
  return {
    listRequests: (filter = {}) => found(api().findRequests(filter)),
    countRequests: (filter = {}) => ({
      count: api().findRequests(filter).length,
      dropped: api().droppedRequests,
    }),
    waitForRequests: async (which = {}, { signal }) => found(await api().waitForRequests({ ...which, signal })),
    clearRequests() {
      api().clearRequests();
      return undefined;
    },
    getRequest: ({ requestId }) => entryOf(requestOf(requestId)),
    listNearMisses({ requestId }) {
      const request = requestOf(requestId);
      return wire(request.operation === undefined ? api().nearMisses(request) : []);
    },
    findNearMisses: (request) => wire(api().nearMisses({ ...request, method: request.method.toUpperCase() })),
    streamRequests({ lastEventID, withCleared = false, ...filter } = {}, { signal }) {
      const after = lastEventID ?? filter.after;
      const watching: RequestFilter = { ...filter, ...(after !== undefined && { after }) };
      return entries(
        withCleared ? api().watchJournal({ ...watching, signal }) : api().watchRequests({ ...watching, signal }),
      );
    },
  };
}

async function* entries(
  requests: AsyncIterable<RequestLogEntry | "cleared">,
): AsyncGenerator<JournalCleared | RequestEntry, undefined> {
  for await (const request of requests) yield request === "cleared" ? { isCleared: true } : entryOf(request);
  return undefined;
}

async function entryOf(request: RequestLogEntry): Promise<RequestEntry> {
  const { response } = request;
  const args = (await toJson(request.arguments)) as RequestEntry["arguments"];
  return wire({ ...request, arguments: args, ...(response && { response }) });
}
