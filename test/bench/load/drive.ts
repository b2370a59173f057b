import { Agent, request } from "node:http";

/** A request of a load. */
export interface LoadRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a load came to. */
export interface Driven {
  /** Responses below 400, in a second. */
  readonly rate: number;
  readonly good: number;
  /** How many had another status, or none, by what came: `503`, `ECONNRESET`. */
  readonly others: ReadonlyMap<string, number>;
  /** Milliseconds that half of the good ones took at most, 99 of 100, and all. */
  readonly median: number;
  readonly p99: number;
  readonly longest: number;
}

/** How a load is driven. */
export interface LoadOptions {
  readonly connections: number;
  /** When it ends: after seconds, or after so many requests. */
  readonly seconds?: number;
  readonly count?: number;
  /** Gives the next request; `turn` counts from 0. */
  readonly next: (turn: number) => LoadRequest;
  /** Called with each good response. */
  readonly onGood?: (body: string) => void;
}

/** Sends one request after the other over each of some connections. */
export async function drive({ connections, seconds, count, next, onGood }: LoadOptions): Promise<Driven> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const durations: number[] = [];
  const others = new Map<string, number>();
  const begin = performance.now();
  let turn = 0;
  const isOver = () =>
    (count !== undefined && turn >= count) || (seconds !== undefined && performance.now() - begin >= seconds * 1000);

  async function work(): Promise<void> {
    while (!isOver()) {
      const asked = next(turn);
      turn += 1;
      const start = performance.now();
      const [outcome, body] = await send(asked, agent);
      if (/^[123]/.test(outcome)) {
        durations.push(performance.now() - start);
        onGood?.(body);
        continue;
      }
      others.set(outcome, (others.get(outcome) ?? 0) + 1);
      // Whoever is refused does not come again at once.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  await Promise.all(Array.from({ length: connections }, work));
  const elapsed = (performance.now() - begin) / 1000;
  agent.destroy();
  durations.sort((a, b) => a - b);
  const at = (part: number) => durations[Math.min(durations.length - 1, Math.floor(durations.length * part))] ?? NaN;
  const good = durations.length;
  return { rate: good / elapsed, good, others, median: at(0.5), p99: at(0.99), longest: at(1) };
}

function send({ url, method = "GET", headers, body }: LoadRequest, agent: Agent): Promise<[string, string]> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method, agent, headers: { ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("end", () => resolve([String(response.statusCode), text]));
      response.once("error", () => resolve(["broken", ""]));
    });
    outgoing.once("error", (error: NodeJS.ErrnoException) => resolve([error.code ?? "error", ""]));
    outgoing.end(body);
  });
}
