import { randomUUID } from "node:crypto";
import { createExclusive, lockLifetime, type TryLock } from "./exclusive.ts";
import { type Ask, connectRedis, type RedisClient } from "./redis-connection.ts";
import { createRedisEntries } from "./redis-entries.ts";
import type { OpenStore, StoredValue } from "./store.ts";

const prefix = "twinspec";
// No segment of a key starts with a dot.
const orderKey = `${prefix}:.order`;
const sequenceKey = `${prefix}:.sequence`;
/** All keys by their letters. */
const namesKey = `${prefix}:.names`;
/** The keys of values with a lifetime, by when they go. */
const endsKey = `${prefix}:.ends`;

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
redis.call('ZADD', KEYS[5], 0, ARGV[2])
local gone = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, 100)
if #gone > 0 then
  redis.call('ZREM', KEYS[2], unpack(gone))
  redis.call('ZREM', KEYS[4], unpack(gone))
  redis.call('ZREM', KEYS[5], unpack(gone))
end`;
const deleteScript = `
redis.call('UNLINK', KEYS[1], KEYS[5], KEYS[6])
for index = 2, 4 do redis.call('ZREM', KEYS[index], ARGV[1]) end`;
/** As text: a number of a script's response would be rounded. */
const countScript = `
local kept = redis.call('GET', KEYS[1])
local number = 1
if kept then number = (cjson.decode(kept)['number'] or 0) + 1 end
redis.call('SET', KEYS[1], string.format('{"number":%.0f}', number))
redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[3]), ARGV[1])
redis.call('ZADD', KEYS[4], 0, ARGV[1])
return string.format('%.0f', number)`;
/** The keys that start with a text, in their order, without looking at all the others. */
const listScript = `
local names = redis.call('ZRANGEBYLEX', KEYS[1], '[' .. ARGV[1], '(' .. ARGV[1] .. '\\255')
local dated = {}
for _, name in ipairs(names) do
  local place = redis.call('ZSCORE', KEYS[2], name)
  if place then dated[#dated + 1] = { name, tonumber(place) } end
end
table.sort(dated, function(left, right) return left[2] < right[2] end)
for index, one in ipairs(dated) do dated[index] = one[1] end
return dated`;
/** What was stored before there was a list of keys by their letters. */
const adoptScript = `
if redis.call('ZCARD', KEYS[2]) ~= redis.call('ZCARD', KEYS[1]) then
  redis.call('DEL', KEYS[2])
  for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[2], 0, name) end
end`;
const renewScript =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
const releaseScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

/**
 * Keeps everything in a Redis server, in keys that begin with `twinspec:`. Rejects with a `StorageError` where the
 * server cannot be used.
 */
export async function openRedisStore(url: string): Promise<OpenStore> {
  const { client, ask, close } = await connectRedis(url, prefix);
  const redisKey = (key: string): string => `${prefix}:${key.replaceAll("/", ":")}`;
  const entryKeys = (key: string) => [`${prefix}:.entries:${key}`, `${prefix}:.places:${key}`] as const;
  await ask(() => client.eval(adoptScript, 2, orderKey, namesKey));

  return {
    async get(key) {
      const text = await ask(() => client.get(redisKey(key)));
      return text === null ? undefined : (JSON.parse(text) as StoredValue);
    },
    async set(key, value, lifetime = 0) {
      const keys = [redisKey(key), orderKey, sequenceKey, endsKey, namesKey];
      const milliseconds = Number.isFinite(lifetime) ? Math.ceil(lifetime) : 0;
      await ask(() => client.eval(setScript, keys.length, ...keys, JSON.stringify(value), key, milliseconds));
    },
    async delete(key) {
      const keys = [redisKey(key), orderKey, endsKey, namesKey, ...entryKeys(key)];
      await ask(() => client.eval(deleteScript, keys.length, ...keys, key));
    },
    list: async (start) => (await ask(() => client.eval(listScript, 2, namesKey, orderKey, start))) as string[],
    entries: (key) => createRedisEntries(client, ask, [...entryKeys(key), sequenceKey]),
    async count(key) {
      const keys = [redisKey(key), orderKey, sequenceKey, namesKey];
      return Number(await ask(() => client.eval(countScript, keys.length, ...keys, key)));
    },
    exclusive: createExclusive(createRedisLocks(client, ask)),
    close,
  };
}

/** A lock is a key that was not there, with a value that only its owner knows and an end in case the owner is gone. */
function createRedisLocks(client: RedisClient, ask: Ask): TryLock {
  return async (key) => {
    const lock = `${prefix}:.locks:${key}`;
    const owner = randomUUID();
    if ((await ask(() => client.set(lock, owner, "PX", lockLifetime, "NX"))) === null) return undefined;
    return {
      renew: async () => (await ask(() => client.eval(renewScript, 1, lock, owner, lockLifetime))) === 1,
      release: async () => void (await ask(() => client.eval(releaseScript, 1, lock, owner))),
    };
  };
}
