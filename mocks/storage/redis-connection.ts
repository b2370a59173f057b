import { setTimeout as wait } from "node:timers/promises";
import type { Driver } from "unstorage";
import { StorageError } from "./store.ts";

/** What is used of ioredis, which is installed by those who keep state in Redis. */
export interface RedisClient {
  readonly status: string;
  connect(): Promise<void>;
  disconnect(): void;
  ping(): Promise<unknown>;
  on(event: "close" | "ready", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  eval(script: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
  get(key: string): Promise<string | null>;
  hget(key: string, name: string): Promise<string | null>;
  hlen(key: string): Promise<number>;
  hmget(key: string, ...names: string[]): Promise<(string | null)[]>;
  set(key: string, value: string, unit: "PX", lifetime: number, condition: "NX"): Promise<string | null>;
  zrange(key: string, start: number, end: number): Promise<string[]>;
  zrank(key: string, name: string): Promise<number | null>;
}

/** A command of a client, which is not sent while the server is known to be away. */
export type Ask = <Result>(command: () => Promise<Result>) => Promise<Result>;

/** A connection to a Redis server. */
export interface RedisConnection {
  readonly client: RedisClient;
  readonly ask: Ask;
  close(): Promise<void>;
}

const connectTime = 3_000;
/** For so long a server may be away, as when it starts again, before everything that waits for it fails. */
const graceTime = 1_000;
/** For so long a command may take. */
const commandTime = 3_000;
const longestPause = 500;
const isRefused = /^(?:MaxRetriesPerRequestError|AbortError)$|Connection is closed/;

/** Connects to the server. Rejects with a `StorageError` where it cannot be used. */
export async function connectRedis(url: string, prefix: string): Promise<RedisConnection> {
  const shown = withoutPassword(url);
  const driver = await createDriver(url, prefix);
  const client = driver.getInstance?.() as unknown as RedisClient;
  await connect(client, url, shown);
  return { client, ask: createAsk(client, shown), close: async () => void (await driver.dispose?.()) };
}

/**
 * As soon as one command finds that the server is away, all that wait for it fail, and those that come, until it is
 * there again.
 */
function createAsk(client: RedisClient, shown: string): Ask {
  const waiting = new Set<(error: StorageError) => void>();
  let isAway = false;
  let grace: NodeJS.Timeout | undefined;
  const error = () => new StorageError(`Redis at ${shown} cannot be reached any more`, { isPassing: true });

  function giveUp(): void {
    if (isAway) return;
    isAway = true;
    for (const fail of waiting) fail(error());
    waiting.clear();
    // Where the connection holds, the server may only have stood still.
    client.ping().then(goOn, () => undefined);
  }

  function goOn(): void {
    isAway = false;
    clearTimeout(grace);
    grace = undefined;
  }

  client.on("ready", goOn);
  client.on("close", () => {
    grace ??= setTimeout(giveUp, graceTime).unref();
  });

  return (command) => {
    if (isAway) return Promise.reject(error());
    return new Promise((resolve, reject) => {
      const tooLate = setTimeout(giveUp, commandTime).unref();
      const settled = (): void => {
        clearTimeout(tooLate);
        waiting.delete(reject);
      };
      waiting.add(reject);
      command().then(
        (result) => {
          settled();
          resolve(result);
        },
        (reason: Error) => {
          settled();
          if (!isRefused.test(reason.name) && !isRefused.test(reason.message)) return reject(reason);
          reject(error());
          giveUp();
        },
      );
    });
  };
}

async function createDriver(url: string, prefix: string): Promise<Driver> {
  try {
    const { default: redisDriver } = await import("unstorage/drivers/redis");
    return redisDriver({
      url,
      base: prefix,
      lazyConnect: true,
      connectTimeout: connectTime,
      // A command waits for five new connections at most, within the time of grace, then its request fails.
      maxRetriesPerRequest: 5,
      retryStrategy: (attempt: number) => Math.min(attempt * 50, longestPause),
    }) as Driver;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new StorageError("to keep state in Redis, the package ioredis must be installed: npm install ioredis");
  }
}

async function connect(client: RedisClient, url: string, shown: string): Promise<void> {
  let reason: Error | undefined;
  client.on("error", (error) => {
    reason ??= error;
  });
  const tooLate = new AbortController();
  const timeout = wait(connectTime + 1_000, undefined, { signal: tooLate.signal }).then(() => {
    throw new Error("it does not respond");
  });
  try {
    await Promise.race([client.connect(), timeout]);
  } catch (error) {
    client.disconnect();
    // Not as the cause: an error of ioredis holds the arguments of AUTH.
    const { message } = reason ?? (error as Error);
    throw new StorageError(`cannot use Redis at ${shown}: ${hidePassword(message, url)}`);
  } finally {
    tooLate.abort();
  }
}

function withoutPassword(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.hostname === "" || !/^\/?\d*$/.test(parsed.pathname)) {
    throw new StorageError(
      "the URL of a Redis server is redis://user:password@host:6379/0; all but the host may be left out",
    );
  }
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

function hidePassword(message: string, url: string): string {
  const { password } = new URL(url);
  const spellings = [
    password,
    password.replaceAll(/%[\da-f]{2}/gi, (escaped) => String.fromCharCode(Number.parseInt(escaped.slice(1), 16))),
  ];
  return spellings.reduce(
    (text, spelling) => (spelling === "" ? text : text.replaceAll(spelling, "[redacted]")),
    message,
  );
}
