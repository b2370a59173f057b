import { bodySetups } from "./requests/bodies.ts";
import { callbackSetups } from "./requests/callbacks.ts";
import { dynamicSetups } from "./requests/dynamic.ts";
import { librarySetups } from "./requests/library.ts";
import { parameterSetups } from "./requests/parameters.ts";
import { proxySetups } from "./requests/proxied.ts";
import { securitySetups } from "./requests/security.ts";
import type { Setup } from "./requests/setup.ts";
import { swaggerSetups } from "./requests/swagger.ts";

/** Everything that is tried side by side. */
export const setups: readonly Setup[] = [
  ...librarySetups,
  ...parameterSetups,
  ...bodySetups,
  ...securitySetups,
  ...swaggerSetups,
  ...dynamicSetups,
  ...callbackSetups,
  ...proxySetups,
];
