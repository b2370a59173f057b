import type { Ask, RedisClient } from "./redis-connection.ts";
import type { Entries, StoredValue } from "./store.ts";

/** So many values are asked for, or sent, at a time: Redis does one thing after the other. */
const atATime = 1_000;

const setScript = `
for index = 1, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[index], ARGV[index + 1])
  if not redis.call('ZSCORE', KEYS[2], ARGV[index]) then
    redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[3]), ARGV[index])
  end
end`;
const deleteScript = "redis.call('HDEL', KEYS[1], ARGV[1]); redis.call('ZREM', KEYS[2], ARGV[1])";
const clearScript = "redis.call('UNLINK', KEYS[1], KEYS[2])";

/** Entries as the fields of a hash, with a sorted set that has their names in their order. */
export function createRedisEntries(
  client: RedisClient,
  ask: Ask,
  keys: readonly [values: string, places: string, sequence: string],
): Entries {
  const [values, places] = keys;
  return {
    async get(name) {
      const text = await ask(() => client.hget(values, name));
      return text === null ? undefined : (JSON.parse(text) as StoredValue);
    },
    async set(name, value) {
      await ask(() => client.eval(setScript, keys.length, ...keys, name, JSON.stringify(value)));
    },
    async delete(name) {
      await ask(() => client.eval(deleteScript, 2, values, places, name));
    },
    size: () => ask(() => client.hlen(values)),
    async slice(start, end) {
      if (end !== undefined && end <= start) return [];
      const last = end === undefined || !Number.isFinite(end) ? -1 : end - 1;
      const names = await ask(() => client.zrange(places, start, last));
      const found: StoredValue[] = [];
      for (let at = 0; at < names.length; at += atATime) {
        const texts = await ask(() => client.hmget(values, ...names.slice(at, at + atATime)));
        // One that is not there any more was deleted in between.
        for (const text of texts) if (text !== null) found.push(JSON.parse(text) as StoredValue);
      }
      return found;
    },
    position: async (name) => (await ask(() => client.zrank(places, name))) ?? undefined,
    async replace(entries) {
      await ask(() => client.eval(clearScript, 2, values, places));
      const all = [...entries].map(([name, value]) => [name, JSON.stringify(value)] as const);
      for (let at = 0; at < all.length; at += atATime) {
        const some = all.slice(at, at + atATime).flat();
        await ask(() => client.eval(setScript, keys.length, ...keys, ...some));
      }
    },
  };
}
