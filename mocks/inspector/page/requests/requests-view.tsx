import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import type { LiveRequests } from "../connection/live-requests.ts";
import type { Mock } from "../connection/mock.ts";
import { say } from "../parts/announcements.tsx";
import { Empty } from "../parts/empty.tsx";
import { useObservable } from "../parts/observable.ts";
import { RequestDetails } from "./request-details.tsx";
import { RequestList } from "./request-list.tsx";
import { TryLine } from "./try-line.tsx";

interface RequestsViewProps {
  readonly mock: Mock;
  readonly requests: LiveRequests;
  /** The id of the request that is shown. */
  readonly item: string | undefined;
}

/** The requests as they come, and one of them whole. */
export function RequestsView({ mock, requests, item }: RequestsViewProps): JSX.Element {
  const entries = useObservable(requests.entries);
  const [text, setText] = useState("");
  const [isBrokenOnly, setBrokenOnly] = useState(false);
  const shown = entries.filter((entry) => fits(entry, text) && (!isBrokenOnly || entry.violations.length > 0));
  const selected = entries.find(({ id }) => String(id) === item);
  useAnnounced(entries);

  async function clear(): Promise<void> {
    await mock.client.clearRequests();
    requests.forget();
    say("The journal is empty");
  }

  return (
    <div class="split">
      <section class="pane pane-list" aria-label="Requests">
        <div class="toolbar">
          <label class="grow">
            <span class="unseen">Filter by path, name or status</span>
            <input
              type="search"
              placeholder="Filter by path, name or status"
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={isBrokenOnly}
              onChange={({ currentTarget }) => setBrokenOnly(currentTarget.checked)}
            />
            Violations
          </label>
          <button type="button" class="button" disabled={entries.length === 0} onClick={() => void clear()}>
            Clear
          </button>
        </div>
        {shown.length > 0 && <RequestList entries={shown} selected={selected?.id} />}
        {shown.length === 0 && entries.length > 0 && <Empty title="No request fits the filter" />}
        {entries.length === 0 && (
          <Empty title="No requests yet">
            <p>They appear here as they come. Send one:</p>
            <TryLine mock={mock} />
          </Empty>
        )}
      </section>
      <section class="pane pane-item" aria-label="Request">
        {selected !== undefined && <RequestDetails key={selected.id} entry={selected} mock={mock} />}
        {selected === undefined && (
          <Empty title={item === undefined ? "Choose a request" : "That request is not here any more"}>
            <p>Its arguments, what it breaks, and why the response is what it is.</p>
          </Empty>
        )}
      </section>
    </div>
  );
}

/** Tells of new requests, those of a second in one sentence. */
function useAnnounced(entries: readonly RequestEntry[]): void {
  const told = useRef<number | undefined>(undefined);
  const newest = entries[0]?.id ?? 0;
  useEffect(() => {
    if (told.current === undefined) {
      told.current = newest;
      return;
    }
    const timer = setTimeout(() => {
      const news = entries.filter(({ id }) => id > (told.current ?? 0));
      told.current = newest;
      const [only] = news;
      if (news.length === 1 && only !== undefined) say(`${only.method} ${only.path}, ${only.status}`);
      else if (news.length > 1) say(`${news.length} new requests`);
    }, 1_000);
    return () => clearTimeout(timer);
  }, [newest, entries]);
}

function fits({ url, operation, status, method }: RequestEntry, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = `${method} ${url} ${operation?.name ?? ""} ${operation?.operationId ?? ""} ${status}`.toLowerCase();
  return words.every((word) => all.includes(word));
}
