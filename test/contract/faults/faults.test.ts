import { afterEach, describe, expect, test } from "vitest";
import { faults } from "./faults.ts";
import { type ShopServer, startShop } from "./server/start-shop.ts";

let shop: ShopServer | undefined;
afterEach(async () => await shop?.close());

describe("the seeded faults", () => {
  test("are many, and have names of their own", () => {
    expect(faults.length).toBeGreaterThan(150);
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(new Set(faults.map(({ wrong }) => wrong)).size).toBe(faults.length);
  });

  test.each(faults.map((fault) => [fault.name, fault] as const))(
    "%s leaves the rest of the shop as it is",
    async (_, fault) => {
      shop = await startShop({ change: fault.change() });
      const headers = { authorization: `Bearer ${shop.issue({ tenant: "north" })}`, "x-api-key": "north-key-1f2e" };
      const paths = ["/health", "/me", "/products?limit=2", "/customers?limit=2", "/orders?limit=2", "/stores/BER"];
      const statuses = await Promise.all(
        paths.map((path) =>
          fetch(`${shop?.url}${path}`, { headers })
            .then(({ status }) => status)
            .catch(() => 0),
        ),
      );
      expect(statuses.filter((status) => status !== 200).length).toBeLessThanOrEqual(1);
    },
  );
});
