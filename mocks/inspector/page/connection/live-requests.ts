import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import { createObservable, type Observable } from "../parts/observable.ts";
import type { Mock } from "./mock.ts";

/** Whether requests are seen as they come. */
export type Liveness = "connecting" | "live" | "lost";

/** The requests that the mock got, as they come. */
export interface LiveRequests {
  /** Newest first. */
  readonly entries: Observable<readonly RequestEntry[]>;
  readonly liveness: Observable<Liveness>;
  /** Forgets those that are shown. */
  forget(): void;
  close(): void;
}

/** The most that are shown; what came before is still in the mock's journal. */
const mostShown = 1_000;
const firstWait = 500;
const longestWait = 5_000;

/** Watches the journal of a mock; where the connection is lost, tries again until it is closed. */
export function watchRequests({ client }: Mock): LiveRequests {
  const entries = createObservable<readonly RequestEntry[]>([]);
  const liveness = createObservable<Liveness>("connecting");
  const closing = new AbortController();
  const { signal } = closing;
  let waiting: RequestEntry[] = [];
  let last = 0;

  // Many may come at one time, and are shown at one time.
  function show(entry: RequestEntry): void {
    last = entry.id;
    waiting.push(entry);
    if (waiting.length > 1) return;
    setTimeout(() => {
      const news = waiting.reverse();
      waiting = [];
      entries.set([...news, ...entries.value].slice(0, mostShown));
    }, 30);
  }

  function forget(): void {
    waiting.length = 0;
    entries.set([]);
  }

  async function watch(): Promise<void> {
    let wait = firstWait;
    while (!signal.aborted) {
      try {
        const { data } = await client.streamRequests({ after: last, withCleared: true }, { signal, timeout: false });
        if (data !== undefined) {
          liveness.set("live");
          wait = firstWait;
          for await (const { data: entry } of data) {
            if ("isCleared" in entry) forget();
            else show(entry);
          }
        }
      } catch {
        // Told by what is shown: it is tried again.
      }
      if (signal.aborted) return;
      liveness.set("lost");
      // A mock that was started anew counts from the first.
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, longestWait);
      await restarted();
    }
  }

  /** Sees to it that the requests of another mock at the same address are not taken for earlier ones. */
  async function restarted(): Promise<void> {
    if (last === 0) return;
    const result = await client.getRequest({ requestId: last }).catch(() => undefined);
    if (result?.status !== 404) return;
    const { data } = await client.listRequests({}).catch(() => ({ data: undefined }));
    const newest = data?.requests.at(-1)?.id ?? 0;
    if (newest >= last) return;
    last = 0;
    entries.set([]);
  }

  void watch();
  return {
    entries,
    liveness,
    forget,
    close: () => closing.abort(),
  };
}
