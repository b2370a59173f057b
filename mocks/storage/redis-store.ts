import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createStorage, type Driver } from "unstorage";
import { createExclusive, lockLifetime, type TryLock } from "./exclusive.ts";
import { type OpenStore, StorageError, type StoredValue } from "./store.ts";

/** What is used of ioredis, which is installed by those who keep state in Redis. */
interface RedisClient {
  connect(): Promise<void>;
  disconnect(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
  eval(script: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
  set(key: string, value: string, unit: "PX", lifetime: number, condition: "NX"): Promise<string | null>;
  zrange(key: string, start: number, end: number): Promise<string[]>;
}

const prefix = "twinspec";
// No segment of a key starts with a dot.
const orderKey = `${prefix}:.order`;
const sequenceKey = `${prefix}:.sequence`;
/** The keys of values with a lifetime, by when they go. */
const endsKey = `${prefix}:.ends`;
const connectTime = 3_000;

/** Sets a value, with a lifetime in milliseconds or 0, and takes keys of values that have gone out of the order. */
const setScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lifetime = tonumber(ARGV[3])
if lifetime > 0 then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', lifetime)
  redis.call('ZADD', KEYS[4], now + lifetime, ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[1])
  redis.call('ZREM', KEYS[4], ARGV[2])
end
redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[3]), ARGV[2])
local gone = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, 100)
if #gone > 0 then
  redis.call('ZREM', KEYS[2], unpack(gone))
  redis.call('ZREM', KEYS[4], unpack(gone))
end`;
const deleteScript =
  "redis.call('DEL', KEYS[1]); redis.call('ZREM', KEYS[2], ARGV[1]); redis.call('ZREM', KEYS[3], ARGV[1])";
const renewScript =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
const releaseScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

/**
 * Keeps everything in a Redis server, in keys that begin with `twinspec:`. Rejects with a `StorageError` where the
 * server cannot be used.
 */
export async function openRedisStore(url: string): Promise<OpenStore> {
  const shown = withoutPassword(url);
  const driver = await createDriver(url);
  const client = driver.getInstance?.() as unknown as RedisClient;
  await connect(client, url, shown);
  const storage = createStorage({ driver });
  const tryLock = createRedisLocks(client);
  const ask = <Result>(command: Promise<Result>): Promise<Result> =>
    command.catch((error: Error) => {
      if (error.name !== "MaxRetriesPerRequestError") throw error;
      throw new StorageError(`Redis at ${shown} cannot be reached any more`);
    });
  const redisKey = (key: string): string => `${prefix}:${key.replaceAll("/", ":")}`;

  return {
    async get(key) {
      const text = await ask(storage.getItemRaw<string>(key));
      return text === null ? undefined : (JSON.parse(text) as StoredValue);
    },
    async set(key, value, lifetime = 0) {
      const keys = [redisKey(key), orderKey, sequenceKey, endsKey];
      const milliseconds = Number.isFinite(lifetime) ? Math.ceil(lifetime) : 0;
      await ask(client.eval(setScript, keys.length, ...keys, JSON.stringify(value), key, milliseconds));
    },
    async delete(key) {
      await ask(client.eval(deleteScript, 3, redisKey(key), orderKey, endsKey, key));
    },
    list: async (start) => (await ask(client.zrange(orderKey, 0, -1))).filter((key) => key.startsWith(start)),
    exclusive: createExclusive((key) => ask(tryLock(key))),
    close: () => storage.dispose(),
  };
}

/** A lock is a key that was not there, with a value that only its owner knows and an end in case the owner is gone. */
function createRedisLocks(client: RedisClient): TryLock {
  return async (key) => {
    const lock = `${prefix}:.locks:${key}`;
    const owner = randomUUID();
    if ((await client.set(lock, owner, "PX", lockLifetime, "NX")) === null) return undefined;
    return {
      renew: async () => void (await client.eval(renewScript, 1, lock, owner, lockLifetime)),
      release: async () => void (await client.eval(releaseScript, 1, lock, owner)),
    };
  };
}

async function createDriver(url: string): Promise<Driver> {
  try {
    const { default: redisDriver } = await import("unstorage/drivers/redis");
    return redisDriver({
      url,
      base: prefix,
      lazyConnect: true,
      connectTimeout: connectTime,
      // A command waits for three new connections at most, then its request fails.
      maxRetriesPerRequest: 3,
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
