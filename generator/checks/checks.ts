import type { Check } from "./check.ts";
import { checkClientParameters } from "./client-parameters.ts";
import { checkLinks } from "./links.ts";
import { checkPages } from "./pages.ts";
import { checkScopes } from "./scopes.ts";

/** Everything that is checked once the model is built, in the order in which it is reported. */
export const checks: readonly Check[] = [checkScopes, checkClientParameters, checkLinks, checkPages];
