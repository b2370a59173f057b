import { type ContractResponse, headerOf, type Send } from "../../../mocks/contract/message.ts";

/** How a server is spared. */
export interface Politeness {
  /** Requests a second at most. Default: as many as there are. */
  readonly rate?: number;
  /** How many requests are on their way at once. */
  readonly concurrency: number;
  /** Milliseconds since 1970 beyond which nothing is waited for. */
  readonly until?: number;
  /** Ends what is waited for. */
  readonly signal?: AbortSignal;
  /** Gets the milliseconds of each pause that the server asked for. */
  readonly onPause?: (milliseconds: number) => void;
}

/** The longest pause that a server can ask for, in milliseconds, and how often it can for one request. */
const longestPause = 30_000;
const mostPauses = 3;

/**
 * Sends requests within limits. Where a server says `Retry-After` with 429 or 503, no request is sent for that long,
 * and this one is sent again: half a minute at most, three times at most, and never beyond the end of the run.
 */
export function politely(send: Send, limits: Politeness): Send {
  const { rate, concurrency, until = Number.POSITIVE_INFINITY, signal, onPause } = limits;
  const waiting: (() => void)[] = [];
  let running = 0;
  /** When the next request may begin. */
  let next = 0;

  async function turn(): Promise<void> {
    for (let left = next - Date.now(); left > 0 && !signal?.aborted; left = next - Date.now())
      await sleep(left, signal);
    if (rate !== undefined) next = Math.max(next, Date.now()) + 1000 / rate;
  }

  const sent: Send = async (request, purpose) => {
    for (let pauses = 0; ; pauses += 1) {
      await turn();
      const response = await send(request, purpose);
      const pause = pauseOf(response);
      if (pause === undefined || pauses >= mostPauses || Date.now() + pause >= until || signal?.aborted)
        return response;
      onPause?.(pause);
      next = Math.max(next, Date.now() + pause);
    }
  };

  return async (request, purpose) => {
    if (running >= concurrency) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await sent(request, purpose);
    } finally {
      // who waits takes the place
      const go = waiting.shift();
      if (go) go();
      else running -= 1;
    }
  };
}

/** Resolves after some milliseconds, or where the signal ends it. */
function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener("abort", wake);
  });
}

/** The milliseconds that a response asks to wait for (RFC 9110, section 10.2.3); undefined where it asks for none. */
function pauseOf(response: ContractResponse): number | undefined {
  const value = headerOf(response, "Retry-After")?.trim();
  if ((response.status !== 429 && response.status !== 503) || value === undefined || value === "") return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.min(longestPause, Math.max(0, milliseconds));
}
