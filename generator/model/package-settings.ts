import type { Settings } from "../settings/settings.ts";

/** What the settings say about the generated package. */
export type PackageSettings = Settings["package"];

/** How values of a document's types are represented in the client. */
export type ValueSettings = Settings["client"]["values"];

/** The folder of a package's modules as JavaScript. No `.gitignore` template has it, as they have `dist` and `lib`. */
export const builtFolder = "esm";

/** The folder of the modules that gather the operations of one tag. Templates for Vim hide `tags`. */
export const tagFolder = "by-tag";
