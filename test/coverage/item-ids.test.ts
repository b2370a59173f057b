import { expect, test } from "vitest";
import { IdPool, ItemIds } from "../../mocks/coverage/item-ids.ts";

test("ids of several operations are kept once each, in the order in which they came", () => {
  const pool = new IdPool();
  const [one, other] = [new ItemIds(pool), new ItemIds(pool)];
  const ids = Array.from({ length: 100 }, (_, index) => `status ${index}`);
  for (const id of [...ids, ...ids]) one.add(id);
  other.add("status 99");
  expect([...one]).toEqual(ids);
  expect([...other]).toEqual(["status 99"]);
  expect([other.has("status 99"), other.has("status 1"), other.has("status 100")]).toEqual([true, false, false]);
  expect(pool.numberOf("status 99")).toBe(99);
});
