import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Api } from "../document/api.ts";
import type { Model } from "../model/model.ts";
import type { Settings } from "../settings/settings.ts";

/** An API that is read, named and built. */
export interface Checked {
  readonly api: Api;
  readonly model: Model;
  readonly settings: Settings;
}

/** Finds what contradicts itself in an API and its settings, once the model is built. */
export type Check = (checked: Checked) => readonly Diagnostic[];

/** A fault in what the settings say. */
export function settingsFault(at: Place | undefined, message: string, help?: string): Diagnostic {
  return {
    code: "settings",
    severity: "error",
    message,
    ...(at && { at }),
    ...(help !== undefined && { help }),
  };
}
