import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostics.ts";
import type { Settings } from "./settings.ts";

/** The diagnostics with the severities that the user chose, each said once; under `strict` a warning is an error. */
export function applySeverity(diagnostics: readonly Diagnostic[], settings: Settings, strict: boolean): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const chosen = settings.severity.get(diagnostic.code) ?? diagnostic.severity;
    if (chosen === "off") return [];
    const severity = strict && chosen === "warning" ? "error" : chosen;
    return [severity === diagnostic.severity ? diagnostic : withSeverity(diagnostic, severity)];
  });
}

/** The same where nothing came of a run: what the settings turned off then stands as it was, as the reason. */
export function reasonsFor(diagnostics: readonly Diagnostic[], settings: Settings, strict: boolean): Diagnostic[] {
  const chosen = applySeverity(diagnostics, settings, strict);
  return hasErrors(chosen) ? chosen : [...diagnostics];
}

function withSeverity(diagnostic: Diagnostic, severity: Diagnostic["severity"]): Diagnostic {
  return { ...diagnostic, severity };
}
