import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../output/settings-digest.ts";

/** The version of twinspec. */
export function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string }).version;
}
