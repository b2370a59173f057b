import { checkBodies, checkPositions, checkResponseParts } from "./bodies.ts";
import type { Check } from "./check.ts";
import { checkClientParameters } from "./client-parameters.ts";
import { checkHeaderParameters } from "./header-parameters.ts";
import { checkLeftOut } from "./left-out.ts";
import { checkLinks } from "./links.ts";
import { checkOperations } from "./operations.ts";
import { checkPages } from "./pages.ts";
import { checkScopes } from "./scopes.ts";

/** Everything that is checked once the model is built, in the order in which it is reported. */
export const checks: readonly Check[] = [
  checkBodies,
  checkPositions,
  checkResponseParts,
  checkHeaderParameters,
  checkOperations,
  checkLeftOut,
  checkScopes,
  checkClientParameters,
  checkLinks,
  checkPages,
];
