import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import { objectsIn } from "../tested/views-of.ts";
import { schemaOfJson } from "./described-body.ts";
import type { Fault } from "./fault.ts";

/** Members that requests alone have, and that a response shows. */
export function shownWriteOnly(exchange: Exchange, api: TestedApi): Fault[] {
  const objects = objectsIn(schemaOfJson(exchange), exchange.rounded, { views: api.views, schemas: api.response });
  return objects.flatMap(({ path, value, members }) =>
    [...members]
      .filter(([name, { isWriteOnly }]) => isWriteOnly && Object.hasOwn(value, name))
      .map(([name]) => ({
        rule: "write-only-shown" as const,
        cause: [...path, name].join(" "),
        message: `The response has ${[...path, name].join(".")}, which is write-only.`,
      })),
  );
}
