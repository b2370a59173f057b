import type { Settings } from "../settings/settings.ts";

/** What the settings say about the generated package. */
export type PackageSettings = Settings["package"];

/** How values of a document's types are represented in the client. */
export type ValueSettings = Settings["client"]["values"];
