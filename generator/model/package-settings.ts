import type { Settings } from "../settings/settings.ts";

/** What the settings say of the generated package. */
export type PackageSettings = Settings["package"];

/** How values of a document's types come out in the client. */
export type ValueSettings = Settings["client"]["values"];
