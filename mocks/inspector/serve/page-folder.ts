import { join } from "node:path";
import { packageRoot } from "../../../generator/settings/package-root.ts";

/** Where `npm run build` puts the page. */
export function pageFolder(): string {
  return join(packageRoot(), "dist", "inspector");
}
