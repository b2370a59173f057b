import type { TestedOperation, TestedResponse } from "../tested/tested-operation.ts";

/** The documented response for a status: its own, that of its class, or the default (section 4.8.16). */
export function documentedFor({ responses }: TestedOperation, status: number): TestedResponse | undefined {
  const keys = [String(status), `${Math.floor(status / 100)}XX`, "DEFAULT"];
  return keys.flatMap((key) => responses.filter((one) => one.status.toUpperCase() === key))[0];
}
