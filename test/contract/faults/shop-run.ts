import { fileURLToPath } from "node:url";
import type { ContractEvent } from "../../../mocks/contract/events.ts";
import type { Finding } from "../../../mocks/contract/finding.ts";
import type { ContractApi, ContractOptions, Credentials } from "../../../mocks/contract/options.ts";
import { runContract } from "../../../mocks/contract/run-contract.ts";
import { readPartPlaces } from "../../../mocks/server/part-places.ts";
import { readSpec } from "../../../mocks/server/read-spec.ts";
import { scopes } from "./server/access.ts";
import { type Change, type ShopServer, startShop } from "./server/start-shop.ts";

export const shopDocument = fileURLToPath(new URL("shop.yaml", import.meta.url));

/** What a run tells of one server. */
export interface ShopRun {
  readonly findings: readonly Finding[];
  readonly events: readonly ContractEvent[];
  /** Of both the server and what tests it, which are one process. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** The document of the shop, as a run needs it. */
export async function readShop(): Promise<ContractApi> {
  const [{ openapi, names }, placeOf] = await Promise.all([readSpec([shopDocument]), readPartPlaces([shopDocument])]);
  return { openapi, names, placeOf };
}

/** What a run of the shop is told beside what every run is. */
export interface ShopOptions extends Partial<ContractOptions> {
  /** Ends with the first finding: then it is known that there is one. */
  readonly isEndedByFinding?: boolean;
}

/** Runs the contract of the shop against a server with this change, on a port of its own. */
export async function runShop(
  api: ContractApi,
  change: Change,
  { isEndedByFinding = false, ...options }: ShopOptions = {},
): Promise<ShopRun> {
  const shop = await startShop({ change });
  const cpu = process.cpuUsage();
  const began = performance.now();
  const events: ContractEvent[] = [];
  try {
    const settings = { api, url: shop.url, credentials: credentialsOf(shop), allowWrites: true, ...options };
    for await (const event of runContract(settings)) {
      events.push(event);
      if (isEndedByFinding && event.kind === "finding") break;
    }
  } finally {
    await shop.close();
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    findings: events.flatMap((event) => (event.kind === "finding" ? [event.finding] : [])),
    events,
    cpuSeconds: (user + system) / 1e6,
    wallSeconds: (performance.now() - began) / 1000,
  };
}

/** Everybody that the shop knows: with all that is needed, expired, without a scope, of the other tenant. */
export function credentialsOf(shop: ShopServer): Credentials {
  return async ({ scheme, scopes: needed }, holder) => {
    if (scheme["type"] === "apiKey") {
      if (holder.kind !== "valid" && holder.kind !== "other-tenant") return undefined;
      const key = holder.kind === "valid" ? "north-key-1f2e" : "south-key-9a8b";
      return { headers: [["X-Api-Key", key]], secrets: new Map([[key, "SHOP_KEY"]]) };
    }
    const granted =
      holder.kind === "without-scope"
        ? needed.filter((scope) => scope !== holder.scope)
        : holder.kind === "with-scopes"
          ? holder.scopes
          : needed.length > 0
            ? needed
            : scopes;
    const token = shop.issue({
      tenant: holder.kind === "other-tenant" ? "south" : "north",
      scopes: granted,
      expiresIn: holder.kind === "expired" ? -1 : 3600,
    });
    return { headers: [["Authorization", `Bearer ${token}`]], secrets: new Map([[token, "SHOP_TOKEN"]]) };
  };
}
